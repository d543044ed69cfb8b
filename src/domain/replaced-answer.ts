import type { CallEvent } from './event.ts';

/** An answer is recorded whole when it is sent and once more when the caller cut in: the later record holds. */
export function isReplaced(event: CallEvent & { type: 'bot-said' }, later: readonly CallEvent[]): boolean {
  return later.some((other) => other.type === 'bot-said' && other.turn === event.turn && other.text === event.text);
}
