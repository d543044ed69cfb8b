import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createTwilioCalls } from '../../src/adapters/twilio-calls.ts';
import { createTwilioRequestVerifier } from '../../src/adapters/twilio-request-verifier.ts';
import { type App, createApp } from '../../src/app.ts';
import type { Callback, CallbackNews } from '../../src/domain/callback.ts';
import type { CallEvent } from '../../src/domain/event.ts';
import type { Site } from '../../src/domain/site.ts';
import { type CarrierServer, startCarrier } from '../../src/sandbox/carrier/carrier-server.ts';
import { type Clock, realClock } from '../../src/sandbox/real-clock.ts';
import {
  bookOf,
  CUSTOMER,
  callbackSample,
  callbackSite,
  DESK,
  DISPATCH,
  TUESDAY_TEN,
} from '../support/callback-samples.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { finished, ScriptedModel, text } from '../support/scripted-model.ts';
import { SilentLog } from '../support/silent-log.ts';

const accountSid = `AC${'1'.repeat(32)}`;
const authToken = 'test-token';
const speed = 40;

/** Tuesday ten, forty times as fast as life. */
function fastClock(): Clock {
  const start = realClock.now();
  return {
    now: () => TUESDAY_TEN + Math.round((realClock.now() - start) * speed),
    after: (ms, callback) => realClock.after(ms / speed, callback),
  };
}

class Pair {
  readonly clock = fastClock();
  readonly store = new MemoryStore();
  readonly news: CallbackNews['kind'][] = [];
  readonly log = new SilentLog();
  readonly ended: string[] = [];
  carrier!: CarrierServer;
  app!: App;
  url = '';
  #last: Promise<unknown> = Promise.resolve();
  #ids = 0;

  async open(site: Site): Promise<this> {
    this.carrier = await startCarrier({
      host: '127.0.0.1',
      port: 0,
      accountSid,
      authToken,
      voiceUrl: () => `${this.url}/twilio/voice`,
      clock: this.clock,
      speed: 1,
      webhookTimeoutMs: 15_000 * speed,
    });
    const { clock, store, log } = this;
    this.app = createApp({
      siteBook: bookOf(() => site),
      store,
      jobs: { enqueue: async () => undefined, work: async () => undefined, stop: async () => undefined },
      journal: {
        append: (callId: string, event: CallEvent) => {
          this.#last = this.#last.then(() => store.appendEvents([{ callId, event }]));
        },
        flush: async () => void (await this.#last),
        close: async () => void (await this.#last),
      },
      model: new ScriptedModel(realClock, [
        [text('We try again in a few minutes. Does another time suit you better?'), finished],
      ]),
      announceCallback: async (_callback, { kind }) => {
        this.news.push(kind);
        return 'sms';
      },
      deliver: async () => null,
      followUp: async () => {},
      followUpCall: async (callId) => void this.ended.push(callId),
      verifier: createTwilioRequestVerifier(authToken),
      clock,
      ids: { next: (prefix) => `${prefix}_${++this.#ids}`, token: () => `token${++this.#ids}` },
      log,
      metrics: { count() {}, observe() {}, gauge() {}, render: async () => '' },
      publicUrl: () => this.url,
      consolePassword: null,
      sandbox: () => null,
      placer: createTwilioCalls({ accountSid, authToken, apiBaseUrl: this.carrier.url }),
    });
    await new Promise<void>((resolve) => this.app.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.app.server.address() as AddressInfo).port}`;
    return this;
  }

  async book(some: Partial<Callback> = {}): Promise<void> {
    const next = callbackSample({ nextAt: this.clock.now(), ...some });
    await this.store.bookCallback(
      { next, event: { type: 'scheduled', actor: 'caller', at: next.createdAt, detail: {} } },
      null,
    );
    await this.app.start();
  }

  get callback(): Callback {
    const found = this.store.callbacks.get('callback_1');
    if (found === undefined) throw new Error('there is no callback');
    return found;
  }

  /** Resolves when it is so; looked at often, in life's time. */
  async until(isSo: () => boolean): Promise<void> {
    const end = realClock.now() + 15_000;
    while (!isSo()) {
      if (realClock.now() > end) throw new Error(`not in time: ${JSON.stringify(this.callback)}`);
      await new Promise<void>((resolve) => void realClock.after(10, resolve));
    }
  }

  get types(): string[] {
    return this.store.events.map(({ type }) => type);
  }

  async close(): Promise<void> {
    await this.app.drain(0);
    await this.carrier.close();
    this.app.server.closeAllConnections();
    await new Promise((resolve) => this.app.server.close(resolve));
  }
}

describe("a callback's calls, through the stand-in", () => {
  let pair: Pair;
  afterEach(() => pair.close());

  it('[CBE1] agent first: both are connected and the call is written up', async () => {
    pair = await new Pair().open(callbackSite());
    await pair.book();
    await pair.until(() => pair.callback.state === 'completed' && pair.ended.length > 0);
    expect(pair.callback.attempts).toMatchObject([{ outcome: 'connected', to: DESK }]);
    expect(pair.types).toEqual(
      expect.arrayContaining(['call-started', 'agent-dialed', 'agent-answered', 'agent-dial-ended', 'call-ended']),
    );
    expect(pair.log.lines.filter(({ level }) => level !== 'info' && level !== 'debug')).toEqual([]);
  });

  it.each(['announce', 'ask'])('[CBE2] with recording: %s', async (recording) => {
    pair = await new Pair().open(
      callbackSite({}, { transfer: { targets: [{ id: 'desk', number: DESK }], recording, transcription: true } }),
    );
    await pair.book();
    await pair.until(() => pair.callback.state === 'completed' && pair.ended.length > 0);
    expect(pair.types.filter((type) => type === 'recording-consent')).toHaveLength(recording === 'ask' ? 1 : 0);
    // Asked for in the middle of the call, it is begun by whoever keeps recordings: not here.
    expect(pair.types.includes('person-said')).toBe(recording === 'announce');
  });

  it.each([
    [{ does: 'no-answer' }, 'agent_no_answer'],
    [{ does: 'busy' }, 'agent_busy'],
    [{ does: 'failed' }, 'agent_failed'],
    [{ does: 'declines' }, 'agent_declined'],
    [{ does: 'declines', by: 'hanging-up' }, 'agent_declined'],
    [{ does: 'machine' }, 'agent_declined'],
    [{ does: 'listens' }, 'agent_declined'],
  ] as const)('[CBE3] the first agent %j: the second takes it', async (person, outcome) => {
    pair = await new Pair().open(callbackSite());
    pair.carrier.setPerson(DESK, person);
    await pair.book();
    await pair.until(() => pair.callback.state === 'completed');
    expect(pair.callback.attempts).toMatchObject([
      { outcome, to: DESK, round: 1 },
      { outcome: 'connected', to: DISPATCH, round: 1 },
    ]);
  });

  it.each([
    [{ does: 'no-answer' }, 'customer_no_answer'],
    [{ does: 'busy' }, 'customer_busy'],
    [{ does: 'failed' }, 'customer_failed'],
  ] as const)('[CBE4] the customer %j: told, and tried again', async (person, outcome) => {
    pair = await new Pair().open(callbackSite({ retry_minutes: 1 }));
    pair.carrier.setPerson(CUSTOMER, person);
    await pair.book();
    await pair.until(() => pair.callback.state === 'retry_wait');
    expect(pair.callback.attempts).toMatchObject([{ outcome }]);
    expect(pair.news).toEqual(outcome === 'customer_failed' ? [] : ['not_reached']);
    pair.carrier.setPerson(CUSTOMER, null);
    await pair.until(() => pair.callback.state === 'completed');
  });

  it('[CBE5] customer first: a machine hears the message', async () => {
    pair = await new Pair().open(callbackSite({ order: 'customer_first' }));
    pair.carrier.setPerson(CUSTOMER, { does: 'machine' });
    await pair.book();
    await pair.until(() => pair.callback.state === 'retry_wait');
    expect(pair.callback.attempts).toMatchObject([{ outcome: 'machine' }]);
    expect(pair.news).toEqual(['not_reached']);
    expect(pair.carrier.calls).toHaveLength(1);
  });

  it('[CBE5] customer first: a person is connected with the agent who takes it', async () => {
    pair = await new Pair().open(callbackSite({ order: 'customer_first' }));
    pair.carrier.setPerson(DESK, { does: 'declines' });
    await pair.book();
    await pair.until(() => pair.callback.state === 'completed');
    expect(pair.callback.attempts).toMatchObject([{ outcome: 'connected', targetId: 'dispatch' }]);
  });

  it('[CBE5] customer first: with nobody there the bot takes the call', async () => {
    pair = await new Pair().open(callbackSite({ order: 'customer_first', ring_seconds: 10 }));
    pair.carrier.setPerson(DESK, { does: 'busy' });
    pair.carrier.setPerson(DISPATCH, { does: 'no-answer' });
    await pair.book();
    await pair.until(() => pair.types.includes('session-started') && pair.callback.state === 'retry_wait');
    expect(pair.callback.attempts).toMatchObject([{ outcome: 'agent_no_answer' }]);
    await pair.until(() => pair.types.includes('bot-said'));
  });

  it('[CBE6] an answer of the carrier that is lost: the call is found and goes on', async () => {
    pair = await new Pair().open(callbackSite());
    pair.carrier.failNextCall({ kind: 'close-after-accepting' });
    await pair.book();
    await pair.until(() => pair.callback.state === 'completed');
    expect(pair.callback.attempts).toHaveLength(1);
    expect(pair.carrier.begunLegs.events.filter((leg) => 'url' in leg && leg.url !== null)).toHaveLength(1);
  });
});
