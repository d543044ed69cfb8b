/** The sentences of the page of a callback. Times and names are put in as plain text. */
export interface CallbackPageWords {
  readonly title: (business: string) => string;
  readonly scheduled: (time: string) => string;
  readonly confirmed: (time: string) => string;
  /** The same time on the business's clock. */
  readonly there: (time: string) => string;
  readonly soon: string;
  readonly busy: string;
  readonly completed: string;
  readonly notHeld: string;
  readonly cancelled: string;
  readonly blocked: string;
  /** After a change. */
  readonly done: Readonly<Record<'confirmed' | 'moved' | 'cancelled', string>>;
  readonly problems: Readonly<Record<'taken' | 'changed' | 'unchosen', string>>;
  readonly open: (time: string) => string;
  readonly confirm: string;
  readonly times: string;
  readonly newTimes: string;
  readonly noTimes: string;
  /** Before the number. */
  readonly callUs: string;
  readonly move: string;
  readonly otherDays: string;
  readonly cancel: string;
  readonly cancelSure: string;
  readonly cancelNow: string;
  readonly gone: string;
  readonly goneText: string;
  readonly failed: string;
  readonly failedText: string;
}
