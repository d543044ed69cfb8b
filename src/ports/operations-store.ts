/** Milliseconds; null: nothing of this kind was measured. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** How fast a line answered. */
export interface LineLatency {
  readonly siteId: string;
  readonly lineId: string;
  readonly turns: number;
  /** From the caller's last word to the first text that was sent to be spoken. */
  readonly answer: Percentiles | null;
  /** From the request to the model's first token. */
  readonly model: Percentiles | null;
  /** Of a tool call, the store's and the vendors' part included. */
  readonly tools: Percentiles | null;
}

/** How often something went wrong on a line. */
export interface Trouble {
  readonly siteId: string;
  readonly lineId: string;
  /** `turn`: the model gave no answer. `relay`: the carrier reported an error. `session`: it ended badly. */
  readonly kind: 'turn' | 'relay' | 'session' | 'tool' | 'message';
  /** Of a session its end, of a tool its code, of a message the vendor's code; otherwise empty. */
  readonly code: string;
  readonly count: number;
  /** Epoch ms of the newest. */
  readonly lastAt: number;
}

/** One tool call that was refused. */
export interface Refusal {
  readonly at: number;
  readonly siteId: string;
  readonly lineId: string;
  readonly callSid: string;
  /** E.164 of the caller, or whom we called; null: withheld or an internet call. */
  readonly number: string | null;
  readonly tool: string;
  readonly code: string;
  /** What the bot was to say. */
  readonly say: string;
}

export interface RefusalCount {
  readonly siteId: string;
  readonly lineId: string;
  readonly code: string;
  readonly count: number;
}

/** What a site sent: as the caps count it, so without what definitely failed. Hours and days slide. */
export interface MessageUsage {
  readonly lines: readonly {
    readonly lineId: string;
    readonly medium: 'sms' | 'email';
    readonly hour: number;
    readonly day: number;
  }[];
  /** Texts of the day by country of the recipient, most first. */
  readonly countries: readonly { readonly country: string; readonly day: number }[];
  /** Who got most in the day, at most five of each medium. */
  readonly destinations: readonly {
    readonly medium: 'sms' | 'email';
    readonly destination: string;
    readonly day: number;
  }[];
  readonly spentMicros: number;
}

export interface LineCount {
  readonly siteId: string;
  readonly lineId: string;
  readonly count: number;
}

/** Messages that are not over. */
export interface OutboxDepth {
  /** Should be on their way by now. */
  readonly due: number;
  /** Wait for their time. */
  readonly later: number;
  /** Epoch ms of the one that waits longest beyond its time; null: none does. */
  readonly oldestDueAt: number | null;
}

/** How the calls go, in numbers. `since`: epoch ms. */
export interface OperationsStore {
  latencyByLine(since: number): Promise<readonly LineLatency[]>;
  troubles(since: number): Promise<readonly Trouble[]>;
  /** Newest first. */
  refusals(since: number, limit: number): Promise<readonly Refusal[]>;
  refusalCounts(since: number): Promise<readonly RefusalCount[]>;
  messageUsage(siteId: string, now: number): Promise<MessageUsage>;
  /** Calls in progress. */
  openCallCounts(): Promise<readonly LineCount[]>;
  /** Callbacks that are not over. */
  openCallbackCounts(): Promise<readonly LineCount[]>;
  outboxDepth(now: number): Promise<OutboxDepth>;
}
