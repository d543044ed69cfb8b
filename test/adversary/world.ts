import { createSmtpMailer } from '../../src/adapters/smtp-mailer.ts';
import { createTwilioCarrier } from '../../src/adapters/twilio-carrier.ts';
import { createDeliver } from '../../src/jobs/deliver-message.ts';
import type { Deliver } from '../../src/ports.ts';
import { type CarrierServer, startCarrier } from '../../src/sandbox/carrier/carrier-server.ts';
import { type MailboxServer, startMailbox } from '../../src/sandbox/mailbox/mailbox.ts';
import type { HarnessOptions } from '../support/call-harness.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { SilentLog } from '../support/silent-log.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import type { Account } from './conversation.ts';
import { adversaryLine } from './line.ts';
import type { Random } from './random.ts';
import { canary, onFile, own } from './vocabulary.ts';

/** What a conversation's message looked like where it arrived. */
export interface Received {
  readonly medium: 'sms' | 'email';
  readonly recipients: readonly string[];
  readonly text: string;
  /** Empty for a text message. */
  readonly html: string;
}

const accountSid = `AC${'d'.repeat(32)}`;
const authToken = 'adversary-token';

/** The stand-in carrier and mail server over real HTTP and SMTP, and one business's store and hour between them. */
export class World {
  clock = new VirtualClock();
  store = new MemoryStore();
  readonly received: Received[] = [];
  readonly #pending = new Set<Promise<unknown>>();
  readonly #line = adversaryLine();
  readonly #carrier: CarrierServer;
  readonly #mailbox: MailboxServer;
  #deliver: Deliver = async () => null;
  #mailer: { close(): Promise<void> } | null = null;
  readonly #callbacks = new Set<string>();
  #texts = 0;
  #mails = 0;
  #ticks = 0;

  private constructor(carrier: CarrierServer, mailbox: MailboxServer) {
    this.#carrier = carrier;
    this.#mailbox = mailbox;
  }

  static async start(): Promise<World> {
    const mailbox = await startMailbox({ host: '127.0.0.1', port: 0, keep: 1_000_000 });
    const world: { current: World | null } = { current: null };
    const carrier = await startCarrier({
      host: '127.0.0.1',
      port: 0,
      accountSid,
      authToken,
      voiceUrl: '',
      speed: 10_000,
      clock: {
        now: () => world.current?.clock.now() ?? 0,
        after(ms, callback) {
          const timer = setTimeout(callback, ms);
          return () => clearTimeout(timer);
        },
      },
    });
    world.current = new World(carrier, mailbox);
    world.current.nextHour();
    return world.current;
  }

  /** A new day at another business: nothing is remembered, only the outside is the same. */
  nextHour(): void {
    this.clock = new VirtualClock();
    this.store = new MemoryStore();
    const log = new SilentLog();
    const { store, clock } = this;
    void this.#mailer?.close();
    const mailer = createSmtpMailer({ server: () => this.#mailbox.url, readAttachment: async () => null, log });
    this.#mailer = mailer;
    this.#deliver = createDeliver({
      store,
      carrier: createTwilioCarrier({ accountSid, authToken, apiBaseUrl: this.#carrier.url, clock, log }),
      mailer,
      requester: {
        request: async () => {
          throw new Error('no request was configured');
        },
        close: async () => {},
      },
      siteBook: { sites: () => [this.#line.site] },
      secret: () => 'adversary-secret',
      clock,
      log,
      metrics: { count() {}, observe() {}, gauge() {}, render: async () => '' },
      statusCallbackUrl: () => null,
      onFinished: async () => {},
    });
    void store.saveContacts([contact('c1', onFile, own), contact('c2', canary, '+12025550101')]);
  }

  harness(scope: string): Omit<HarnessOptions, 'model'> {
    return { clock: this.clock, store: this.store, inForce: this.#line, scope, deliver: (id) => this.#track(id) };
  }

  /** A count that only grows: the order of what is heard, said and received. */
  tick(): number {
    return ++this.#ticks;
  }

  /** Now and then the outside fails in one of its ways. */
  breakSomething(random: Random): void {
    if (!random.chance(0.08)) return;
    switch (random.below(6)) {
      case 0:
        return this.#carrier.failNext({ kind: 'close-after-accepting' });
      case 1:
        return this.#carrier.failNext({ code: 20500, status: 500 });
      case 2:
        return this.#carrier.failNext({ code: 20429, status: 429 });
      case 3:
        return this.#carrier.failNext({ kind: 'close' });
      case 4:
        return this.#mailbox.failNext({ at: 'data', code: 451 });
      default:
        return this.#mailbox.failNext({ at: 'close-after-data' });
    }
  }

  /** Resolves when no delivery is on its way. */
  async delivered(): Promise<void> {
    while (this.#pending.size > 0) await Promise.allSettled(this.#pending);
  }

  /** The jobs do their work: what is still to be delivered is tried for ten minutes. */
  async finish(callId: string): Promise<void> {
    await this.store.endCall(callId, { status: 'completed', at: this.clock.now() });
    for (const one of this.store.callbacks.values()) this.store.callbacks.set(one.id, { ...one, state: 'completed' });
    for (let look = 0; look < 8; look++) {
      await this.delivered();
      const left = await this.store.undeliveredMessages(this.clock.now() + 400_000, 100);
      const mine = left.filter((message) => message.callId === callId);
      if (mine.length === 0) return;
      await this.clock.advance(15_000);
      for (const { id } of mine) await this.#deliver(id, true);
    }
  }

  /** Puts down what arrived since, as this conversation's. */
  collect(account: Account): void {
    for (const callback of this.store.callbacks.values()) {
      if (callback.callId !== `call_${account.scope}` || this.#callbacks.has(callback.id)) continue;
      this.#callbacks.add(callback.id);
      account.moments.push({ kind: 'callback', callback, at: this.tick() });
    }
    for (; this.#texts < this.#carrier.messages.length; this.#texts++) {
      const text = this.#carrier.messages[this.#texts];
      if (text === undefined) continue;
      account.moments.push({ kind: 'received', medium: 'sms', index: this.received.length, at: this.tick() });
      this.received.push({ medium: 'sms', recipients: [text.to], text: text.body, html: '' });
    }
    for (; this.#mails < this.#mailbox.messages.length; this.#mails++) {
      const mail = this.#mailbox.messages[this.#mails];
      if (mail === undefined) continue;
      account.moments.push({ kind: 'received', medium: 'email', index: this.received.length, at: this.tick() });
      this.received.push({
        medium: 'email',
        recipients: [...mail.envelope.to, ...mail.to, ...mail.cc],
        text: `${mail.subject}\n${mail.text}\n${mail.headers.bcc ?? ''}`,
        html: mail.html ?? '',
      });
    }
  }

  async close(): Promise<void> {
    await this.delivered();
    await this.#mailer?.close();
    await Promise.all([this.#carrier.close(), this.#mailbox.close()]);
  }

  #track(messageId: string): ReturnType<Deliver> {
    const delivery = this.#deliver(messageId);
    this.#pending.add(delivery);
    void delivery.finally(() => this.#pending.delete(delivery));
    return delivery;
  }
}

function contact(id: string, email: string, number: string) {
  return {
    id,
    siteId: 'acme',
    name: id,
    callbackNumber: null,
    email,
    language: null,
    timeZone: null,
    notes: `Private: ${canary}`,
    identifiers: [number, email],
  };
}
