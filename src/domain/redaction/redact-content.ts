import type { Callback } from '../callback.ts';
import type { OutboxContent } from '../message.ts';
import type { KeepMode } from '../retention-keys.ts';
import { maskPersonal } from './mask-personal.ts';

/**
 * What is kept of a message. `to` stands in place of the destination. Of an e-mail the subject and the plain text stay
 * where words stay; of a request to a system of the business neither body nor headers do.
 */
export function redactContent(
  content: OutboxContent,
  keep: Exclude<KeepMode, 'everything'>,
  to: string,
  names: readonly string[],
): OutboxContent {
  const words = (text: string): string => (keep === 'metadata' ? '' : maskPersonal(text, names));
  switch (content.medium) {
    case 'sms':
      return { medium: 'sms', to, from: content.from, body: words(content.body) };
    case 'email':
      return {
        medium: 'email',
        preset: content.preset,
        to,
        from: content.from,
        subject: words(content.subject),
        text: words(content.text),
      };
    case 'http':
      return { ...content, url: `https://${content.to}/`, headers: {}, body: null };
  }
}

/** What is kept of a callback that is over. Nobody can be called by it any more. */
export function redactCallback(
  callback: Callback,
  keep: Exclude<KeepMode, 'everything'>,
  names: readonly string[],
): Callback {
  const words = (text: string): string => (keep === 'metadata' ? '' : maskPersonal(text, names));
  return {
    ...callback,
    phone: '',
    email: null,
    callerName: null,
    reason: words(callback.reason),
    note: callback.note === null ? null : words(callback.note),
    attempts: callback.attempts.map((attempt) => ({ ...attempt, to: '', from: '' })),
  };
}
