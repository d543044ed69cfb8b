import { askConsent, askDestination, destinationValue, knownDestination, namedDestination } from './destination.ts';
import { asArray, asObject, asText, type JsonObject } from './dialogue.ts';
import type { Understood } from './intent.ts';
import { anythingElse, offerWhatThereIs } from './phrase.ts';
import { pickSlot } from './pick-slot.ts';
import {
  type CallingBack,
  findTool,
  hasTool,
  type Move,
  type Pending,
  type Scene,
  type Setting,
  say,
} from './scene.ts';
import { argumentsFor } from './tool-schema.ts';

const later =
  /\b(?:later|tomorrow|today|tonight|morning|afternoon|evening|(?:mon|tues|wednes|thurs|fri|satur|sun)day|next week|schedule|appointment|book)\b/;
const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

const nothingChosen = {
  kind: 'calling-back',
  asksFor: 'slot',
  slots: [],
  slot: null,
  to: null,
  changes: null,
  day: null,
} as const;

/** A wish to be called back: at once where the line does that and no time was named, else by slot. */
export function beginCallback(scene: Scene, setting: Setting, heard: Understood): Move {
  const now = hasTool(setting, 'request_callback');
  if (hasTool(setting, 'find_callback_slots') && (later.test(heard.plain) || !now))
    return findSlots(scene, setting, heard);
  const base: CallingBack = { ...nothingChosen, reason: reasonOf(scene, heard), to: namedDestination(heard, 'sms') };
  if (now) return askPhone(scene, setting, base);
  return say(scene, null, `I'm sorry, I can't arrange a call back on this line. ${offerWhatThereIs(setting.tools)}`);
}

/** Looks for times; for a call back that is there already, with its id. */
export function findSlots(
  scene: Scene,
  setting: Setting,
  heard: Understood,
  { changes = null, day = dayIn(heard.plain, setting.briefing.today) }: Partial<CallingBack> = {},
): Move {
  const tool = findTool(setting, 'find_callback_slots');
  if (tool === undefined) return say(scene, null, offerWhatThereIs(setting.tools));
  const before =
    scene.pending?.kind === 'calling-back' ? scene.pending : { ...nothingChosen, reason: reasonOf(scene, heard) };
  const values = { day, part_of_day: partOfDay(heard.plain) };
  return {
    scene: { ...scene, pending: { ...before, asksFor: 'slot', slots: [], slot: null, day: null, changes } },
    answer: {
      text: 'Let me look at the times we have.',
      call: { name: tool.name, values: argumentsFor(tool, values) },
    },
  };
}

/** An utterance while a call back is being arranged; null when it is about something else. */
export function continueCallback(scene: Scene, setting: Setting, back: CallingBack, heard: Understood): Move | null {
  switch (back.asksFor) {
    case 'result':
      return null;
    case 'slot':
      return chooseSlot(scene, setting, back, heard);
    case 'day':
      if (heard.yes) return findSlots(scene, setting, heard, { changes: back.changes, day: back.day });
      return searchAgain(scene, setting, back, heard) ?? leave(scene, heard);
    case 'move':
      return heard.yes ? findSlots(scene, setting, heard, { changes: back.changes }) : leave(scene, heard);
    case 'cancel':
      return heard.yes ? change(scene, setting, { ...back, slot: null }) : leave(scene, heard);
    default:
      return settlePhone(scene, setting, back, heard);
  }
}

const leave = (scene: Scene, heard: Understood): Move | null =>
  heard.no ? say(scene, null, `All right, I leave it as it is. ${anythingElse}`) : null;

function settlePhone(scene: Scene, setting: Setting, back: CallingBack, heard: Understood): Move | null {
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
  if (back.to === null) return say(scene, null, offerWhatThereIs(setting.tools));
  const values = { phone: destinationValue(back.to), reason: back.reason, slot: back.slot };
  return call(scene, setting, back, back.slot === null ? 'request_callback' : 'schedule_callback', values);
}

/** To another time, or (without a slot) off. */
const change = (scene: Scene, setting: Setting, back: CallingBack): Move =>
  call(scene, setting, back, 'change_callback', { callback: back.changes, slot: back.slot });

function call(scene: Scene, setting: Setting, back: CallingBack, name: string, values: JsonObject): Move {
  const tool = findTool(setting, name);
  if (tool === undefined) return say(scene, null, offerWhatThereIs(setting.tools));
  return {
    scene: { ...scene, pending: { ...back, asksFor: 'result' } },
    answer: { text: 'Very well.', call: { name, values: argumentsFor(tool, values) } },
  };
}

function chooseSlot(scene: Scene, setting: Setting, back: CallingBack, heard: Understood): Move | null {
  const slot = pickSlot(back.slots, heard);
  if (slot === undefined) return searchAgain(scene, setting, back, heard);
  const chosen = { ...back, slot: slot.id };
  return back.changes === null ? askPhone(scene, setting, chosen) : change(scene, setting, chosen);
}

/** None of these suits; another day or part of it was named. */
function searchAgain(scene: Scene, setting: Setting, { changes }: CallingBack, heard: Understood): Move | null {
  const other = dayIn(heard.plain, setting.briefing.today) !== null || partOfDay(heard.plain) !== null;
  return other ? findSlots(scene, setting, heard, { changes }) : null;
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

/** What waits for the caller's choice; without slots, for a yes to another day, or for nothing. */
export function withSlots({ pending }: Scene, slots: CallingBack['slots'], day: string | null): Pending | null {
  if (pending?.kind !== 'calling-back') return pending;
  if (slots.length === 0 && day === null) return null;
  return { ...pending, slots, slot: null, day, asksFor: slots.length === 0 ? 'day' : 'slot' };
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
