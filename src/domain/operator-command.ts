/** What an operator has a running call do. */
export const commandKinds = ['say', 'note', 'transfer', 'end'] as const;
export type CommandKind = (typeof commandKinds)[number];

/**
 * say: the bot says this sentence. note: the bot's model is told it and acts on it. transfer: to a person, as the line
 * does it. end: a farewell, then the call is over.
 */
export interface OperatorCommand {
  readonly id: string;
  readonly callId: string;
  readonly kind: CommandKind;
  /** The sentence or the note; empty for the others. */
  readonly text: string;
  /** Of a sentence: at once, instead of the answer the bot is giving. */
  readonly now: boolean;
  /** Who gave it, by the name they signed in with. */
  readonly operator: string;
  /** Epoch ms. */
  readonly at: number;
}

export interface CommandOutcome {
  readonly status: 'done' | 'refused';
  /** A sentence for the operator. */
  readonly words: string;
}

/** waiting: for the process that has the session. taken: by it, and not done yet. Nothing leaves `done` and `refused`. */
export type CommandStatus = 'waiting' | 'taken' | CommandOutcome['status'];

export interface StoredCommand extends OperatorCommand {
  readonly status: CommandStatus;
  /** Null while it is not known. */
  readonly outcome: string | null;
  readonly finishedAt: number | null;
}

/** A sentence said much later answers nothing any more. */
export const commandLifeMs = 60_000;

/** What becomes of the commands a call did not come to. */
export const callEndedFirst = 'The call ended before that.';
