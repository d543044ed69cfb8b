/** A phone somebody holds: what can be done with it while a call is on it. */
export interface CallerEnd {
  /** The other side is just speaking. */
  readonly speaking: boolean;
  say(text: string): Promise<void>;
  press(digits: string): Promise<void>;
  /** With text: talks over the other side. Without: a noise that cuts it. */
  interrupt(text?: string): Promise<void>;
  text(body: string): Promise<void>;
  hangup(): Promise<void>;
}
