import type { Callback, CallbackAttempt } from '../../src/domain/callback.ts';
import type { SiteBook } from '../../src/domain/line-in-force.ts';
import { Site } from '../../src/domain/site.ts';

export const LINE = '+14155550101';
export const CUSTOMER = '+14155550123';
export const DESK = '+14155550111';
export const DISPATCH = '+14155550112';
/** A Tuesday, 10:00 in San Francisco, in winter. */
export const TUESDAY_TEN = Date.UTC(2026, 11, 1, 18, 0, 0);
export const minute = 60_000;
export const hour = 60 * minute;

/** A site with one line that calls back; `line` and `callbacks` replace parts of it. */
export function callbackSite(
  callbacks: Readonly<Record<string, unknown>> = {},
  line: Readonly<Record<string, unknown>> = {},
  site: Readonly<Record<string, unknown>> = {},
): Site {
  return Site.parse({
    id: 'acme',
    name: 'Acme',
    time_zone: 'America/Los_Angeles',
    country: 'US',
    plan: 'pro',
    lines: [
      {
        id: 'support',
        name: 'Support',
        numbers: [LINE],
        greeting: 'Hello, I am the AI assistant.',
        persona: { name: 'Sam' },
        prompt: 'Help.',
        escalation: { callback_now: true, scheduled_callback: true },
        transfer: {
          targets: [
            { id: 'desk', number: DESK },
            { id: 'dispatch', number: DISPATCH },
          ],
        },
        callbacks: { slots: {}, ...callbacks },
        ...line,
      },
    ],
    ...site,
  });
}

/** A book of this site, as it is whenever it is asked. */
export function bookOf(site: () => Site): SiteBook {
  const inForce = (number?: string) => {
    const line = site().lines.find(({ numbers }) => number === undefined || numbers.includes(number));
    return line === undefined ? null : { site: site(), line, version: 'v1' };
  };
  return { lineForNumber: inForce, lineAtVersion: async () => inForce(), sites: () => [site()] };
}

export function callbackSample(some: Partial<Callback> = {}): Callback {
  const createdAt = TUESDAY_TEN - hour;
  return {
    id: 'callback_1',
    siteId: 'acme',
    lineId: 'support',
    callId: 'call_0',
    toolCallId: 'tool_1',
    kind: 'scheduled',
    phone: CUSTOMER,
    email: null,
    callerName: 'Jo',
    reason: 'The boiler is cold.',
    language: 'en-US',
    callerZone: null,
    state: 'scheduled',
    startsAt: TUESDAY_TEN,
    wall: { local: '2026-12-01T10:00', zone: 'America/Los_Angeles' },
    durationMinutes: 15,
    sequence: 0,
    confirmedAt: null,
    reminded: [],
    attempts: [],
    note: null,
    nextAt: createdAt,
    version: 1,
    createdAt,
    updatedAt: createdAt,
    ...some,
  };
}

export const attemptSample = (some: Partial<CallbackAttempt> = {}): CallbackAttempt => ({
  number: 1,
  round: 1,
  first: 'agent',
  targetId: 'desk',
  to: DESK,
  from: LINE,
  state: 'ended',
  callSid: 'CA1',
  outcome: 'agent_no_answer',
  startedAt: TUESDAY_TEN,
  endedAt: TUESDAY_TEN + minute,
  ...some,
});
