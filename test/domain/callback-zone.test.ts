import { describe, expect, it } from 'vitest';
import { lineOfCallback } from '../../src/domain/callback-line.ts';
import { realignCallback, seatOf } from '../../src/domain/callback-zone.ts';
import { bookOf, callbackSample, callbackSite, hour, minute, TUESDAY_TEN } from '../support/callback-samples.ts';

describe('a change of the rules of a time zone', () => {
  it('[CBR19] moves what is booked to the moment the clock on the wall shows its time', () => {
    const change = realignCallback(callbackSample(), 5, () => [TUESDAY_TEN + hour]);
    expect(change).toMatchObject({
      next: { startsAt: TUESDAY_TEN + hour, sequence: 0, state: 'scheduled', nextAt: 5 },
      event: {
        type: 'rescheduled',
        actor: 'system',
        at: 5,
        detail: { reason: 'zone', from: TUESDAY_TEN, to: TUESDAY_TEN + hour },
      },
    });
  });

  it('[CBR19] leaves everything else alone', () => {
    expect(realignCallback(callbackSample(), 5)).toBeNull();
    expect(realignCallback(callbackSample({ wall: null }), 5, () => [7])).toBeNull();
    expect(realignCallback(callbackSample({ state: 'due' }), 5, () => [7])).toBeNull();
    expect(realignCallback(callbackSample(), 5, () => [])).toBeNull();
  });

  it('[CBR19] its seat moves with it, buffer included', () => {
    const site = callbackSite({ slots: { buffer_minutes: 5, capacity: 2 } });
    const inForce = lineOfCallback(
      bookOf(() => site),
      callbackSample(),
    );
    expect(inForce && seatOf(inForce, callbackSample())).toEqual({
      siteId: 'acme',
      lineId: 'support',
      startsAt: TUESDAY_TEN,
      endsAt: TUESDAY_TEN + 20 * minute,
      capacity: 2,
    });
  });
});
