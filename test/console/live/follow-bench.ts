import { FeedHub } from '../../../src/console/live/feed-hub.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { SilentLog } from '../../support/silent-log.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

/** A tab, as the hub sees it: keeps what it was sent, and can stop reading. */
export class Tab {
  readonly sent: string[] = [];
  closed = false;
  unsent = 0;

  send(text: string): void {
    if (this.closed) throw new Error('sent to a closed connection');
    this.sent.push(text);
  }

  close(): void {
    this.closed = true;
  }

  messages(): { event: string; id: number | null; data: Record<string, unknown> }[] {
    return this.sent
      .join('')
      .split('\n\n')
      .filter((block) => /^event: /m.test(block))
      .map((block) => ({
        event: /^event: (.+)$/m.exec(block)?.[1] ?? '',
        id: Number(/^id: (\d+)$/m.exec(block)?.[1] ?? Number.NaN) || null,
        data: JSON.parse(/^data: (.+)$/m.exec(block)?.[1] ?? 'null'),
      }));
  }

  /** Positions of the events it was told, in the order it was told them. */
  get told(): (number | null)[] {
    return this.messages().flatMap(({ event, id }) => (event === 'call' ? [id] : []));
  }

  /** What a browser would send when it resumes. */
  get lastId(): number | null {
    return this.messages().findLast(({ id }) => id !== null)?.id ?? null;
  }

  get topics(): unknown[] {
    return this.messages().flatMap(({ event, data }) => (event === 'changed' ? [data.topic] : []));
  }
}

export async function followBench(calls = 3) {
  const clock = new VirtualClock();
  const log = new SilentLog();
  const store = new MemoryStore();
  for (let call = 1; call <= calls; call++) {
    const from = { kind: 'phone', number: '+14155550123' } as const;
    const opened = { id: `call_${call}`, callSid: `CA${call}`, siteId: 'acme', lineId: 'desk', from } as const;
    const rest = { direction: 'inbound', to: '+14155550100', startedAt: clock.now() } as const;
    await store.openCall({ call: { ...opened, ...rest }, siteVersion: 'v' });
  }
  let count = 0;
  return {
    clock,
    log,
    store,
    hub: () => new FeedHub({ store, clock, log }),
    /** Something happens in this call. */
    async happen(call = 1): Promise<void> {
      const event = { type: 'silence', count: ++count, at: clock.now() } as const;
      await store.appendEvents([{ callId: `call_${call}`, event }]);
    },
  };
}
