import type { Answer, Dialogue, DialogueItem } from './dialogue.ts';
import { learn } from './learn.ts';
import { listen } from './listen.ts';
import { anythingElse, offerWhatThereIs } from './phrase.ts';
import { type Move, openingScene, type Scene, type Setting, settingOf } from './scene.ts';

/**
 * What the stand-in says and calls next. Nothing is kept between requests: the history is played through from its
 * beginning, so the same request always gets the same answer.
 */
export function planAnswer(dialogue: Dialogue): Answer {
  const setting = settingOf(dialogue);
  const { move, answered } = replay(dialogue.items, setting);
  const notes = dialogue.items.slice(dialogue.items.findLastIndex((item) => item.kind !== 'note') + 1);
  if (move !== null && !answered) return permitted(move.answer, dialogue, setting);
  return { text: notes.length > 0 ? reactToNote(dialogue.items, setting, move) : 'Hello! How can I help you today?' };
}

/** The last move, and whether the bot has spoken since. */
function replay(items: readonly DialogueItem[], setting: Setting): { move: Move | null; answered: boolean } {
  let scene: Scene = openingScene;
  /** Where the scene stood before what the caller is still saying. */
  let before: Scene = openingScene;
  let unanswered = '';
  let move: Move | null = null;
  let answered = false;
  for (const item of items) {
    if (item.kind === 'note') continue;
    if (item.kind === 'caller') {
      before = unanswered === '' ? scene : before;
      unanswered = `${unanswered} ${item.text}`.trim();
      move = listen(before, setting, unanswered);
      scene = move.scene;
      answered = false;
      continue;
    }
    unanswered = '';
    if (item.kind === 'bot') {
      scene = { ...scene, lastBot: item.text.replace(interruptedMark, '') };
      answered = true;
    } else if (item.kind === 'result') {
      move = learn(scene, setting, callOf(items, item.id), item.result);
      scene = move.scene;
      answered = false;
    }
  }
  return { move, answered };
}

function callOf(items: readonly DialogueItem[], id: string): Extract<DialogueItem, { kind: 'call' }> {
  const call = items.find((item) => item.kind === 'call' && item.id === id);
  return call?.kind === 'call' ? call : { kind: 'call', id, name: '', values: {} };
}

/** With `tool_choice: none` the words have to do. */
function permitted(answer: Answer, dialogue: Dialogue, setting: Setting): Answer {
  if (answer.call === undefined || dialogue.mayCall) return answer;
  return { text: `I'm sorry, I can't do more about that right now. ${offerWhatThereIs(setting.tools)}` };
}

/** The server said something in between, and the caller nothing since. */
function reactToNote(items: readonly DialogueItem[], setting: Setting, move: Move | null): string {
  const lastCaller = items.findLastIndex((item) => item.kind === 'caller');
  const notes = items.slice(lastCaller + 1).flatMap((item) => (item.kind === 'note' ? [item.text] : []));
  const last = notes.at(-1) ?? '';
  if (/\bgo on\b/i.test(last)) return unheardRest(items, move);
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

const interruptedMark = / ?\[caller interrupted\]$/;

/** The caller only acknowledged: what of the answer was not heard yet. */
function unheardRest(items: readonly DialogueItem[], move: Move | null): string {
  const bot = items.findLast((item) => item.kind === 'bot');
  const heard = bot?.kind === 'bot' ? bot.text.replace(interruptedMark, '').trim() : '';
  const whole = move?.answer.text ?? '';
  const rest = whole.startsWith(heard) ? whole.slice(heard.length).trim() : whole;
  return rest === '' ? anythingElse : rest;
}

const isSilence = (note: string): boolean => /silen|quiet|said nothing|not (?:said|spoken)/i.test(note);
