import { realClock } from '../../../src/sandbox/real-clock.ts';

type Part = Readonly<Record<string, unknown>>;

/** What differs from a line that offers every way back and may be called at any hour. */
export interface LineWish {
  readonly escalation?: Part;
  readonly transfer?: Part;
  readonly callbacks?: Part;
  readonly line?: Part;
}

/** A line the tests call, and the people behind it. */
export interface CallbackLine {
  readonly number: string;
  /** Of its agents, in the order in which they are rung. */
  readonly agents: readonly string[];
}

const targetIds = ['desk', 'dispatch', 'third', 'fourth'];
export const never = { from: '00:00', to: '00:00' };
const allDay = ['00:00-24:00'];
export const always = {
  ...{ monday: allDay, tuesday: allDay, wednesday: allDay, thursday: allDay },
  ...{ friday: allDay, saturday: allDay, sunday: allDay },
};

/** Times to book all around the clock. */
export const slots = { minimum_notice_minutes: 0, hours: always };

/** Lines with numbers and agents of their own, as the text of a site file (JSON is YAML). `first`: of their numbers. */
export function callbackLines<Name extends string>(
  first: number,
  wishes: Readonly<Record<Name, LineWish>>,
  site: Part = {},
): { readonly lines: Readonly<Record<Name, CallbackLine>>; readonly text: string } {
  const names = Object.keys(wishes) as Name[];
  const lines = Object.fromEntries(names.map((name, index) => [name, numbersFrom(first + 10 * index)])) as Record<
    Name,
    CallbackLine
  >;
  const all = names.map((name) => lineOf(name, lines[name], wishes[name]));
  const mail = { default: { from: { name: 'Acme', address: 'hello@acme.example.com' } } };
  const known = { name: 'Acme', time_zone: 'America/New_York', country: 'US', plan: 'enterprise', mail };
  return { lines, text: JSON.stringify({ id: `site${first}`, ...known, ...site, lines: all }) };
}

const numbersFrom = (start: number): CallbackLine => ({
  number: `+1415555${start}`,
  agents: targetIds.map((_, index) => `+1415555${start + 1 + index}`),
});

function lineOf(name: string, { number, agents }: CallbackLine, { escalation, transfer, callbacks, line }: LineWish) {
  const targets = agents.slice(0, 2).map((agent, index) => ({ id: targetIds[index], number: agent }));
  return {
    ...{ id: name.toLowerCase(), name, numbers: [number], greeting: 'Hello.', persona: { name: 'Sam' } },
    ...{ prompt: 'Help.', limits: { silence_seconds: 60 }, quiet_hours: never },
    escalation: { callback_now: true, scheduled_callback: true, ...escalation },
    transfer: { targets, ...transfer },
    callbacks: { quiet_hours: never, slots, ...callbacks },
    ...line,
  };
}

/** All agents of a line whose first number this is, with their ids. */
export const allAgents = (start: number) =>
  targetIds.map((id, index) => ({ id, number: `+1415555${start + 1 + index}` }));

/** Quiet from an hour ago until three hours from now, whatever the time is. */
export function quietNow(now = realClock.now()) {
  const wall = (at: number): string => new Date(at).toISOString().slice(11, 16);
  return { from: wall(now - 3_600_000), to: wall(now + 3 * 3_600_000), time_zone: 'UTC' };
}
