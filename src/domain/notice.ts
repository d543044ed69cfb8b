/**
 * Something that happened outside the talk of a running call and that its model is to know: a text that did not arrive,
 * an address the caller typed, a request that was answered.
 */
export interface Notice {
  /** The same happening has the same id, so that it is told once. */
  readonly id: string;
  readonly callId: string;
  /** For the model: a sentence of ours; what strangers wrote stands in it as data only. */
  readonly text: string;
  /** The caller is told as soon as nobody speaks; else the model merely knows it from the next turn on. */
  readonly urgent: boolean;
  /** Epoch ms. */
  readonly at: number;
}

/** The id of a notice that brings an address typed into the form begins with this. */
export const FORM_NOTICE = 'form';

/** Who said that a destination wants no messages. `operator`: the person did, to somebody of the business. */
export const optOutSources = ['spoken', 'texted', 'carrier', 'operator'] as const;
export type OptOutSource = (typeof optOutSources)[number];
