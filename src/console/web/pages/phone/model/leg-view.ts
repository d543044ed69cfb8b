import type { Leg, LegEvent } from '../../../../contract/phone-stream.ts';

/** One thing in a conversation, in the order it began. `id` is unique on its leg. */
export type Bubble = { readonly id: string; readonly at: number } & (
  | {
      readonly kind: 'bot';
      readonly text: string;
      /** Characters of `text` that were heard so far. */
      readonly heard: number;
      /** Going on; heard to its end; or cut: the rest was never heard. */
      readonly state: 'open' | 'done' | 'cut';
      readonly utterance: number;
      readonly source: 'greeting' | 'bot' | 'say';
      /** Of the voice, BCP 47; null: not told. */
      readonly language: string | null;
    }
  | { readonly kind: 'me'; readonly text: string }
  | { readonly kind: 'keys'; readonly digits: string }
  /** The one this leg is connected with. */
  | { readonly kind: 'other'; readonly who: string; readonly text: string }
  | { readonly kind: 'note'; readonly tone: 'plain' | 'bad'; readonly text: string }
);

/** One leg of a call, as the phone at its end shows it. */
export interface LegView {
  readonly leg: Leg;
  /** `waits`: it rings, and whoever plays its end decides. */
  readonly state: 'new' | 'ringing' | 'waits' | 'connected' | 'over';
  /** It waited for a hand once: its end is played here. */
  readonly byHand: boolean;
  readonly connectedAt: number | null;
  readonly endedAt: number | null;
  readonly bubbles: readonly Bubble[];
  readonly speaking: boolean;
  /** A key or words are waited for. */
  readonly asked: boolean;
  readonly bridgedWith: string | null;
  /** Of the bot's voice; null: not told yet. */
  readonly language: string | null;
}

export const newLeg = (leg: Leg): LegView => ({
  leg,
  state: 'new',
  byHand: false,
  connectedAt: null,
  endedAt: null,
  bubbles: [],
  speaking: false,
  asked: false,
  bridgedWith: null,
  language: null,
});

export const isLive = ({ state }: LegView): boolean => state !== 'over';

/** Nothing in it changes any more. */
export const isFinished = (bubble: Bubble): boolean => bubble.kind !== 'bot' || bubble.state !== 'open';

/** What is over stands before what still goes on; nothing changes its place. */
export function splitFinished(bubbles: readonly Bubble[]): readonly [readonly Bubble[], readonly Bubble[]] {
  const first = bubbles.findIndex((bubble) => !isFinished(bubble));
  return first < 0 ? [bubbles, []] : [bubbles.slice(0, first), bubbles.slice(first)];
}

/** What an utterance says to somebody who only hears of it once it is over. */
export function spokenText(bubble: Bubble): string {
  if (bubble.kind === 'bot') return bubble.text.slice(0, bubble.heard).trim();
  if (bubble.kind === 'keys') return bubble.digits;
  return bubble.text;
}

/** The leg after one more event. */
export function applyLegEvent(view: LegView, event: LegEvent): LegView {
  switch (event.type) {
    case 'ringing':
      return { ...view, state: 'ringing' };
    case 'awaits-hand':
      return { ...view, state: 'waits', byHand: true };
    case 'connected':
      return { ...view, state: 'connected', connectedAt: event.at };
    case 'language':
      return { ...view, language: event.tts };
    case 'asked':
      return { ...view, asked: true };
    case 'bridged':
      return note({ ...view, bridgedWith: event.who, asked: false }, event.at, 'Connected');
    case 'coming':
      return withSpeech(view, event);
    case 'spoken':
      return { ...view, bubbles: hear(view.bubbles, event.text.length) };
    case 'speaking':
      return closeSpeech(view, event);
    case 'interrupted':
    case 'preempted':
    case 'cut-by-end':
    case 'session-ended':
      return { ...view, bubbles: cutAll(view.bubbles) };
    case 'ended':
      return over(view, event);
    default:
      return withTalk(view, event);
  }
}

function withSpeech(view: LegView, event: Extract<LegEvent, { type: 'coming' }>): LegView {
  const { text, utterance, source, at } = event;
  const index = view.bubbles.findLastIndex((one) => one.kind === 'bot' && one.utterance === utterance);
  const open = view.bubbles[index];
  if (open?.kind === 'bot')
    return { ...view, bubbles: view.bubbles.with(index, { ...open, text: open.text + text, state: 'open' }) };
  return add(view, at, { kind: 'bot', text, heard: 0, state: 'open', utterance, source, language: view.language });
}

/** Speech is heard in the order it was to come. */
function hear(bubbles: readonly Bubble[], length: number): readonly Bubble[] {
  const index = bubbles.findIndex((one) => one.kind === 'bot' && one.state === 'open' && one.heard < one.text.length);
  const bubble = bubbles[index];
  if (bubble?.kind !== 'bot') return bubbles;
  return bubbles.with(index, { ...bubble, heard: Math.min(bubble.text.length, bubble.heard + length) });
}

/** What was heard whole is done. What a document says ends with it, heard or not. */
function closeSpeech(view: LegView, { on, source }: Extract<LegEvent, { type: 'speaking' }>): LegView {
  if (on) return { ...view, speaking: true };
  const bubbles = view.bubbles.map((bubble): Bubble => {
    if (bubble.kind !== 'bot' || bubble.state !== 'open') return bubble;
    if (bubble.heard >= bubble.text.length) return { ...bubble, state: 'done' };
    return source === 'say' && bubble.source === 'say' ? cut(bubble) : bubble;
  });
  return { ...view, speaking: false, bubbles };
}

const cutAll = (bubbles: readonly Bubble[]): readonly Bubble[] =>
  bubbles.map((bubble) => (bubble.kind === 'bot' && bubble.state === 'open' ? cut(bubble) : bubble));

const cut = (bubble: Extract<Bubble, { kind: 'bot' }>): Bubble => ({
  ...bubble,
  state: bubble.heard >= bubble.text.length ? 'done' : 'cut',
});

function over(view: LegView, { by, status, at }: Extract<LegEvent, { type: 'ended' }>): LegView {
  const ended = { ...view, state: 'over', endedAt: at, speaking: false, asked: false } as const;
  return note({ ...ended, bubbles: cutAll(view.bubbles) }, at, endings[by] ?? status);
}

const endings: Readonly<Record<string, string>> = {
  caller: 'Hung up',
  server: 'The other side hung up',
  error: 'The call broke off',
};

function withTalk(view: LegView, event: LegEvent): LegView {
  switch (event.type) {
    case 'caller-speech':
      return add(view, event.at, { kind: 'me', text: event.text });
    case 'caller-digits':
      return add({ ...view, asked: false }, event.at, { kind: 'keys', digits: event.digits });
    case 'person':
      return withPerson(view, event);
    case 'unheard':
      return note(view, event.at, `Not heard: “${event.what}” (${event.why})`);
    case 'media':
      return note(view, event.at, 'Music or a recording plays');
    case 'recording':
      return event.status === 'in-progress' ? note(view, event.at, 'This conversation is recorded') : view;
    case 'referred':
      return note(view, event.at, `Passed on to ${event.uri.replace(/\?.*$/, '')}`);
    case 'error':
      return note(view, event.at, `${event.message} (${event.code})`, 'bad');
    default:
      return view;
  }
}

/** What is done at the other end, as far as it is noticed here. */
function withPerson(view: LegView, { does, who, text, at }: Extract<LegEvent, { type: 'person' }>): LegView {
  if (does === 'says') return add(view, at, { kind: 'other', who, text });
  if (does === 'keys') return note(view, at, `The other side presses ${text}`);
  if (does === 'rings') return note(view, at, 'It rings');
  if (does === 'picks-up') return note(view, at, 'Somebody picks up');
  return does === 'ends' && text !== 'completed' ? note(view, at, `Not taken: ${text}`) : view;
}

const note = (view: LegView, at: number, text: string, tone: 'plain' | 'bad' = 'plain'): LegView =>
  add(view, at, { kind: 'note', tone, text });

type NewBubble = Bubble extends infer One ? (One extends Bubble ? Omit<One, 'id' | 'at'> : never) : never;

function add(view: LegView, at: number, bubble: NewBubble): LegView {
  return { ...view, bubbles: [...view.bubbles, { ...bubble, id: `${view.leg.sid}-${view.bubbles.length}`, at }] };
}
