import type { CallerIdentity } from './call.ts';

/**
 * Numbers that spell a word on the keypad: carriers put them where the caller withheld the real one
 * (ANONYMOUS, UNAVAILABLE, UNKNOWN, BLOCKED, RESTRICTED and its variants).
 */
const WITHHELD_NUMBERS = new Set([
  '+266696687',
  '+86282452253',
  '+8656696',
  '+2562533',
  '+7378742833',
  '+17378742833',
  '+7378742883',
  '+464',
]);
const E164 = /^\+[1-9]\d{6,14}$/;

/**
 * Reads the carrier's `From`. Whatever is not a number, a SIP URI or a client counts as withheld: such a caller can
 * be neither texted nor recognised.
 */
export function callerIdentity(from: string | undefined): CallerIdentity {
  const value = (from ?? '').trim();
  if (/^sips?:.+/i.test(value)) return { kind: 'sip', uri: value };
  if (/^client:.+/i.test(value)) return { kind: 'client', id: value.slice('client:'.length) };
  if (WITHHELD_NUMBERS.has(value) || !E164.test(value)) return { kind: 'withheld' };
  return { kind: 'phone', number: value };
}

/** The caller as one string, for the record of the call. */
export function describeCaller(caller: CallerIdentity): string {
  if (caller.kind === 'phone') return caller.number;
  if (caller.kind === 'sip') return caller.uri;
  return caller.kind === 'client' ? `client:${caller.id}` : 'withheld';
}
