import { expect, test } from 'vitest';
import { SpeechPace } from '../../../src/sandbox/carrier/speech-pace.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

function start(text = 'One two three.') {
  const clock = new VirtualClock();
  const begin = clock.now();
  const pace = new SpeechPace(clock);
  const from = pace.offer(text);
  const heard: string[] = [];
  const words = text.match(/\S+\s*/g) ?? [];
  let end = from;
  const next = (): void => {
    const word = words.shift();
    if (word === undefined) return;
    end += word.length;
    pace.whenHeard(end, 1000, () => {
      heard.push(`${clock.now() - begin} ${word.trim()}`);
      next();
    });
  };
  return { clock, pace, heard, begin: next };
}

test('[PHN1] without a report each piece takes its time', async () => {
  const { clock, heard, begin } = start();
  begin();
  await clock.advance(10_000);
  expect(heard).toEqual(['1000 One', '2000 two', '3000 three.']);
  expect(clock.pending).toBe(0);
});

test('[PHN1] a phone that reads out loud decides: what ends before its place was heard, nothing behind it', async () => {
  const { clock, pace, heard, begin } = start();
  pace.report(0);
  begin();
  await clock.advance(2000);
  expect(heard).toEqual([]);
  // In the middle of "two": only "One " is over.
  pace.report(6);
  expect(heard).toEqual(['2000 One']);
  await clock.advance(2500);
  pace.report(14);
  expect(heard).toEqual(['2000 One', '4500 two', '4500 three.']);
  expect(clock.pending).toBe(0);
});

test('[PHN1] it cannot have heard what was never to be spoken, nor go back', async () => {
  const { clock, pace, heard, begin } = start('One two');
  pace.report(1_000_000);
  begin();
  await clock.advance(1);
  expect(heard).toEqual(['0 One', '0 two']);
  const from = pace.offer('Next.');
  expect(from).toBe(7);
  pace.report(2);
  let isHeard = false;
  const stop = pace.whenHeard(12, 500, () => {
    isHeard = true;
  });
  await clock.advance(2900);
  expect(isHeard).toBe(false);
  stop();
  expect(clock.pending).toBe(0);
});

test('[PHN2] after three seconds without a report the rate goes on, until the phone is back', async () => {
  const { clock, pace, heard, begin } = start();
  pace.report(0);
  begin();
  await clock.advance(2999);
  pace.report(0);
  await clock.advance(2999);
  expect(heard).toEqual([]);
  await clock.advance(1001);
  expect(heard).toEqual(['6999 One']);
  pace.report(4);
  await clock.advance(2000);
  expect(heard).toEqual(['6999 One']);
  pace.report(14);
  expect(heard).toHaveLength(3);
});

test('[PHN2] a phone that reads no more leaves the rest to the rate', async () => {
  const { clock, pace, heard, begin } = start();
  pace.report(0);
  begin();
  await clock.advance(500);
  pace.release();
  await clock.advance(3000);
  expect(heard).toEqual(['1500 One', '2500 two', '3500 three.']);
  expect(clock.pending).toBe(0);
});
