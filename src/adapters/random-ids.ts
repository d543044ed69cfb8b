import { randomBytes } from 'node:crypto';
import type { Clock, Ids } from '../ports.ts';

/** Ids that sort by time (48 bits of ms, then 80 random bits), and tokens of 192 bits. */
export function createRandomIds(clock: Clock): Ids {
  return {
    next(prefix) {
      const time = clock.now().toString(16).padStart(12, '0');
      return `${prefix}_${time}${randomBytes(10).toString('hex')}`;
    },
    token: () => randomBytes(24).toString('base64url'),
  };
}
