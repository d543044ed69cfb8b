import type { LineInForce } from '../domain/line-in-force.ts';
import type { PreviewCaller } from '../domain/preview-caller.ts';
import type { WhyNot } from '../domain/why-not.ts';

/** One tool a line could have, as a call would meet it. */
export interface PreviewedTool {
  readonly name: string;
  /** As the model reads it; null where the line has no such tool. */
  readonly description: string | null;
  /** Null: a call gets it. */
  readonly whyNot: WhyNot | null;
  /** What the tool answers this caller for the number or address known of them; null: nothing stands against it. */
  readonly answer: { readonly code: string; readonly say: string } | null;
}

/** What a call at a moment (epoch ms) by such a caller is offered, in the order the model sees it. */
export type PreviewTools = (inForce: LineInForce, at: number, caller: PreviewCaller) => readonly PreviewedTool[];
