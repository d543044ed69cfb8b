import { AttendantError } from '../domain/errors.ts';
import type { Clock } from '../ports.ts';

/** Rejects when the work takes longer. The work itself goes on; what it comes to then is the caller's to ignore. */
export function withDeadline<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => reject(new AttendantError('internal', `not done within ${ms} ms`)));
    work.then(resolve, reject).finally(cancel);
  });
}
