import { type Briefing, readBriefing } from './briefing.ts';
import type { Answer, DeclaredTool, Dialogue, JsonObject } from './dialogue.ts';
import { operatorsNote } from './operators-note.ts';

export type Medium = 'sms' | 'email';

export type Destination =
  | { readonly kind: 'caller' }
  | { readonly kind: 'contact' }
  | { readonly kind: 'phone'; readonly number: string }
  | { readonly kind: 'email'; readonly address: string };

export type Content =
  | { readonly kind: 'link'; readonly id: string; readonly title: string }
  | { readonly kind: 'text'; readonly text: string };

/** Something to be sent, and what is still missing: medium, then content, then destination, then a yes. */
export interface Sending {
  readonly kind: 'sending';
  /** `form`: whether a link to type the address into may be texted. `typed`: nothing yet, it is still to be read back. */
  readonly asksFor: 'medium' | 'link' | 'content' | 'destination' | 'form' | 'typed' | 'consent' | 'result';
  readonly wantsLink: boolean;
  readonly medium: Medium | null;
  readonly content: Content | null;
  readonly to: Destination | null;
  /** What is sent is the link to that form, and the address is for this. */
  readonly addressFor: Sending | Acting | null;
}

/** A call back: now (`slot` null) or at a slot. */
export interface CallingBack {
  readonly kind: 'calling-back';
  /** `day`: whether to look at another one. `move`, `cancel`: whether the one there is is to be changed so. */
  readonly asksFor: 'slot' | 'day' | 'move' | 'cancel' | 'destination' | 'consent' | 'result';
  readonly reason: string;
  readonly slots: readonly { readonly id: string; readonly label: string }[];
  readonly slot: string | null;
  readonly to: Destination | null;
  /** The one that is to be moved or cancelled. */
  readonly changes: string | null;
  /** ISO date that was offered to be looked at. */
  readonly day: string | null;
}

/** A person was offered; a yes accepts. `slots`: to look for a time to be called back. */
export interface Offering {
  readonly kind: 'offering';
  readonly what: 'agent' | 'callback' | 'slots' | null;
}

/** A tool of the business's own, whose values are asked for one by one. */
export interface Acting {
  readonly kind: 'acting';
  readonly asksFor: 'value' | 'destination' | 'typed' | 'consent' | 'result';
  readonly tool: string;
  readonly values: JsonObject;
  /** What its destination is, where the caller names it. */
  readonly takes: Medium | null;
  readonly to: Destination | null;
}

export type Pending = Sending | CallingBack | Offering | Acting;

/** Where the conversation stands. It is not kept: every request's history is played through from its beginning. */
export interface Scene {
  readonly pending: Pending | null;
  /** The last thing told from the knowledge: what "text me that" means. */
  readonly lastAnswer: string | null;
  readonly lastBot: string;
  /** What the caller is to be told and has not heard yet. */
  readonly news: readonly string[];
  /** What waits for an address that the caller is typing. */
  readonly awaited: Sending | Acting | null;
  /** The call back the caller has, as far as this conversation told. */
  readonly callback: string | null;
  /** What the caller has said, for summaries. */
  readonly said: readonly string[];
}

export const openingScene: Scene = {
  pending: null,
  lastAnswer: null,
  lastBot: '',
  news: [],
  awaited: null,
  callback: null,
  said: [],
};

export interface Move {
  readonly scene: Scene;
  readonly answer: Answer;
}

/** What does not change during one request. */
export interface Setting {
  readonly briefing: Briefing;
  readonly tools: readonly DeclaredTool[];
}

export function settingOf({ instructions, tools, items }: Dialogue): Setting {
  const briefing = readBriefing(instructions);
  return { briefing: { ...briefing, knowledge: [...briefing.knowledge, ...toldMeanwhile(items)] }, tools };
}

/** What somebody who follows the call told is known like what the business wrote. */
const toldMeanwhile = (items: Dialogue['items']): Briefing['knowledge'] =>
  items.flatMap((item) => {
    const told = item.kind === 'note' ? operatorsNote(item.text) : null;
    return told === null ? [] : [{ heading: '', text: told }];
  });

export const findTool = (setting: Setting, name: string): DeclaredTool | undefined =>
  setting.tools.find((tool) => tool.name === name);

export const hasTool = (setting: Setting, name: string): boolean => findTool(setting, name) !== undefined;

/** What a yes takes up where a person was offered, or a call back instead. */
export function whatIsOffered(setting: Setting): Offering['what'] {
  if (hasTool(setting, 'transfer_to_agent')) return 'agent';
  return hasTool(setting, 'request_callback') || hasTool(setting, 'find_callback_slots') ? 'callback' : null;
}

/** A move that leaves this pending. */
export const say = (scene: Scene, pending: Pending | null, text: string): Move => ({
  scene: { ...scene, pending },
  answer: { text },
});
