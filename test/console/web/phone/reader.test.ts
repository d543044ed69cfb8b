import { expect, test } from 'vitest';
import type { VoiceCallbacks } from '../../../../src/console/web/browser/voice-port.ts';
import { Reader } from '../../../../src/console/web/pages/phone/model/reader.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

/** A voice led by hand. */
function start() {
  const clock = new VirtualClock();
  const spoken: { text: string; language: string | null; callbacks: VoiceCallbacks }[] = [];
  const reports: (number | null)[] = [];
  const events: string[] = [];
  const reader = new Reader({
    voice: {
      speak: (text, language, callbacks) => void spoken.push({ text, language, callbacks }),
      cancel: () => void events.push('cancel'),
    },
    after: (ms, callback) => clock.after(ms, callback),
    now: () => clock.now(),
    report: (position) => void reports.push(position),
    gaveUp: () => void events.push('gave up'),
  });
  const voice = () => {
    const last = spoken.at(-1);
    if (last === undefined) throw new Error('nothing is read');
    return last.callbacks;
  };
  return { clock, reader, spoken, reports, events, voice };
}

test('[PHN70] it claims the speech at once and reports each word reached, and the end of each sentence', async () => {
  const { reader, spoken, reports, voice, clock } = start();
  reader.coming('Hello there. ', 100, 'en-US');
  expect(reports[0]).toBe(100);
  expect(spoken.map(({ text, language }) => [text, language])).toEqual([['Hello there. ', 'en-US']]);
  voice().start();
  voice().boundary(0);
  voice().boundary(6);
  expect(reader.position).toBe(106);
  voice().end();
  expect(reports.at(-1)).toBe(113);
  expect(reader.position).toBeNull();
  expect(clock.pending).toBe(1);
  await clock.advance(5000);
  expect(clock.pending).toBe(0);
});

test('[PHN70] words are collected to sentences; what has no end is read after a moment', async () => {
  const { reader, spoken, voice, clock } = start();
  for (const [text, from] of [
    ['One', 0],
    [' two.', 3],
    [' Three', 8],
  ] as const)
    reader.coming(text, from, null);
  expect(spoken.map(({ text }) => text)).toEqual(['One two. ']);
  await clock.advance(250);
  voice().end();
  expect(spoken.map(({ text }) => text)).toEqual(['One two. ', 'Three']);
  voice().end();
  expect(reader.position).toBeNull();
});

test('[PHN71] while something is read the carrier hears of it every second', async () => {
  const { reader, reports, voice, clock } = start();
  reader.coming('Hello there, friend. ', 0, null);
  voice().start();
  voice().boundary(6);
  const before = reports.length;
  await clock.advance(3000);
  expect(reports.slice(before)).toEqual([6, 6, 6]);
});

test('[PHN72] a voice that does not say where it is is estimated, never beyond its sentence', async () => {
  const { reader, voice, clock } = start();
  reader.coming('0123456789 0123456789. ', 0, null);
  voice().start();
  await clock.advance(700);
  expect(reader.position).toBe(9);
  await clock.advance(60_000);
  expect(reader.position).toBe(22);
  voice().end();
  expect(reader.position).toBeNull();
});

test('[PHN73] who is cut reads no more, says so, and reads what comes next', async () => {
  const { reader, reports, events, spoken, voice, clock } = start();
  reader.coming('One two. Three four. ', 0, null);
  const stale = voice();
  stale.start();
  stale.boundary(4);
  reader.cut();
  expect(events).toEqual(['cancel']);
  expect(reports.at(-1)).toBeNull();
  stale.end();
  stale.boundary(9);
  expect(reports.at(-1)).toBeNull();
  expect(clock.pending).toBe(0);
  reader.coming('Yes? ', 40, null);
  expect(spoken.at(-1)?.text).toBe('Yes? ');
  voice().end();
  expect(reports.at(-1)).toBe(45);
});

test('[PHN74] a voice that makes no sound, or fails, is given up: the carrier goes on by itself', async () => {
  for (const fail of ['silence', 'failure'] as const) {
    const { reader, reports, events, voice, clock, spoken } = start();
    reader.coming('Hello. ', 0, null);
    if (fail === 'failure') voice().failed();
    else await clock.advance(2500);
    expect(events).toEqual(['cancel', 'gave up']);
    expect(reports.at(-1)).toBeNull();
    expect(clock.pending).toBe(0);
    reader.coming('More. ', 7, null);
    expect(spoken).toHaveLength(1);
  }
});
