import type { Call } from '../../src/domain/call.ts';
import type { LineInForce } from '../../src/domain/line-in-force.ts';
import type { Deliver, Metrics, Model } from '../../src/ports.ts';
import { loadCall, type RelayDependencies } from '../../src/relay/call-in-progress.ts';
import { SessionDriver } from '../../src/relay/driver.ts';
import { createToolbox } from '../../src/tools/toolbox.ts';
import { MemoryStore } from './memory-store.ts';
import { SilentLog } from './silent-log.ts';
import { testLine } from './test-line.ts';
import type { VirtualClock } from './virtual-clock.ts';

const metrics: Metrics = { count() {}, observe() {}, gauge() {}, render: async () => '' };

export interface HarnessOptions {
  readonly clock: VirtualClock;
  readonly model: Model;
  readonly inForce?: LineInForce;
  readonly store?: MemoryStore;
  /** Names the call and its tool calls apart from others in the same store. */
  readonly scope?: string;
  readonly deliver?: Deliver;
}

/** A whole call in virtual time: the real driver, machine, turn and tools; frames go in and come out by hand. */
export class CallHarness {
  readonly store: MemoryStore;
  readonly log = new SilentLog();
  readonly sent: { type: string; token?: string; last?: boolean; handoffData?: string }[] = [];
  readonly delivered: string[] = [];
  closed: { code: number; reason: string } | null = null;
  driver!: SessionDriver;
  readonly #options: HarnessOptions;
  #ids = 0;

  constructor(options: HarnessOptions) {
    this.#options = options;
    this.store = options.store ?? new MemoryStore();
  }

  async open(): Promise<this> {
    const { clock, scope = '1' } = this.#options;
    const inForce = this.#options.inForce ?? testLine();
    const from = { kind: 'phone', number: '+14155550130' } as const;
    const call: Call = {
      id: `call_${scope}`,
      callSid: `CA${scope}`,
      siteId: inForce.site.id,
      lineId: inForce.line.id,
      direction: 'inbound',
      from,
      to: '+14155550101',
      startedAt: clock.now(),
    };
    await this.store.openCall({ call, siteVersion: inForce.version });
    return this.reopen();
  }

  /** One more session of the same call. */
  async reopen(): Promise<this> {
    const { clock, model, scope = '1', deliver = this.#deliver } = this.#options;
    const inForce = this.#options.inForce ?? testLine();
    const dependencies: RelayDependencies = {
      siteBook: { lineForNumber: () => inForce, lineAtVersion: async () => inForce, sites: () => [inForce.site] },
      store: this.store,
      journal: {
        append: (callId, event) => void this.store.appendEvents([{ callId, event }]),
        flush: async () => {},
        close: async () => {},
      },
      model,
      deliver,
      announceCallback: async () => null,
      createToolbox,
      clock,
      ids: { next: (prefix) => `${prefix}_${scope}_${clock.now()}_${++this.#ids}`, token: () => `token${++this.#ids}` },
      log: this.log,
      metrics,
      publicUrl: () => 'https://voice.acme.example',
    };
    const loaded = await loadCall(dependencies, `CA${scope}`);
    if (loaded === null) throw new Error('the call could not be loaded');
    this.driver = new SessionDriver(dependencies, loaded, {
      send: (frame) => void this.sent.push(JSON.parse(frame)),
      close: (code, reason) => {
        this.closed = { code, reason };
      },
    });
    return this;
  }

  setup(): this {
    return this.frame({ type: 'setup', sessionId: 'VX1', callSid: `CA${this.#options.scope ?? '1'}` });
  }

  frame(frame: unknown): this {
    this.driver.receive(typeof frame === 'string' ? frame : JSON.stringify(frame));
    return this;
  }

  says(voicePrompt: string): this {
    return this.frame({ type: 'prompt', voicePrompt, lang: 'en-US', last: true });
  }

  hangUp(): void {
    this.driver.closed(1000);
  }

  /** All that was sent to be spoken. */
  get spoken(): string {
    return this.sent.map((frame) => frame.token ?? '').join('');
  }

  readonly #deliver: Deliver = async (messageId) => {
    const { clock } = this.#options;
    const message = await this.store.claimMessage(messageId, clock.now(), 20_000);
    if (message === null) return this.store.findMessage(messageId);
    this.delivered.push(message.content.to);
    return this.store.reportDelivery(
      messageId,
      message.attempts,
      { status: 'sent', vendorId: `SM${messageId}` },
      clock.now(),
    );
  };
}
