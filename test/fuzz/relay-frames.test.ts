import { describe, expect, it } from 'vitest';
import type { ModelEvent } from '../../src/ports.ts';
import { CallHarness } from '../support/call-harness.ts';
import { call, finished, type ScriptedAnswer, text } from '../support/scripted-model.ts';
import { settle, VirtualClock } from '../support/virtual-clock.ts';

/** Mulberry32: small, seeded, the same everywhere. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const pick = <T>(next: () => number, from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
const words = [
  'yes',
  'no',
  'stop',
  'uh-huh',
  'hold on',
  'text me the booking page',
  '',
  '   ',
  'é🙂\u0000',
  'x'.repeat(500),
];
const junk = [null, 0, -1, [], {}, 'x', true, '<script>', { a: { b: [] } }];

function frame(next: () => number): string {
  const frames = [
    { type: 'setup', sessionId: 'VX1', callSid: 'CA1' },
    { type: 'prompt', voicePrompt: pick(next, words), last: next() < 0.7, lang: 'en-US' },
    {
      type: 'interrupt',
      utteranceUntilInterrupt: pick(next, words),
      durationUntilInterruptMs: pick(next, ['12', 12, null]),
    },
    { type: 'dtmf', digit: pick(next, ['1', '#', '*', '0', 'Z', 12]) },
    {
      type: 'info',
      name: pick(next, ['agentSpeaking', 'clientSpeaking', 'tokensPlayed', 'x']),
      value: pick(next, ['on', 'off', 'text']),
    },
    { type: 'error', description: pick(next, words) },
    { type: pick(next, ['mark', 'media', 'toString', '__proto__']) },
  ];
  const chosen: Record<string, unknown> = { ...pick(next, frames) };
  if (next() < 0.3) chosen[pick(next, Object.keys(chosen))] = pick(next, junk);
  const raw = JSON.stringify(chosen);
  return next() < 0.15 ? raw.slice(0, Math.floor(next() * raw.length)) : raw;
}

function answers(next: () => number): ScriptedAnswer {
  const failure = { kind: 'unreachable', message: 'x', status: null } as const;
  return pick<ScriptedAnswer>(next, [
    [text('Fine. '), { type: 'wait', ms: 300 }, text('And more.'), finished],
    [
      call(
        pick(next, ['send_sms', 'send_email', 'end_call', 'nope', 'send_sms_link']),
        pick(next, [...junk, { to: 'caller', message: 'Hi' }, { farewell: 'Bye.' }]),
        `c${next()}`,
      ),
      finished,
    ],
    [
      { type: 'wait', ms: 3000 },
      { type: 'end', reason: 'failed', failure },
    ],
    [finished],
    [text('```<&'), finished],
  ]);
}

describe('random and mutated frames', () => {
  it('[FUZ1] 10,000 frames over 200 calls throw nothing, leave no session stuck and send nothing unconfirmed', async () => {
    for (let seed = 1; seed <= 200; seed++) await oneCall(seed);
  }, 120_000);
});

async function oneCall(seed: number): Promise<void> {
  const next = random(seed);
  const clock = new VirtualClock();
  const model = {
    async *stream(_request: unknown, signal: AbortSignal): AsyncIterable<ModelEvent> {
      for (const event of answers(next)) {
        if (event.type === 'wait')
          await new Promise<void>((resolve) => {
            const cancel = clock.after(event.ms, resolve);
            signal.addEventListener('abort', () => {
              cancel();
              resolve();
            });
          });
        else if (signal.aborted) return yield { type: 'end', reason: 'aborted' } as const;
        else yield event;
      }
    },
    async warm() {},
  };
  const phone = await new CallHarness({ clock, model }).open();
  for (let count = 0; count < 50; count++) {
    phone.frame(frame(next));
    if (next() < 0.3) await clock.advance(next() * 3000);
  }
  phone.hangUp();
  await clock.advance(60_000);
  await settle();
  expect({ seed, pending: clock.pending }).toEqual({ seed, pending: 0 });
  for (const sent of phone.sent) expect(['text', 'end', 'language'], `seed ${seed}`).toContain(sent.type);
  expect({ seed, sms: phone.delivered.length <= 3 }).toEqual({ seed, sms: true });
}
