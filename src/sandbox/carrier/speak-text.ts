import { pause } from '../real-clock.ts';
import type { CallContext } from './call-context.ts';

/** `<Say>`: word by word at the speaking rate, not interruptible. */
export async function speakText(context: CallContext, text: string): Promise<void> {
  context.answer();
  context.log({ type: 'speaking', on: true, source: 'say' });
  for (const word of text.trim().match(/\S+\s*/g) ?? []) {
    const ms = (word.length / context.settings.charactersPerSecond) * 1000;
    if ((await pause(context.clock, ms, context.stopped)) === 'aborted') break;
    context.log({ type: 'spoken', text: word, source: 'say' });
  }
  context.log({ type: 'speaking', on: false, source: 'say' });
}
