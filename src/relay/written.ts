import type { Clock, Journal } from '../ports.ts';

/** A store that is away is not waited for any longer: somebody is on the phone. */
const longestMs = 500;

/** Resolves when all that was said so far can be read from the store, or after half a second. */
export function untilWritten(journal: Pick<Journal, 'flush'>, clock: Pick<Clock, 'after'>): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(longestMs, resolve);
    const done = (): void => {
      cancel();
      resolve();
    };
    journal.flush().then(done, done);
  });
}
