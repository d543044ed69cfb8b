import { afterEach, describe, expect, it } from 'vitest';
import { callbackSample, hour, minute, TUESDAY_TEN } from '../support/callback-samples.ts';
import { CallbackBench } from './callback-bench.ts';

let bench: CallbackBench;
afterEach(async () => {
  await bench.close();
  expect(bench.clock.pending).toBe(0);
});

describe('callbacks and the rules of time zones', () => {
  it('[CBR19] moves what the rules of its zone have moved, at start and every hour, neighbours in a full line too', async () => {
    bench = new CallbackBench(TUESDAY_TEN - 24 * hour);
    for (const [index, local] of ['2026-12-01T10:00', '2026-12-01T10:15'].entries())
      await bench.store.bookCallback(
        {
          next: {
            ...callbackSample({ id: `callback_${index}`, toolCallId: `tool_${index}`, phone: `+1415555012${index}` }),
            wall: { local, zone: 'America/Los_Angeles' },
            startsAt: TUESDAY_TEN - hour + index * 15 * minute,
          },
          event: { type: 'scheduled', actor: 'bot', at: bench.clock.now(), detail: {} },
        },
        {
          siteId: 'acme',
          lineId: 'support',
          startsAt: TUESDAY_TEN - hour + index * 15 * minute,
          endsAt: TUESDAY_TEN - hour + (index + 1) * 15 * minute,
          capacity: 1,
        },
      );
    bench.runner().start();
    await bench.clock.advance(0);
    expect([bench.get('callback_0').startsAt, bench.get('callback_1').startsAt]).toEqual([
      TUESDAY_TEN,
      TUESDAY_TEN + 15 * minute,
    ]);
    const span = { siteId: 'acme', lineId: 'support', startsAt: TUESDAY_TEN, endsAt: TUESDAY_TEN + hour };
    expect(await bench.store.takenSeats(span, 'other', bench.clock.now())).toHaveLength(2);
    const later = bench.get('callback_1');
    bench.store.callbacks.set('callback_1', { ...later, startsAt: later.startsAt - minute });
    await bench.clock.advance(hour);
    expect(bench.get('callback_1').startsAt).toBe(TUESDAY_TEN + 15 * minute);
  });
});
