import type { Callback } from '../../../src/domain/callback.ts';
import type { OfferedSlot } from '../../../src/tools/callbacks/slot-offers.ts';
import type { ToolOutcome } from '../../../src/tools/tool.ts';
import { type Bench, type BenchOptions, bench } from '../call-bench.ts';

export const other = '+12125550147';
export const onFile = '+14155550142';
/** Tuesday noon in New York. */
export const noon = Date.UTC(2026, 10, 24, 17);

const office = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => [day, ['09:00-17:00']]);
export const officeHours = Object.fromEntries(office);

export interface CallbackOptions extends BenchOptions {
  /** Instead of slots of half an hour in office hours. */
  readonly callbacks?: Record<string, unknown>;
  readonly slots?: Record<string, unknown>;
}

/** No hour is quiet. */
export const never = { from: '00:00', to: '00:00' };
export const night = { from: '21:00', to: '08:00' };

/** A call on a line that calls back now and by appointment at whatever hour, with an agent that is always there. */
export function callbackBench({ callbacks = {}, slots = {}, ...options }: CallbackOptions = {}): Bench {
  const line = {
    escalation: { transfer: true, callback_now: true, scheduled_callback: true },
    callbacks: {
      quiet_hours: never,
      slots: { hours: officeHours, duration_minutes: 30, capacity: 1, ...slots },
      ...callbacks,
    },
    ...options.line,
  };
  return bench({ ...options, line });
}

/** What the bot asks and the caller answers, from a turn on. */
export function talk({ context: { consent } }: Bench, turn: number, question: string, answer: string): void {
  consent.botSaid(question, turn);
  consent.callerSaid(answer, turn + 1);
}

export const agreeToOwn = (of: Bench): void =>
  talk(of, 1, "Shall we call you back on the number you're calling from?", 'Yes, please.');

export const slotsOf = ({ result }: ToolOutcome): readonly OfferedSlot[] => result.slots as readonly OfferedSlot[];

/** Finds times and gives their ids. */
export async function findIds(of: Bench, values: Record<string, unknown> = {}): Promise<readonly string[]> {
  return slotsOf(await of.run('find_callback_slots', values)).map(({ id }) => id);
}

/** Books the first time that is free, for the number the caller is calling from. */
export async function booked(of: Bench): Promise<Callback> {
  agreeToOwn(of);
  const [slot] = await findIds(of);
  await of.run('schedule_callback', { slot, phone: 'caller', reason: 'Invoice' });
  return only(of);
}

/** The one callback that is stored. */
export function only({ store }: Bench): Callback {
  const [callback, ...more] = store.callbacks.values();
  if (callback === undefined || more.length > 0) throw new Error(`${more.length + (callback ? 1 : 0)} callbacks`);
  return callback;
}
