import type { StoredCallEvent } from '../../domain/event.ts';
import type { HandOffView } from '../contract/call.ts';

type Leg = HandOffView['legs'][number];

/** Every hand-off of the call with who was rung for it. A callback's call has one without having been handed off. */
export function handOffViews(events: readonly StoredCallEvent[]): readonly HandOffView[] {
  const handed = events.filter((event) => event.type === 'handed-off');
  const dials = Math.max(handed.length, ...events.map((event) => ('dial' in event ? event.dial : 0)));
  return Array.from({ length: dials }, (_, index) => {
    const dial = index + 1;
    const own = events.filter((event) => 'dial' in event && event.dial === dial);
    const { at = null, reason = '', summary = '', department = null } = handed[index] ?? {};
    const returned = own.find(({ type }) => type === 'returned-to-bot');
    return { dial, at, reason, summary, department, returnedAt: returned?.at ?? null, legs: legsOf(own) };
  });
}

function legsOf(events: readonly StoredCallEvent[]): Leg[] {
  const legs = new Map<string, Leg>();
  for (const event of events) {
    if (event.type !== 'agent-dialed' && event.type !== 'agent-answered' && event.type !== 'agent-dial-ended') continue;
    const method = event.type === 'agent-answered' ? 'bridge' : event.method;
    const key = `${method} ${event.target}`;
    legs.set(key, { ...(legs.get(key) ?? newLeg(event.target, method)), ...changeOf(event) });
  }
  return [...legs.values()];
}

const newLeg = (target: string, method: Leg['method']): Leg => ({
  target,
  method,
  dialedAt: null,
  answeredAt: null,
  accepted: null,
  endedAt: null,
  outcome: null,
  durationSeconds: null,
  sipCode: null,
});

function changeOf(event: StoredCallEvent): Partial<Leg> {
  if (event.type === 'agent-dialed') return { dialedAt: event.at };
  if (event.type === 'agent-answered') return { answeredAt: event.at, accepted: event.accepted };
  if (event.type !== 'agent-dial-ended') return {};
  const { at, outcome, durationSeconds, sipCode = null } = event;
  return { endedAt: at, outcome, durationSeconds, sipCode };
}
