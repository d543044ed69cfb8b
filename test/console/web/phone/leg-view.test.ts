import { expect, test } from 'vitest';
import type { Leg, LegEvent } from '../../../../src/console/contract/phone-stream.ts';
import {
  applyLegEvent,
  type Bubble,
  newLeg,
  splitFinished,
  spokenText,
} from '../../../../src/console/web/pages/phone/model/leg-view.ts';

const leg: Leg = {
  sid: 'CA1',
  parentSid: null,
  direction: 'inbound',
  from: '+14155550130',
  to: '+14155550101',
  at: 0,
};
type Event = LegEvent extends infer One ? (One extends LegEvent ? Omit<One, 'at'> : never) : never;
const play = (...events: readonly Event[]) =>
  events.reduce((view, event, index) => applyLegEvent(view, { ...event, at: index } as LegEvent), newLeg(leg));
const coming = (text: string, from: number, utterance = from, source: 'bot' | 'say' = 'bot'): Event => ({
  type: 'coming',
  text,
  from,
  utterance,
  source,
});
const spoken = (text: string, source: 'bot' | 'say' = 'bot'): Event => ({ type: 'spoken', text, source });
const speaking = (on: boolean, source: 'bot' | 'say' = 'bot'): Event => ({ type: 'speaking', on, source });
const interrupted: Event = { type: 'interrupted', heard: '' };
/** Heard, then what is not, with how it ended. */
const bot = (bubbles: readonly Bubble[]) =>
  bubbles.flatMap((one) =>
    one.kind === 'bot' ? [[one.text.slice(0, one.heard), one.text.slice(one.heard), one.state]] : [],
  );

test('[PHN60] pieces of a talk cycle are one utterance; what was spoken is heard, the rest still to come', () => {
  const view = play(coming('Hello ', 0), speaking(true), coming('my friend.', 6, 0), spoken('Hello '), spoken('my '));
  expect(bot(view.bubbles)).toEqual([['Hello my ', 'friend.', 'open']]);
  expect(view.speaking).toBe(true);
  const over = applyLegEvent(applyLegEvent(view, { ...spoken('friend.'), at: 9 } as LegEvent), {
    ...speaking(false),
    at: 9,
  } as LegEvent);
  expect(bot(over.bubbles)).toEqual([['Hello my friend.', '', 'done']]);
  expect(over.speaking).toBe(false);
});

test('[PHN61] who breaks in strikes what was not heard, of every utterance that was still to come', () => {
  const view = play(
    coming('One two.', 0),
    speaking(true),
    coming('Three.', 8),
    spoken('One '),
    { type: 'caller-speech', text: 'Stop' },
    interrupted,
    speaking(false),
    coming('Yes?', 14),
  );
  expect(bot(view.bubbles)).toEqual([
    ['One ', 'two.', 'cut'],
    ['', 'Three.', 'cut'],
    ['', 'Yes?', 'open'],
  ]);
  expect(view.bubbles.map(spokenText)).toEqual(['One', '', 'Stop', '']);
});

test('[PHN61] what follows an interruption is heard as its own, not as the end of what was cut', () => {
  const view = play(coming('One two.', 0), spoken('One '), interrupted, coming('Three.', 8), spoken('Three.'));
  expect(bot(view.bubbles)).toEqual([
    ['One ', 'two.', 'cut'],
    ['Three.', '', 'open'],
  ]);
});

test('[PHN61] an interruption in the silence after a sentence strikes nothing', () => {
  expect(bot(play(coming('Hi.', 0), spoken('Hi.'), interrupted).bubbles)).toEqual([['Hi.', '', 'done']]);
});

test('[PHN61] the end of the session, of the call, or of an announcement leaves the rest unheard', () => {
  const begun = [coming('One two.', 0), spoken('One ')] as const;
  for (const end of [
    { type: 'session-ended' },
    { type: 'cut-by-end' },
    { type: 'preempted', heard: '' },
    { type: 'ended', by: 'caller', status: 'completed' },
  ] as const)
    expect(bot(play(...begun, end).bubbles)).toEqual([['One ', 'two.', 'cut']]);
  const said = play(coming('One two.', 0, 0, 'say'), spoken('One ', 'say'), speaking(false, 'say'));
  expect(bot(said.bubbles)).toEqual([['One ', 'two.', 'cut']]);
  // The bot's next cycle waits while the one before ends.
  const queued = play(coming('One.', 0), coming('Two.', 4), spoken('One.'), speaking(false));
  expect(bot(queued.bubbles)).toEqual([
    ['One.', '', 'done'],
    ['', 'Two.', 'open'],
  ]);
});

test('[PHN62] utterances that are over stand before the one that goes on, each with an id that stays', () => {
  const view = play(coming('Hi.', 0), spoken('Hi.'), speaking(false), coming('Now', 3), {
    type: 'caller-speech',
    text: 'Me',
  });
  const [finished, open] = splitFinished(view.bubbles);
  expect(finished.map(spokenText)).toEqual(['Hi.']);
  expect(open.map(({ kind }) => kind)).toEqual(['bot', 'me']);
  const more = applyLegEvent(view, { type: 'interrupted', heard: '', at: 9 });
  expect(splitFinished(more.bubbles)[1]).toEqual([]);
  expect(more.bubbles.map(({ id }) => id)).toEqual(view.bubbles.map(({ id }) => id));
  expect(new Set(more.bubbles.map(({ id }) => id)).size).toBe(3);
});

test('[PHN63] a leg rings, waits for a hand, is connected, asked, bridged and over', () => {
  const states = (...events: readonly Event[]) => {
    const { state, byHand, asked, bridgedWith } = play(...events);
    return { state, byHand, asked, bridgedWith };
  };
  const ringing: Event = { type: 'ringing', from: 'a', to: 'b' };
  const upTo: readonly Event[] = [
    ringing,
    { type: 'awaits-hand' },
    { type: 'connected' },
    { type: 'asked', input: ['dtmf'] },
  ];
  expect(states(ringing)).toEqual({ state: 'ringing', byHand: false, asked: false, bridgedWith: null });
  expect(states(...upTo.slice(0, 2))).toMatchObject({ state: 'waits', byHand: true });
  expect(states(...upTo)).toMatchObject({ state: 'connected', byHand: true, asked: true });
  expect(states(...upTo, { type: 'caller-digits', digits: '1' })).toMatchObject({ asked: false });
  expect(states(...upTo, { type: 'bridged', who: '+1', sid: 'CA2' })).toMatchObject({ bridgedWith: '+1' });
  expect(states(...upTo, { type: 'ended', by: 'server', status: 'completed' })).toMatchObject({ state: 'over' });
});

test('[PHN64] what others say is heard; what a caller cannot hear of them is only noted', () => {
  const person = (does: 'rings' | 'hears' | 'presses' | 'says' | 'ends', text = ''): Event => ({
    type: 'person',
    who: '+14155550111',
    sid: 'CA2',
    does,
    text,
  });
  const view = play(person('rings'), person('hears', 'A secret.'), person('presses', '1'), person('says', 'Hello.'));
  expect(view.bubbles.map(({ kind }) => kind)).toEqual(['note', 'other']);
  expect(JSON.stringify(play(person('ends', 'no-answer')).bubbles)).toContain('no-answer');
  expect(play(person('ends', 'completed')).bubbles).toEqual([]);
});
