import type { OutboxMessage } from '../domain/message.ts';

/** Deliveries begun before a message is given up. */
export const maximumAttempts = 6;
/** How long a message whose outcome cannot be found out keeps its place in the caps. */
export const parkedMs = 86_400_000;

/** The same of what is worth repeating for about ten hours. */
export const maximumRepeats = 20;

const firstMs = 5000;
const longestMs = 300_000;
const longestBetweenRepeatsMs = 3_600_000;

/** How long to wait after the given attempt (from 1): 5 s, doubled each time, at most 5 min. */
export function backoff(attempts: number): number {
  return doubled(attempts, longestMs);
}

/** The same, up to an hour. */
export function backoffOfRepeats(attempts: number): number {
  return doubled(attempts, longestBetweenRepeatsMs);
}

const doubled = (attempts: number, most: number): number => Math.min(most, firstMs * 2 ** Math.max(0, attempts - 1));

/** Nothing more can be found out about it: an e-mail that may have gone through, or a text looked up often enough. */
export function isParked({ status, attempts, content }: OutboxMessage): boolean {
  return status === 'unknown' && (content.medium === 'email' || attempts > maximumAttempts);
}
