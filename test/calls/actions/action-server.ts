import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ToolResult } from '../../../src/domain/tool-result.ts';
import { type CarrierServer, startCarrier } from '../../../src/sandbox/carrier/carrier-server.ts';
import { type MailboxServer, startMailbox } from '../../../src/sandbox/mailbox/mailbox.ts';
import { PuppetModel } from '../../support/puppet-model.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { TwilioCaller } from '../../support/twilio-caller.ts';

const authToken = 'actions-auth-token';
export const caller = '+14155550130';
export const clock = { now: () => Date.now(), after: timer };

function timer(ms: number, callback: () => void): () => void {
  const handle = setTimeout(callback, ms);
  return () => clearTimeout(handle);
}

interface StoredMessage {
  readonly tool: string;
  readonly status: string;
  readonly attempts: number;
}

export interface ReturnedTool {
  readonly name: string;
  readonly result: ToolResult;
}

/** The real server as a process of its own, a site file of the test's, and real HTTP and SMTP around it. */
export class ActionServer {
  readonly model = new PuppetModel();
  carrier!: CarrierServer;
  mailbox!: MailboxServer;
  /** A second mail server, with a login of its own. */
  alerts!: MailboxServer;
  server!: ServerProcess;
  readonly #directory = mkdtempSync(join(tmpdir(), 'attendant-actions-'));
  readonly #servers: ServerProcess[] = [];
  #environment: Record<string, string> = {};
  #calls = 0;

  /** `contacts`: a CSV file of whom the business knows. */
  async start(site: string, environment: Readonly<Record<string, string>> = {}, contacts = ''): Promise<void> {
    const config = join(this.#directory, 'config');
    mkdirSync(config, { recursive: true });
    await this.model.listen();
    this.mailbox = await startMailbox({ host: '127.0.0.1', port: 0 });
    this.alerts = await startMailbox({ host: '127.0.0.1', port: 0, login: { user: 'alerts', password: 's3cret' } });
    this.carrier = await startCarrier({
      host: '127.0.0.1',
      port: 0,
      accountSid: `AC${'a'.repeat(32)}`,
      authToken,
      voiceUrl: '',
      clock,
    });
    writeFileSync(join(config, 'site.yaml'), site.replace('ALERTS_PORT', new URL(this.alerts.url).port));
    writeFileSync(join(config, 'terms.txt'), 'The terms.');
    this.#environment = {
      ...this.model.environment,
      TWILIO_ACCOUNT_SID: `AC${'a'.repeat(32)}`,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_API_BASE_URL: this.carrier.url,
      SMTP_URL: this.mailbox.url,
      ALERTS_PASSWORD: 's3cret',
      CONFIG_DIR: config,
      ...environment,
    };
    if (contacts !== '') writeFileSync(join(config, 'contacts.csv'), contacts);
    this.server = await this.another(contacts === '' ? null : join(config, 'contacts.csv'));
  }

  /** One more process with the same surroundings. */
  async another(contacts: string | null = null): Promise<ServerProcess> {
    const server = new ServerProcess(this.#environment);
    this.#servers.push(server);
    if (contacts !== null) {
      const env = { ...process.env, ...this.#environment, DATA_DIR: server.dataDirectory };
      execFileSync(process.execPath, ['src/import-contacts.ts', contacts], { env });
    }
    await server.start();
    return server;
  }

  /** A new call to a line. */
  async call(to = '+14155550102', from = caller, server = this.server): Promise<ActionCall> {
    const twilio = new TwilioCaller(server.url, authToken, `CA${String(++this.#calls).padStart(32, '0')}`);
    await twilio.connect(to, from);
    return new ActionCall(this, twilio);
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.dispose()));
    await Promise.all([this.carrier.close(), this.mailbox.close(), this.alerts.close(), this.model.close()]);
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

/** One call, in which the model does what the test says. */
export class ActionCall {
  readonly twilio: TwilioCaller;
  readonly #server: ActionServer;
  #turns = 0;
  /** What the bot said in the last turn. */
  words = '';

  constructor(server: ActionServer, twilio: TwilioCaller) {
    this.#server = server;
    this.twilio = twilio;
  }

  /** The model says this, and the caller answers. */
  async agreeTo(question: string, answer = 'Yes, please.'): Promise<void> {
    await this.hear(question);
    await this.twilio.say(answer);
  }

  /** The model says this. */
  async hear(words: string): Promise<string> {
    const cue = this.#cue();
    this.#server.model.when(cue, words);
    return this.twilio.say(cue);
  }

  /** The model calls these tools, one answer each; gives what they returned. */
  async runs(...steps: readonly (readonly (readonly [string, unknown])[])[]): Promise<readonly ReturnedTool[]> {
    const cue = this.#cue();
    this.#server.model.when(cue, ...steps, 'That was that.');
    this.words = await this.twilio.say(cue);
    return this.#server.model.returnedSince(cue) as readonly ReturnedTool[];
  }

  /** The model calls one tool. */
  async run(name: string, values: unknown = {}): Promise<ToolResult> {
    const [returned] = await this.runs([[name, values]]);
    if (returned === undefined) throw new Error('no tool returned');
    return returned.result;
  }

  async events(): Promise<readonly { readonly type: string; readonly [field: string]: unknown }[]> {
    const { events } = await this.#server.server.json<{ events: { type: string }[] }>(
      `/api/calls/${this.twilio.callSid}?unmasked=1`,
    );
    return events;
  }

  /** What left the house in this call, or is to. */
  async messages(server = this.#server.server): Promise<readonly StoredMessage[]> {
    const path = `/api/calls/${this.twilio.callSid}?unmasked=1`;
    return (await server.json<{ messages: StoredMessage[] }>(path)).messages;
  }

  /** Words of the caller that mean nothing but which step of the test this is. */
  #cue(): string {
    const part = String(this.#turns++).padStart(2, '0') + this.twilio.callSid.slice(-3);
    return `Go on with part ${[...part].map((digit) => 'abcdefghij'[Number(digit)]).join('')}`;
  }
}
