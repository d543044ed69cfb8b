import type { EventLog } from '../carrier/event-log.ts';
import { type Clock, scaledClock } from '../real-clock.ts';
import type { CallScript } from './call-script.ts';
import type { CarrierClient } from './carrier-client.ts';
import { IncomingCalls } from './incoming-calls.ts';
import { PhoneCall } from './phone-call.ts';
import { DEFAULT_FROM } from './phone-options.ts';
import { describeStep, runScript } from './run-script.ts';

export interface RunStep {
  readonly what: string;
  readonly expects: readonly string[];
  readonly state: 'waiting' | 'running' | 'met' | 'unmet';
  /** What was not as expected. */
  readonly unmet: readonly string[];
}

/** How far a script that is being played has come. */
export interface RunView {
  readonly id: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** Of its call; null before it is placed. */
  readonly sid: string | null;
  readonly state: 'running' | 'passed' | 'failed' | 'stopped';
  readonly steps: readonly RunStep[];
  /** Everything that was not as expected, in the order it was found. */
  readonly unmet: readonly string[];
}

export interface RunOptions {
  readonly id: string;
  readonly script: CallScript;
  /** The number called. */
  readonly to: string;
  readonly client: CarrierClient;
  readonly clock: Clock;
  /** Gets a view whenever something changes. */
  readonly views: EventLog<RunView>;
}

/** One script being played, watched from elsewhere. */
export class ScriptRun {
  /** Resolves when it is over and everything is as it was before. Never rejects. */
  readonly over: Promise<void>;
  readonly #options: RunOptions;
  readonly #stopped = new AbortController();
  readonly #call: PhoneCall;
  #view: RunView;

  constructor(options: RunOptions) {
    const { id, script, to, client, clock } = options;
    this.#options = options;
    this.#call = new PhoneCall(client, clock);
    const steps = script.steps.map((step) => {
      return { what: describeStep(step), expects: step.expect, state: 'waiting', unmet: [] } as const;
    });
    const { name = 'Without a name', from = DEFAULT_FROM } = script;
    this.#view = { id, name, from, to, sid: null, state: 'running', steps, unmet: [] };
    this.#show({});
    this.over = this.#run();
  }

  get view(): RunView {
    return this.#view;
  }

  stop(): void {
    this.#stopped.abort();
    if (this.#call.sid !== '') void this.#call.hangup();
  }

  async #run(): Promise<void> {
    const unmet = await this.#play().catch((error: unknown) => [
      `it could not be played: ${error instanceof Error ? error.message : String(error)}`,
    ]);
    const stopped = this.#stopped.signal.aborted;
    const passed = unmet.length === 0 ? 'passed' : 'failed';
    this.#show({ state: stopped ? 'stopped' : passed, unmet: stopped ? [] : unmet });
  }

  async #play(): Promise<string[]> {
    const { script, client, clock, to } = this.#options;
    const { people, speed } = script;
    const { from } = this.#view;
    const incoming = new IncomingCalls(client, clock, from, (line) => this.#call.tell(line));
    await client.setPeople(people);
    try {
      await incoming.start();
      await this.#call.start({ from, to, ...(speed !== undefined && { speed }) });
      this.#show({ sid: this.#call.sid });
      if (this.#stopped.signal.aborted) await this.#call.hangup();
      return await runScript(this.#call, incoming, script, scaledClock(clock, speed ?? 1), this.#watcher());
    } finally {
      await incoming.close();
      await client.setPeople(Object.fromEntries(Object.keys(people).map((address) => [address, null])));
    }
  }

  #watcher() {
    return {
      stopped: this.#stopped.signal,
      began: (index: number) => this.#step(index, 'running', []),
      ended: (index: number, unmet: readonly string[]) =>
        this.#step(index, unmet.length === 0 ? 'met' : 'unmet', unmet),
    };
  }

  #step(index: number, state: RunStep['state'], unmet: readonly string[]): void {
    this.#show({ steps: this.#view.steps.map((step, at) => (at === index ? { ...step, state, unmet } : step)) });
  }

  #show(change: Partial<RunView>): void {
    this.#view = { ...this.#view, ...change };
    this.#options.views.append(this.#view);
  }
}
