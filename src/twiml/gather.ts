import { type Element, element, renderResponse } from './document.ts';
import { type Announcement, say } from './say.ts';

export interface KeyQuestion {
  /** Said while a key is already listened for. */
  readonly question: Announcement;
  /** Said once more when nothing was pressed. */
  readonly again: Announcement;
  /** The `<Gather action>`: asked for what comes next with `Digits`. */
  readonly actionUrl: string;
  /** Also understood when spoken (`SpeechResult`). */
  readonly spoken?: boolean;
}

const waitSeconds = 6;

/** Asks for one key, twice; without an answer it hangs up: nobody is there, or a machine. */
export const askForKey = (question: KeyQuestion): string =>
  renderResponse(gather(question, question.question), gather(question, question.again), element('Hangup'));

export function gather({ actionUrl, spoken = false }: KeyQuestion, words: Announcement): Element {
  const attributes = {
    action: actionUrl,
    input: spoken ? 'dtmf speech' : 'dtmf',
    numDigits: 1,
    timeout: waitSeconds,
    ...(spoken && { language: words.language, speechTimeout: 'auto' }),
  };
  return element('Gather', attributes, say(words));
}
