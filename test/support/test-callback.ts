import type { Callback } from '../../src/domain/callback.ts';

/** A callback at half past ten on a Tuesday in Los Angeles. */
export const tuesdayTen = Date.UTC(2026, 11, 1, 18, 30);

export const callbackId = 'cb_0197abcdef0123456789abcdef012345';

/** A callback of the line of `testLine`, booked and not yet confirmed. */
export function testCallback(changes: Partial<Callback> = {}): Callback {
  return {
    id: callbackId,
    siteId: 'testers',
    lineId: 'desk',
    callId: 'call_1',
    toolCallId: 'tool_1',
    kind: 'scheduled',
    phone: '+14155550123',
    email: null,
    callerName: 'Jane',
    reason: 'a leaking boiler',
    language: 'en-US',
    callerZone: null,
    state: 'scheduled',
    startsAt: tuesdayTen,
    wall: { local: '2026-12-01T10:30', zone: 'America/Los_Angeles' },
    durationMinutes: 15,
    sequence: 0,
    confirmedAt: null,
    reminded: [],
    attempts: [],
    note: null,
    nextAt: null,
    version: 1,
    createdAt: 0,
    updatedAt: 0,
    ...changes,
  };
}
