import { expect, it } from 'vitest';
import type { Model, ModelEvent, ModelRequest } from '../../src/ports.ts';
import { CallHarness } from '../support/call-harness.ts';
import { testLine } from '../support/test-line.ts';
import { settle, VirtualClock } from '../support/virtual-clock.ts';

type Result = { readonly say: string; readonly slots?: readonly { readonly id: string }[]; readonly callback?: string };
/** A tool and its arguments, made of what the last one returned. */
type Step = (last: Result) => readonly [name: string, values: unknown];

/** Calls a tool for each caller's turn, and says what it returned. */
class ObedientModel implements Model {
  readonly requests: ModelRequest[] = [];
  readonly #steps: Step[];
  #last: Result = { say: '' };

  constructor(...steps: Step[]) {
    this.#steps = steps;
  }

  async *stream(request: ModelRequest): AsyncIterable<ModelEvent> {
    this.requests.push(request);
    const item = request.history.at(-1);
    if (item?.role === 'tool-result') {
      const result = JSON.parse(item.resultJson) as Result;
      this.#last = { ...this.#last, ...result };
      yield { type: 'text-delta', text: result.say };
    } else {
      const [name, values] = this.#steps.shift()?.(this.#last) ?? ['end_call', { farewell: 'Bye.' }];
      yield { type: 'tool-call', id: `t${this.requests.length}`, name, argumentsJson: JSON.stringify(values) };
    }
    yield { type: 'end', reason: 'finished' };
  }

  async warm(): Promise<void> {}
}

const office = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => [day, ['09:00-17:00']]);
const line = testLine({
  escalation: { callback_now: true, scheduled_callback: true },
  transfer: { targets: [{ id: 'desk', number: '+14155550111' }] },
  callbacks: { slots: { hours: Object.fromEntries(office) } },
});

it('[CBT8] a caller chooses a time, agrees to the number, moves the call back and cancels it, in one talk', async () => {
  const schedule: Step = ({ slots }) => ['schedule_callback', { slot: slots?.[1]?.id, phone: 'caller', reason: 'x' }];
  const model = new ObedientModel(
    () => ['find_callback_slots', {}],
    schedule,
    schedule,
    () => ['find_callback_slots', { part_of_day: 'afternoon' }],
    ({ callback, slots }) => ['change_callback', { callback, slot: slots?.[2]?.id }],
    ({ callback }) => ['change_callback', { callback }],
  );
  const phone = (await new CallHarness({ clock: new VirtualClock(), model, inForce: line }).open()).setup();
  await settle();
  const says = async (words: string): Promise<string> => {
    const before = phone.sent.length;
    phone.says(words);
    await settle();
    phone.frame({ type: 'info', name: 'agentSpeaking', value: 'off' });
    await settle();
    return phone.sent
      .slice(before)
      .map(({ token }) => token ?? '')
      .join('');
  };
  const stored = () => [...phone.store.callbacks.values()];

  expect(await says('Can somebody call me back?')).toMatch(/I have today, .* at .*, or tomorrow, .* at .*Which one/);
  expect(await says('The second one, please.')).toMatch(/the number you're calling from, ending in 0 1 3 0\?/);
  expect(stored()).toEqual([]);
  expect(await says('Yes.')).toMatch(
    /booked for today, Tuesday November 24th, at twelve noon, on the number ending 30/,
  );
  expect(stored()).toMatchObject([{ state: 'scheduled', phone: '+14155550130' }]);
  expect(await says('Is there anything in the afternoon?')).toMatch(/at twelve fifteen P M, tomorrow/);
  expect(model.requests.at(-2)?.volatileInstructions).toContain(`Call back arranged already (id ${stored()[0]?.id})`);
  expect(await says('Then the last one.')).toMatch(/moved to Thursday November 26th, at twelve noon/);
  expect(await says('No, forget it.')).toMatch(/cancelled: nobody will call/);
  expect(stored()).toMatchObject([{ state: 'cancelled', sequence: 2 }]);
  await says('Bye.');
  expect(model.requests.at(-1)?.volatileInstructions).not.toContain('Call back arranged');
});
