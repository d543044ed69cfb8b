import { element, renderResponse } from './document.ts';
import { gather } from './gather.ts';
import { recordingWords } from './recording-words.ts';
import { type Announcement, say } from './say.ts';

/**
 * Asks a customer who was called back whether the conversation may be recorded, by a key or in words, once. Without an
 * answer the same URL is asked with none: they are connected all the same. `language`: BCP-47.
 */
export function askCustomer(language: string, actionUrl: string, before: Announcement | null): string {
  const question = recordingWords('ask', language);
  return renderResponse(
    ...(before === null ? [] : [say(before)]),
    gather({ question, again: question, actionUrl, spoken: true }, question),
    element('Redirect', {}, actionUrl),
  );
}
