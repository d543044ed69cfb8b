import type { SpokenOptOut } from '../domain/opt-out-clause.ts';
import { spokenOptOut } from '../domain/opt-out-words.ts';
import { captured } from '../domain/spoken-input/captured.ts';
import type { SessionRules } from './session-state.ts';

/** What the server makes of the caller's words and the model should know: exact values, and wishes about messages. */
export function callerNotes(text: string, { country, languages, known }: SessionRules): readonly string[] {
  const wish = spokenOptOut(text, languages);
  return [...captured(text, country), ...(wish === null ? [] : [wishNote(wish, known)])];
}

function wishNote({ medium, wish }: SpokenOptOut, known: SessionRules['known']): string {
  const again = medium === 'sms' ? 'texted' : 'e-mailed';
  if (wish === 'start') {
    const unless = medium === 'sms' ? ' A STOP they had texted is lifted only by texting START.' : '';
    return `The caller asked to be ${again} again. That is kept.${unless} Tell them so in a sentence.`;
  }
  const where = medium === 'sms' ? 'number' : 'address';
  const kept = known[medium]
    ? 'That is kept for all calls.'
    : `Their own ${where} is not known here: that is kept only for one they confirmed in this call.`;
  return `The caller asked not to be ${again} any more. ${kept} Tell them so in a sentence.`;
}
