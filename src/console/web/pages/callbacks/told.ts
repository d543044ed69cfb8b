import type { CallbackChanged } from '../../../contract/callbacks.ts';

/** Whether the caller hears of a change. */
export function toldBy(told: CallbackChanged['told']): string {
  if (told === null) return 'The caller was not told: call or write to them.';
  return told === 'sms' ? 'The caller is told by text.' : 'The caller is told by e-mail.';
}
