import type { CallContext } from './call-context.ts';

/** `<Say>`: word by word at the leg's pace, not interruptible. */
export async function speakText({ pace, settings, stopped, log, answer }: CallContext, said: string): Promise<void> {
  answer();
  const text = said.trim();
  const from = pace.offer(text);
  if (text !== '') log({ type: 'coming', text, from, utterance: from, source: 'say' });
  log({ type: 'speaking', on: true, source: 'say' });
  let end = from;
  for (const word of text.match(/\S+\s*/g) ?? []) {
    end += word.length;
    const ms = (word.length / settings.charactersPerSecond) * 1000;
    if ((await pace.untilHeard(end, ms, stopped)) === 'aborted') break;
    log({ type: 'spoken', text: word, source: 'say' });
  }
  log({ type: 'speaking', on: false, source: 'say' });
}
