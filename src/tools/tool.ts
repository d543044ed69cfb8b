import type { z } from 'zod';
import type { Call, Contact } from '../domain/call.ts';
import type { Consent } from '../domain/consent.ts';
import type { HandOff } from '../domain/hand-off.ts';
import type { LineInForce } from '../domain/line-in-force.ts';
import type { ToolResult } from '../domain/tool-result.ts';
import type { Clock, Deliver, Ids, Log, Store, ToolDeclaration } from '../ports.ts';

/** What a tool may use. One per call; `turn` and `signal` are those of the turn that called it. */
export interface ToolContext {
  readonly call: Call;
  readonly inForce: LineInForce;
  readonly contact: Contact | null;
  /** What the caller has agreed to, in this call. The only place that knows. */
  readonly consent: Consent;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly store: Store;
  readonly deliver: Deliver;
  readonly log: Log;
}

export interface ToolRun {
  readonly toolCallId: string;
  readonly turn: number;
  /** Aborts when the caller cuts in. A write that has begun goes on all the same. */
  readonly signal: AbortSignal;
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
  execute(input: z.output<Arguments>, context: ToolContext, run: ToolRun): Promise<ToolOutcome>;
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
