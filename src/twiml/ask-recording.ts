import { element, renderResponse } from './document.ts';
import { gather } from './gather.ts';
import { recordingWords } from './recording-words.ts';

/**
 * Asks the caller once whether the conversation with a person may be recorded: by a key or in words. Without an answer
 * the same URL is asked with none.
 */
export function askRecording(language: string, actionUrl: string): string {
  const question = recordingWords('ask', language);
  return renderResponse(
    gather({ question, again: question, actionUrl, spoken: true }, question),
    element('Redirect', {}, actionUrl),
  );
}
