import { askConsent, askDestination, destinationValue, knownDestination, namedDestination } from './destination.ts';
import { asArray, asObject, asText, type JsonObject } from './dialogue.ts';
import type { Understood } from './intent.ts';
import { offerWhatThereIs } from './phrase.ts';
import { type CallingBack, findTool, hasTool, type Move, type Scene, type Setting, say } from './scene.ts';
import { argumentsFor } from './tool-schema.ts';
import { contentWords } from './words.ts';

const later =
  /\b(?:later|tomorrow|today|tonight|morning|afternoon|evening|(?:mon|tues|wednes|thurs|fri|satur|sun)day|next week|schedule|appointment|book)\b/;
const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** A wish to be called back: at once where the line does that and no time was named, else by slot. */
export function beginCallback(scene: Scene, setting: Setting, heard: Understood): Move {
  const reason = reasonOf(scene, heard);
  const base: CallingBack = { kind: 'calling-back', asksFor: 'slot', reason, slots: [], slot: null, to: null };
  const slots = findTool(setting, 'find_callback_slots');
  const now = hasTool(setting, 'request_callback');
  if (slots !== undefined && (later.test(heard.plain) || !now)) {
    const values = { day: dayIn(heard.plain, setting.briefing.today), part_of_day: partOfDay(heard.plain) };
    const call = { name: slots.name, values: argumentsFor(slots, values) };
    return { scene: { ...scene, pending: base }, answer: { text: 'Let me look at the times we have.', call } };
  }
  if (now) return askPhone(scene, setting, { ...base, to: namedDestination(heard, 'sms') });
  return say(scene, null, `I'm sorry, I can't arrange a call back on this line. ${offerWhatThereIs(setting.tools)}`);
}

/** An utterance while a call back is being arranged; null when it is about something else. */
export function continueCallback(scene: Scene, setting: Setting, back: CallingBack, heard: Understood): Move | null {
  if (back.asksFor === 'result') return null;
  if (back.asksFor === 'slot') return chooseSlot(scene, setting, back, heard);
  const named = namedDestination(heard, 'sms');
  if (named !== null) return askPhone(scene, setting, { ...back, to: named });
  if (back.asksFor === 'consent' && heard.yes && !heard.no) return book(scene, setting, back);
  return heard.no ? say(scene, { ...back, to: null, asksFor: 'destination' }, askDestination('sms')) : null;
}

function askPhone(scene: Scene, setting: Setting, back: CallingBack): Move {
  const to = back.to ?? knownDestination(setting, 'sms');
  if (to === null) return say(scene, { ...back, asksFor: 'destination' }, askDestination('sms'));
  return say(scene, { ...back, to, asksFor: 'consent' }, askConsent(to, setting, 'call'));
}

function book(scene: Scene, setting: Setting, back: CallingBack): Move {
  const tool = findTool(setting, back.slot === null ? 'request_callback' : 'schedule_callback');
  if (tool === undefined || back.to === null) return say(scene, null, offerWhatThereIs(setting.tools));
  const values = { phone: destinationValue(back.to), reason: back.reason, slot: back.slot };
  return {
    scene: { ...scene, pending: { ...back, asksFor: 'result' } },
    answer: { text: 'Very well.', call: { name: tool.name, values: argumentsFor(tool, values) } },
  };
}

function chooseSlot(scene: Scene, setting: Setting, back: CallingBack, heard: Understood): Move | null {
  const slot = pickSlot(back, heard);
  return slot === undefined ? null : askPhone(scene, setting, { ...back, slot: slot.id });
}

function pickSlot({ slots }: CallingBack, heard: Understood): CallingBack['slots'][number] | undefined {
  const said = new Set([...contentWords(heard.text), ...heard.plain.split(' ')]);
  const scored = slots.map((slot) => ({
    slot,
    score: contentWords(slot.label).filter((word) => said.has(word)).length,
  }));
  const best = scored.toSorted((a, b) => b.score - a.score)[0];
  if (/\blast\b/.test(heard.plain)) return slots.at(-1);
  const ordinal = ['first', 'second', 'third'].findIndex((word) => said.has(word));
  if (ordinal !== -1) return slots[ordinal];
  if (best !== undefined && best.score > 0) return best.slot;
  return heard.yes ? slots[0] : undefined;
}

/** The slots of a result, in whatever field they come: objects with an id and something to call them by. */
export function slotsIn(result: JsonObject): CallingBack['slots'] {
  const lists = Object.values(result).map(asArray);
  const objects = lists.flat().map(asObject);
  return objects.flatMap((slot) => {
    const id = asText(slot.id) || asText(slot.slot);
    const label = ['label', 'say', 'spoken', 'text', 'start', 'starts_at', 'time']
      .map((key) => asText(slot[key]))
      .find(Boolean);
    return id === '' ? [] : [{ id, label: label ?? id }];
  });
}

/** What the caller was on about: the last thing said that was more than the wish itself. */
function reasonOf(scene: Scene, heard: Understood): string {
  const about = /\b(?:about|regarding|because|to discuss)\b.*/.exec(heard.text)?.[0];
  return about ?? scene.said.at(-1) ?? 'The caller asked to be called back.';
}

const partOfDay = (plain: string): string | null => /\b(morning|afternoon|evening)\b/.exec(plain)?.[1] ?? null;

/** An ISO date, counted from the date the instructions give. */
function dayIn(plain: string, today: string | null): string | null {
  if (today === null) return null;
  const start = Date.parse(`${today}T00:00:00Z`);
  const weekday = days.findIndex((day) => plain.includes(day));
  const ahead = weekday === -1 ? -1 : (weekday - new Date(start).getUTCDay() + 7) % 7 || 7;
  const offset = /\btomorrow\b/.test(plain) ? 1 : /\b(?:today|tonight)\b/.test(plain) ? 0 : ahead;
  return offset < 0 ? null : new Date(start + offset * 86_400_000).toISOString().slice(0, 10);
}
