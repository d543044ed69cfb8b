/**
 * What the model is told of the conversation so far. Neutral: each model adapter turns it into its vendor's shape.
 * The history holds what was HEARD, never what was generated and cut off.
 */
export type HistoryItem =
  | { readonly role: 'caller'; readonly text: string }
  /** `interrupted`: the caller cut in here; `text` is only what was heard. */
  | { readonly role: 'bot'; readonly text: string; readonly interrupted?: boolean }
  | { readonly role: 'tool-call'; readonly id: string; readonly name: string; readonly argumentsJson: string }
  | { readonly role: 'tool-result'; readonly id: string; readonly resultJson: string }
  /** Something the server tells the model in between ("the caller has been silent for 8 s"). Never caller speech. */
  | { readonly role: 'note'; readonly text: string };

/** One speakable piece: what a transcript shows and what the voice is given. `spoken` may be empty, never both. */
export interface SpeechPiece {
  readonly display: string;
  readonly spoken: string;
}
