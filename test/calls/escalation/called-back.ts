import { readFileSync } from 'node:fs';
import type { ToolResult } from '../../../src/domain/tool-result.ts';
import type { SimulatedCall } from '../../../src/sandbox/carrier/simulated-call.ts';
import { realClock } from '../../../src/sandbox/real-clock.ts';
import type { CallbackLine } from './callback-lines.ts';
import type { EscalatedCall, EscalationBench, StoredEvent } from './escalation-bench.ts';

export const offer = 'Shall we call you back on the number you are calling from?';
export const wish = { phone: 'caller', reason: 'The boiler is cold.' };

/** Looks again until it is so; the test's own time-out ends it. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise<void>((resolve) => realClock.after(25, resolve));
}

/** Somebody who calls a line, and is called back by it. */
export class Customer {
  readonly #bench: EscalationBench;
  readonly line: CallbackLine;
  readonly number: string;

  constructor(bench: EscalationBench, line: CallbackLine, number: string) {
    this.#bench = bench;
    this.line = line;
    this.number = number;
  }

  call(): Promise<EscalatedCall> {
    return this.#bench.call(this.line.number, this.number);
  }

  /** Asks to be called back, agrees to the number, and hangs up. */
  async askToBeCalled(): Promise<{ readonly call: EscalatedCall; readonly result: ToolResult }> {
    const call = await this.call();
    await call.agreeTo(offer);
    const result = await call.run('request_callback', wish);
    call.leg.hangup();
    return { call, result };
  }

  /** Calls placed for their callback to this number, in order. */
  calls(to: string): readonly SimulatedCall[] {
    const begun = this.#bench.legsTo(to).filter(({ direction }) => direction === 'outbound-api');
    return begun.flatMap(({ sid }) => this.#leg(sid));
  }

  /** Legs of a running callback that ring this number. */
  dialled(to: string = this.number): readonly SimulatedCall[] {
    const begun = this.#bench.legsTo(to).filter(({ direction }) => direction === 'outbound-dial');
    return begun.flatMap(({ sid }) => this.#leg(sid));
  }

  /** Waits for the first of `calls`. */
  async firstCall(to: string): Promise<SimulatedCall> {
    await until(() => this.calls(to).length > 0);
    return this.calls(to)[0] as SimulatedCall;
  }

  /** Waits for the first of `dialled`. */
  async firstDialled(to: string = this.number): Promise<SimulatedCall> {
    await until(() => this.dialled(to).length > 0);
    return this.dialled(to)[0] as SimulatedCall;
  }

  /** Texts they have got. */
  get texts(): readonly string[] {
    return this.#bench.carrier.messages.filter(({ to }) => to === this.number).map(({ body }) => body);
  }

  /** Until the server has kept an event of this type for the call; gives all of them. */
  async eventually(call: SimulatedCall, type: string): Promise<readonly StoredEvent[]> {
    let events: readonly StoredEvent[] = [];
    await until(async () => {
      events = await this.#bench.events(call.sid);
      return events.some((event) => event.type === type);
    });
    return events;
  }

  /** The documents of a leg with the values of the golden ones; see `golden`. */
  documents(leg: SimulatedCall): readonly string[] {
    const bodies = leg.events.flatMap((event) => (event.type === 'document' ? [event.body] : []));
    return bodies.map((body) => this.#asGolden(body));
  }

  #asGolden(body: string): string {
    const { line, number } = this;
    const [desk = '', dispatch = ''] = line.agents;
    const known = body
      .replaceAll(this.#bench.server.url.replace('http', 'ws'), 'wss://voice.example.com')
      .replaceAll(this.#bench.server.url, 'https://voice.example.com')
      .replaceAll(line.number, '+14155550101')
      .replaceAll(desk, '+14155550111')
      .replaceAll(dispatch, '+14155550112')
      .replaceAll(number, '+14155550121')
      .replaceAll(`A caller, number ending in ${[...number.slice(-4)].join(' ')}`, 'Jo Doe, number ending in 0 1 2 1')
      .replace(/callback=cb_[0-9a-z]+/g, 'callback=callback_1')
      .replace(/call=CA[0-9a-f]+&amp;token=[\w-]+/, 'call=CA100&amp;token=token2')
      .replace(/name="call" value="call_[0-9a-z]+"/, 'name="call" value="call_1"');
    return inOneLine(known);
  }

  #leg(sid: string): SimulatedCall[] {
    return this.#bench.carrier.calls.filter((call) => call.sid === sid);
  }
}

/** A document of `twiml/callback/`. Where its lines are broken depends on how long its values are. */
export const golden = (name: string): string => inOneLine(readFileSync(`twiml/callback/${name}.xml`, 'utf8'));

const inOneLine = (document: string): string => document.replace(/\s+/g, ' ').replace(/> </g, '><').trim();

/** All that somebody at a leg's end has heard. */
export const heard = ({ events }: SimulatedCall): string =>
  events.map((event) => (event.type === 'spoken' ? event.text : '')).join('');
