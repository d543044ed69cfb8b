import { randomBytes } from 'node:crypto';

/** A fresh id as Twilio spells them: two letters (`CA` call, `SM` message, `VX` relay session …) and 32 hex digits. */
export const newSid = (prefix: string): string => prefix + randomBytes(16).toString('hex');
