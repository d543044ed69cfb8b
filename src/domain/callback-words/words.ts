/** What is written about callbacks in one language. A text message has 160 characters, of which a link takes half. */
export interface CallbackWords {
  readonly sms: {
    readonly booked: (name: string, time: string) => string;
    readonly moved: (name: string, time: string) => string;
    readonly cancelled: (name: string, time: string) => string;
    readonly reminder: (name: string, time: string) => string;
    readonly notReached: (name: string) => string;
    readonly apology: (name: string) => string;
    /** The answer is "C" in every language. */
    readonly confirm: string;
    readonly change: (link: string) => string;
    readonly choose: (link: string) => string;
    /** Without a link: the line's number. */
    readonly callToChange: (number: string) => string;
    readonly callToChoose: (number: string) => string;
  };
  readonly email: {
    readonly subjects: Readonly<
      Record<'booked' | 'moved' | 'cancelled' | 'reminder', (name: string, time: string) => string>
    > &
      Readonly<Record<'not_reached' | 'apology', (name: string) => string>>;
    readonly booked: (name: string, time: string) => string;
    readonly moved: (name: string, time: string) => string;
    readonly cancelled: (name: string, time: string) => string;
    readonly reminder: (name: string, time: string) => string;
    readonly notReached: (name: string) => string;
    readonly apology: (name: string) => string;
    /** The same time on the business's clock. */
    readonly there: (time: string) => string;
    /** `digits`: the last ones of the number. */
    readonly onNumber: (digits: string) => string;
    readonly change: string;
    readonly choose: string;
    readonly callToChange: (number: string) => string;
    readonly callToChoose: (number: string) => string;
  };
  /** Of the calendar entry. */
  readonly entry: (name: string) => string;
}
