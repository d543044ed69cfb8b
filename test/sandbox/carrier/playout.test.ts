import { expect, test } from 'vitest';
import { Playout, type PlayoutItem } from '../../../src/sandbox/carrier/playout.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

function start() {
  const clock = new VirtualClock();
  const begin = clock.now();
  const seen: string[] = [];
  const note = (what: string) => seen.push(`${clock.now() - begin} ${what}`);
  const playout = new Playout(clock, 10, {
    speaking: (on) => note(on ? 'on' : 'off'),
    spoken: (text) => note(`"${text}"`),
    tokensPlayed: (text) => note(`played "${text}"`),
    media: (source) => note(`media ${source}`),
    digits: (digits) => note(`digits ${digits}`),
    preempted: (heard) => note(`preempted "${heard}"`),
  });
  return { clock, playout, seen };
}

const text = (token: string, last = true, preemptible = false): PlayoutItem => ({
  kind: 'text',
  text: token,
  last,
  preemptible,
  interruptible: 'any',
  source: 'bot',
});

test('[SBX30] speech begins 320 ms after its first token and is heard word by word at the speaking rate', async () => {
  const { clock, playout, seen } = start();
  playout.enqueue(text('Hello my friend.'));
  await clock.advance(10_000);
  expect(seen).toEqual([
    '320 on',
    '920 "Hello "',
    '1220 "my "',
    '1920 "friend."',
    '1920 played "Hello my friend."',
    '1920 off',
  ]);
  expect(clock.pending).toBe(0);
});

test('[SBX31] tokens are joined verbatim, and a cycle without last stays open in silence', async () => {
  const { clock, playout, seen } = start();
  playout.enqueue(text('Hel', false));
  playout.enqueue(text('lo', false));
  await clock.advance(3000);
  expect(seen).toEqual(['320 on', '620 "Hel"', '820 "lo"', '820 played "Hello"']);
  playout.enqueue(text(' you', false));
  playout.enqueue(text('', true));
  await clock.advance(3000);
  expect(seen.slice(4)).toEqual(['3400 " you"', '3400 played " you"', '3400 off']);
});

test('[SBX32] an empty token that closes nothing makes no sound', async () => {
  const { clock, playout, seen } = start();
  playout.enqueue(text('', true));
  await clock.advance(3000);
  expect(seen).toEqual([]);
  playout.enqueue(text('Hi.'));
  await clock.advance(3000);
  expect(seen).toEqual(['3320 on', '3620 "Hi."', '3620 played "Hi."', '3620 off']);
});

test('[SBX33] a cut reports what was heard in whole words and for how long, and forgets the queue', async () => {
  const { clock, playout, seen } = start();
  playout.enqueue(text('Hello my friend.'));
  playout.enqueue(text('And more.'));
  await clock.advance(1500);
  playout.cut(({ heard, durationMs }) => seen.push(`cut "${heard}" ${durationMs}`));
  await clock.advance(10_000);
  expect(seen.slice(3)).toEqual(['1500 played "Hello my "', 'cut "Hello my" 1180', '1500 off']);
  expect(playout.unspoken).toBe('');
});

test('[SBX34] each talk cycle has its own on and off, and its own account of what was heard', async () => {
  const { clock, playout, seen } = start();
  playout.enqueue(text('One.'));
  playout.enqueue(text('Two three.'));
  await clock.advance(1200);
  expect(seen).toEqual(['320 on', '720 "One."', '720 played "One."', '720 off', '720 on', '1120 "Two "']);
  playout.cut(({ heard }) => seen.push(heard));
  expect(seen).toContain('Two');
});

test('[SBX35] a preemptible cycle gives way to the next one after two seconds; another is heard out', async () => {
  const { clock, playout, seen } = start();
  playout.enqueue(text('Hello my friend.', true, true));
  await clock.advance(1000);
  playout.enqueue(text('New.'));
  await clock.advance(10_000);
  expect(seen.slice(2)).toEqual([
    '1000 played "Hello "',
    '1000 preempted "Hello"',
    '1000 off',
    '3000 on',
    '3400 "New."',
    '3400 played "New."',
    '3400 off',
  ]);
  const firm = start();
  firm.playout.enqueue(text('Hello my friend.'));
  await firm.clock.advance(1000);
  firm.playout.enqueue(text('New.'));
  await firm.clock.advance(10_000);
  expect(firm.seen).toContain('1920 "friend."');
  expect(firm.seen.join()).not.toContain('preempted');
});
