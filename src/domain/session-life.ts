/** A session nobody used for this long is over. */
export const sessionIdleMs = 12 * 3_600_000;
/** Any session is over after this long. */
export const sessionLifeMs = 7 * 24 * 3_600_000;

/** Epoch ms, both. */
export interface SessionTimes {
  readonly createdAt: number;
  readonly seenAt: number;
}

export const isSessionOver = ({ createdAt, seenAt }: SessionTimes, now: number): boolean =>
  now >= seenAt + sessionIdleMs || now >= createdAt + sessionLifeMs;
