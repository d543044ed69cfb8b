import type { z } from 'zod';
import type { Call, Contact } from '../domain/call.ts';
import type { Callback } from '../domain/callback.ts';
import type { Consent } from '../domain/consent.ts';
import type { HandOff } from '../domain/hand-off.ts';
import type { LineInForce } from '../domain/line-in-force.ts';
import type { ToolResult } from '../domain/tool-result.ts';
import type { Store } from '../ports/store.ts';
import type { AnnounceCallback, Clock, Deliver, Ids, Log, ToolDeclaration } from '../ports.ts';

/** Who calls whom, and when: what decides where something may be sent. */
export interface CallFacts {
  readonly call: Call;
  readonly inForce: LineInForce;
  readonly contact: Contact | null;
  /** What the caller has agreed to, in this call. The only place that knows. */
  readonly consent: Consent;
  readonly clock: Pick<Clock, 'now'>;
}

/** What a tool may use. One per call; `turn` and `signal` are those of the turn that called it. */
export interface ToolContext extends CallFacts {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly store: Store;
  readonly deliver: Deliver;
  readonly announceCallback: AnnounceCallback;
  /** Whoever places callbacks looks at once. */
  readonly nudgeCallbacks?: () => void;
  readonly log: Log;
  /** The origin the outside reaches this server at. */
  readonly publicUrl: () => string;
  /** Resolves when what was said so far can be read from the store; soon in any case. */
  readonly written: () => Promise<void>;
  /** Tool calls of the call's earlier sessions, oldest first. */
  readonly earlier: readonly FinishedRun[];
  /** The caller's open callback on this line, as far as this call knows; kept up to date by the tools. */
  readonly openCallback: { current: Callback | null };
}

/** A tool call that is over. */
export interface FinishedRun {
  readonly name: string;
  readonly turn: number;
  readonly result: ToolResult;
}

export interface ToolRun {
  readonly toolCallId: string;
  readonly turn: number;
  /** Aborts when the caller cuts in. A write that has begun goes on all the same. */
  readonly signal: AbortSignal;
}

/** A tool's own view of its run: with the tool calls that were over before it, oldest first. */
export interface Execution extends ToolRun {
  readonly earlier: readonly FinishedRun[];
}

/** What follows from a tool besides its result. */
export type ToolEnding =
  | { readonly kind: 'hand-off'; readonly handOff: HandOff }
  | { readonly kind: 'end-call'; readonly farewell: string };

export interface ToolOutcome {
  readonly result: ToolResult;
  /** The turn ends with it: nothing more is asked of the model. */
  readonly ending?: ToolEnding;
  /** The voice goes on in this language (one of the line's). */
  readonly language?: string;
}

/** One thing the model may call. `execute` gets arguments that passed `parameters`; it may throw, the toolbox catches. */
export interface Tool<Arguments extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly description: string;
  readonly parameters: Arguments;
  /** Read-only and instant: no acknowledgement is spoken. */
  readonly instant?: boolean;
  /** Why it must not run now; null when it may. */
  refuses?(run: Execution): ToolResult | null;
  execute(input: z.output<Arguments>, context: ToolContext, run: Execution): Promise<ToolOutcome>;
}

/** A tool call as the model wrote it. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly argumentsJson: string;
}

/** What a line offers in a call. `run` never throws: unknown tool, bad arguments and a throwing tool are results. */
export interface Toolbox {
  readonly declarations: readonly ToolDeclaration[];
  run(call: ToolCall, run: ToolRun): Promise<ToolOutcome>;
}
