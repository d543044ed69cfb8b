import type { Answer, Dialogue, DialogueItem } from './dialogue.ts';
import { readNote } from './note.ts';
import { isAskedForNotes, writeUp } from './notes.ts';
import { anythingElse, offerWhatThereIs } from './phrase.ts';
import { interruptedMark, Replay } from './replay.ts';
import { type Setting, settingOf } from './scene.ts';

/**
 * What the stand-in says and calls next. Nothing is kept between requests: the history is played through from its
 * beginning, so the same request always gets the same answer.
 */
export function planAnswer(dialogue: Dialogue): Answer {
  if (isAskedForNotes(dialogue)) return writeUp(dialogue);
  const setting = settingOf(dialogue);
  const replay = new Replay(dialogue.items, setting);
  if (replay.unsaid !== null) return permitted(replay.unsaid, dialogue, setting);
  const noted = dialogue.items.at(-1)?.kind === 'note';
  return { text: noted ? reactToNote(dialogue.items, setting, replay.lastAnswer) : 'Hello! How can I help you today?' };
}

/** With `tool_choice: none` the words have to do. */
function permitted(answer: Answer, dialogue: Dialogue, setting: Setting): Answer {
  if (answer.call === undefined || dialogue.mayCall) return answer;
  return { text: `I'm sorry, I can't do more about that right now. ${offerWhatThereIs(setting.tools)}` };
}

/** The server said something in between that changes nothing, and the caller nothing since. */
function reactToNote(items: readonly DialogueItem[], setting: Setting, lastAnswer: Answer | null): string {
  const lastCaller = items.findLastIndex((item) => item.kind === 'caller');
  const notes = items.slice(lastCaller + 1).flatMap((item) => (item.kind === 'note' ? [item.text] : []));
  const last = notes.at(-1) ?? '';
  const note = readNote(last);
  if (note.kind === 'done') return note.told;
  if (/\bgo on\b/i.test(last)) return unheardRest(items, lastAnswer);
  if (isSilence(last)) {
    return notes.filter(isSilence).length > 1
      ? `I can't hear you. ${offerWhatThereIs(setting.tools)}`
      : "Are you still there? Take your time, I'm here to help.";
  }
  if (/\btransfer|\bcolleague|\bagent/i.test(last))
    return `I'm sorry, nobody could take the call. ${offerWhatThereIs(setting.tools)}`;
  if (/\btime\b|\bminute/i.test(last)) return "We're almost out of time. Is there one last thing I can do for you?";
  return 'How else can I help you?';
}

/** The caller only acknowledged: what of the answer was not heard yet. */
function unheardRest(items: readonly DialogueItem[], lastAnswer: Answer | null): string {
  const bot = items.findLast((item) => item.kind === 'bot');
  const heard = bot?.kind === 'bot' ? bot.text.replace(interruptedMark, '').trim() : '';
  const whole = lastAnswer?.text ?? '';
  const rest = whole.startsWith(heard) ? whole.slice(heard.length).trim() : whole;
  return rest === '' ? anythingElse : rest;
}

const isSilence = (note: string): boolean => /silen|quiet|said nothing|not (?:said|spoken)/i.test(note);
