import type { Call } from './call.ts';

/** E.164 of whom we talk with: the caller, or the customer we called. Null: withheld, no number, or not kept any more. */
export function otherParty({ direction, from, to }: Pick<Call, 'direction' | 'from' | 'to'>): string | null {
  if (direction === 'outbound') return to === '' ? null : to;
  if (from.kind === 'phone') return from.number;
  return from.kind === 'sip' ? (/^sips?:(\+[1-9]\d{6,14})@/i.exec(from.uri)?.[1] ?? null) : null;
}

/** The digits of a number from the end to the beginning: the end of a number is what people look for. */
export const backwardDigits = (number: string): string => [...number.replace(/\D/g, '')].toReversed().join('');
