import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ToolResult } from '../../../src/domain/tool-result.ts';
import { type CarrierServer, startCarrier } from '../../../src/sandbox/carrier/carrier-server.ts';
import type { SimulatedCall } from '../../../src/sandbox/carrier/simulated-call.ts';
import { type MailboxServer, startMailbox } from '../../../src/sandbox/mailbox/mailbox.ts';
import { realClock as clock } from '../../../src/sandbox/real-clock.ts';
import { type PuppetAnswer, PuppetModel } from '../../support/puppet-model.ts';
import { ServerProcess } from '../../support/server-process.ts';

const account = { accountSid: `AC${'c'.repeat(32)}`, authToken: 'escalation-token' };
/** How many times as fast as life the carrier's calls are played. */
const SPEED = 8;

export interface StoredEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** The real server as a process of its own, and the carrier stand-in with its people around it. */
export class EscalationBench {
  readonly model = new PuppetModel();
  carrier!: CarrierServer;
  mailbox!: MailboxServer;
  server!: ServerProcess;
  readonly #directory = mkdtempSync(join(tmpdir(), 'attendant-escalation-'));

  /** `sites`: YAML files by their name. */
  async start(sites: Readonly<Record<string, string>>): Promise<this> {
    const config = join(this.#directory, 'config');
    mkdirSync(config);
    for (const [name, text] of Object.entries(sites)) writeFileSync(join(config, name), text);
    await this.model.listen();
    this.mailbox = await startMailbox({ host: '127.0.0.1', port: 0 });
    const at = (path: string) => () => `${this.server.url}${path}`;
    this.carrier = await startCarrier({
      ...account,
      host: '127.0.0.1',
      port: 0,
      voiceUrl: at('/twilio/voice'),
      statusCallbackUrl: at('/twilio/call-status'),
      smsUrl: at('/twilio/sms'),
      clock,
      speed: SPEED,
    });
    this.server = new ServerProcess({
      ...this.model.environment,
      TWILIO_ACCOUNT_SID: account.accountSid,
      TWILIO_AUTH_TOKEN: account.authToken,
      TWILIO_API_BASE_URL: this.carrier.url,
      SMTP_URL: this.mailbox.url,
      CONFIG_DIR: config,
    });
    await this.server.start();
    return this;
  }

  async call(to: string, from: string): Promise<EscalatedCall> {
    const leg = this.carrier.placeCall({ from, to });
    await leg.next('session-started');
    return new EscalatedCall(this, leg);
  }

  /** The first call of a process is a slow one; a test that counts on the pace of a call comes after it. */
  async warmUp(number: string): Promise<void> {
    const { leg } = await this.call(number, 'anonymous');
    leg.hangup();
    await leg.next('finished');
  }

  /** The calls and legs to this number or address so far. */
  legsTo(to: string) {
    return this.carrier.begunLegs.events.filter((leg) => leg.to === to);
  }

  /** The legs that were dialled for this call, in order. */
  legsFor(call: EscalatedCall): readonly SimulatedCall[] {
    const sids = this.carrier.begunLegs.events.filter(({ parentSid }) => parentSid === call.leg.sid);
    return sids.flatMap(({ sid }) => this.carrier.calls.find((leg) => leg.sid === sid) ?? []);
  }

  async events(callSid: string): Promise<readonly StoredEvent[]> {
    return (await this.server.json<{ events?: StoredEvent[] }>(`/api/calls/${callSid}?unmasked=1`)).events ?? [];
  }

  async close(): Promise<void> {
    await this.server.dispose();
    await Promise.all([this.carrier.close(), this.mailbox.close(), this.model.close()]);
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

/** The documents the carrier was given for this leg, in order. */
export const documentsOf = ({ events }: SimulatedCall): readonly string[] =>
  events.flatMap((event) => (event.type === 'document' ? [event.body] : []));

/** What the server said to who is at the end of this leg. */
export const heardOn = ({ events }: SimulatedCall): string =>
  events.map((event) => (event.type === 'spoken' ? event.text : '')).join('');

let calls = 0;

/** One call, in which the model does what the test says and the caller talks. */
export class EscalatedCall {
  readonly leg: SimulatedCall;
  readonly #bench: EscalationBench;
  readonly #name = letters(++calls);
  #turns = 0;

  constructor(bench: EscalationBench, leg: SimulatedCall) {
    this.#bench = bench;
    this.leg = leg;
  }

  /** The documents the carrier was given for the caller's leg, in order. */
  get documents(): readonly string[] {
    return documentsOf(this.leg);
  }

  /** All the caller has heard, as one text. */
  get heard(): string {
    return heardOn(this.leg);
  }

  /** The model says this, and the caller hears it. */
  async hear(words: string): Promise<void> {
    await this.#step(words);
  }

  /** The bot asks, and the caller answers. */
  async agreeTo(question: string, answer = 'Yes, please.'): Promise<void> {
    await this.hear(question);
    const from = this.heard.length;
    await this.leg.say(answer);
    await this.until(() => this.heard.slice(from).includes('Done.'));
  }

  /** The model calls one tool; gives what it returned. */
  async run(name: string, values: unknown = {}): Promise<ToolResult> {
    const cue = await this.#step('That was that.', [[name, values]]);
    return this.#bench.model.returnedSince(cue)[0]?.result as ToolResult;
  }

  /** The model calls a tool that ends the session. */
  async leaveBy(name: string, values: unknown = {}): Promise<void> {
    const from = this.leg.events.length;
    await this.beginLeaving(name, values);
    await this.leg.next('session-ended', from);
  }

  /**
   * The same, until the bot says so. The server gives its words the time they take in life, which is long at this speed:
   * a noise of the caller's ends them where they are heard.
   */
  async beginLeaving(name: string, values: unknown = {}): Promise<void> {
    const cue = this.#cue();
    this.#bench.model.when(cue, [[name, values]]);
    const from = this.leg.events.length;
    await this.leg.say(cue);
    await this.until(() => this.#leaves(from));
    if (name === 'transfer_to_agent') await this.leg.interrupt();
  }

  /** The last words have come, not only a "one moment" before them, and are being heard. */
  #leaves(from: number): boolean {
    const since = this.leg.events.slice(from);
    const words = since.findIndex(
      ({ type, ...event }) => type === 'frame' && /connecting you/.test(JSON.stringify(event)),
    );
    const heard = words !== -1 && since.slice(words).some(({ type }) => type === 'spoken');
    return heard || since.some(({ type }) => type === 'session-ended');
  }

  /** The bot asks, and the caller says no. Then the talk goes on. */
  async refuse(question: string, answer = 'No, thank you.'): Promise<void> {
    await this.agreeTo(question, answer);
  }

  /** All the model has to read once the caller has spoken: instructions, what was said, notes. */
  async readByModel(): Promise<string> {
    const cue = await this.#step('All right.');
    return (this.#request(cue)?.messages ?? []).map(({ content }) => content ?? '').join('\n');
  }

  /** What the line offers in this call, once the caller has spoken. */
  async tools(): Promise<readonly string[]> {
    const cue = await this.#step('All right.');
    return this.#request(cue)?.tools ?? [];
  }

  events(): Promise<readonly StoredEvent[]> {
    return this.#bench.events(this.leg.sid);
  }

  /** Until the server has kept an event of this type. */
  async eventually(type: string): Promise<StoredEvent> {
    let found: StoredEvent | undefined;
    await this.until(async () => {
      found = (await this.events()).findLast((event) => event.type === type);
      return found !== undefined;
    });
    return found as StoredEvent;
  }

  /** Looks again until it is so; the test's own time-out ends it. */
  async until(isSo: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await isSo())) await new Promise<void>((resolve) => clock.after(25, resolve));
  }

  /** The caller speaks, the model answers so, and the caller hears it: who speaks earlier goes on with the same turn. */
  async #step(answer: string, ...before: readonly PuppetAnswer[]): Promise<string> {
    const cue = this.#cue();
    this.#bench.model.when(cue, ...before, answer);
    const from = this.heard.length;
    await this.leg.say(cue);
    await this.until(() => this.heard.slice(from).includes(answer.slice(-20)));
    return cue;
  }

  #request(cue: string) {
    return this.#bench.model.requests.findLast(({ messages }) => messages.some(({ content }) => content === cue));
  }

  /** Words of the caller that mean nothing but which step of which call this is. */
  #cue(): string {
    return `Go on with part ${this.#name} ${letters(++this.#turns)}`;
  }
}

const letters = (count: number): string => [...String(count)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
