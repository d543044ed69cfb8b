import { type Callback, isOpenCallback } from '../../src/domain/callback.ts';
import type { CallEvent, StoredCallEvent } from '../../src/domain/event.ts';
import type { OutboxMessage } from '../../src/domain/message.ts';
import type {
  LineCount,
  LineLatency,
  MessageUsage,
  OperationsStore,
  Percentiles,
  Refusal,
  Trouble,
} from '../../src/ports/operations-store.ts';
import type { StoredCall } from '../../src/ports/store.ts';
import { MemorySiteFiles } from './memory-site-files.ts';

type InCall<Type extends CallEvent['type']> = Extract<CallEvent, { type: Type }> & {
  readonly call: StoredCall['call'];
};
const hourMs = 3_600_000;
interface Parts {
  readonly calls: Map<string, StoredCall>;
  readonly events: StoredCallEvent[];
  readonly callbacks: Map<string, Callback>;
}

/** How the calls of the store in memory go, in numbers. */
export class MemoryOperations extends MemorySiteFiles implements OperationsStore {
  /** What the classes built on this one keep. */
  get #all(): Parts {
    return this as unknown as Parts;
  }

  async latencyByLine(since: number): Promise<readonly LineLatency[]> {
    this.here();
    const turns = Map.groupBy(this.#since('turn-ended', since), ({ call }) => keyOf(call));
    return [...turns].sort().map(([key, own]) => {
      const span = (from: 'promptAt' | 'requestAt', to: 'firstSentAt' | 'firstDeltaAt') =>
        own.flatMap(({ timing }) => {
          const [start, end] = [timing[from], timing[to]];
          return start === null || end === null ? [] : [end - start];
        });
      const tools = this.#since('tool-returned', since).filter(({ call }) => keyOf(call) === key);
      const [siteId = '', lineId = ''] = key.split(' ');
      return {
        ...{ siteId, lineId, turns: own.length },
        answer: percentiles(span('promptAt', 'firstSentAt')),
        model: percentiles(span('requestAt', 'firstDeltaAt')),
        tools: percentiles(tools.map(({ durationMs }) => durationMs)),
      };
    });
  }

  async troubles(since: number): Promise<readonly Trouble[]> {
    this.here();
    const found = [
      ...this.#since('turn-ended', since).flatMap(({ call, at, outcome }) =>
        outcome === 'failed' ? [{ ...placeOf(call), kind: 'turn' as const, code: '', at }] : [],
      ),
      ...this.#since('tool-returned', since).flatMap(({ call, at, result }) =>
        result.status === 'failed'
          ? [{ ...placeOf(call), kind: 'tool' as const, code: String(result.code ?? ''), at }]
          : [],
      ),
      ...this.#since('session-ended', since).flatMap(({ call, at, reason }) =>
        ['socket-lost', 'protocol', 'failed'].includes(reason)
          ? [{ ...placeOf(call), kind: 'session' as const, code: reason, at }]
          : [],
      ),
      ...this.#since('relay-error', since).map(({ call, at }) => ({
        ...placeOf(call),
        ...{ kind: 'relay' as const, code: '', at },
      })),
      ...[...this.messages.values()]
        .filter(({ status, updatedAt }) => ['failed', 'undelivered'].includes(status) && updatedAt > since)
        .map(({ siteId, lineId, errorCode, status, updatedAt }) => ({
          ...{ siteId, lineId, kind: 'message' as const, code: errorCode ?? status, at: updatedAt },
        })),
    ];
    const groups = Map.groupBy(found, ({ siteId, lineId, kind, code }) => [siteId, lineId, kind, code].join(' '));
    return [...groups.values()]
      .flatMap((own) => {
        const [first] = own;
        if (first === undefined) return [];
        const { at: _, ...what } = first;
        return [{ ...what, count: own.length, lastAt: Math.max(...own.map(({ at }) => at)) }];
      })
      .sort((a, b) => b.count - a.count || b.lastAt - a.lastAt);
  }

  async refusals(since: number, limit: number): Promise<readonly Refusal[]> {
    this.here();
    return this.#refused(since)
      .map(({ call, at, name, result }) => ({
        ...{ at, ...placeOf(call), callSid: call.callSid, tool: name },
        number: call.direction === 'outbound' ? call.to : call.from.kind === 'phone' ? call.from.number : null,
        code: String(result.code ?? ''),
        say: result.say,
      }))
      .reverse()
      .sort((a, b) => b.at - a.at)
      .slice(0, limit);
  }

  async refusalCounts(since: number) {
    this.here();
    const found = this.#refused(since).map(({ call, result }) => ({
      ...placeOf(call),
      code: String(result.code ?? ''),
    }));
    const groups = Map.groupBy(found, ({ siteId, lineId, code }) => `${siteId} ${lineId} ${code}`);
    return [...groups]
      .sort(([a, own], [b, others]) => others.length - own.length || (a < b ? -1 : 1))
      .flatMap(([, own]) => own.slice(0, 1).map((what) => ({ ...what, count: own.length })));
  }

  async messageUsage(siteId: string, now: number): Promise<MessageUsage> {
    this.here();
    const today = [...this.messages.values()].filter(
      (message) => message.siteId === siteId && message.status !== 'failed' && message.createdAt > now - 24 * hourMs,
    );
    const media = (['email', 'sms'] as const).map((medium) => ({
      medium,
      sent: today.filter(({ content }) => content.medium === medium),
    }));
    const lines = media.flatMap(({ medium, sent }) =>
      [...Map.groupBy(sent, ({ lineId }) => lineId)].map(([lineId, own]) => ({
        ...{ lineId, medium, day: own.length },
        hour: own.filter(({ createdAt }) => createdAt > now - hourMs).length,
      })),
    );
    const texts = today.filter(({ content, country }) => content.medium === 'sms' && country !== null);
    return {
      lines: lines.sort((a, b) => (`${a.lineId} ${a.medium}` < `${b.lineId} ${b.medium}` ? -1 : 1)),
      countries: mostFirst(texts, ({ country }) => country ?? '').map(([country, day]) => ({ country, day })),
      destinations: [...media].reverse().flatMap(({ medium, sent }) =>
        mostFirst(sent, ({ content }) => content.to)
          .slice(0, 5)
          .map(([destination, day]) => ({ medium, destination, day })),
      ),
      spentMicros: today.reduce((sum, { costMicros }) => sum + costMicros, 0),
    };
  }

  async openCallCounts(): Promise<readonly LineCount[]> {
    this.here();
    return counted([...this.#all.calls.values()].flatMap(({ call, status }) => (status === null ? [call] : [])));
  }

  async openCallbackCounts(): Promise<readonly LineCount[]> {
    this.here();
    return counted([...this.#all.callbacks.values()].filter(isOpenCallback));
  }

  async outboxDepth(now: number) {
    this.here();
    const waiting = [...this.messages.values()].filter(({ status }) =>
      ['reserved', 'sending', 'retry', 'unknown'].includes(status),
    );
    const due = waiting.filter(({ dueAt }) => dueAt <= now).map(({ dueAt }) => dueAt);
    const oldestDueAt = due.length === 0 ? null : Math.min(...due);
    return { due: due.length, later: waiting.length - due.length, oldestDueAt };
  }

  #refused(since: number) {
    return this.#since('tool-returned', since).filter(({ result }) => result.status === 'refused');
  }

  #since<Type extends CallEvent['type']>(type: Type, since: number): InCall<Type>[] {
    const calls = new Map([...this.#all.calls.values()].map(({ call }) => [call.id, call]));
    return this.#all.events.flatMap((event) => {
      const call = calls.get(event.callId);
      return event.type !== type || event.at <= since || call === undefined
        ? []
        : [{ ...(event as unknown as Extract<CallEvent, { type: Type }>), call }];
    });
  }
}

type Place = Pick<LineCount, 'siteId' | 'lineId'>;
const placeOf = ({ siteId, lineId }: Place): Place => ({ siteId, lineId });
const keyOf = ({ siteId, lineId }: Place): string => `${siteId} ${lineId}`;

function counted(all: readonly Place[]): readonly LineCount[] {
  return [...Map.groupBy(all, keyOf).values()].flatMap((own) =>
    own.slice(0, 1).map((place) => ({ ...placeOf(place), count: own.length })),
  );
}

function mostFirst(all: readonly OutboxMessage[], keyOfMessage: (message: OutboxMessage) => string) {
  const groups = [...Map.groupBy(all, keyOfMessage)].map(([key, own]) => [key, own.length] as const);
  return groups.sort(([a, most], [b, fewer]) => fewer - most || (a < b ? -1 : 1));
}

/** Between two values the way PostgreSQL's percentile_cont goes. */
function percentiles(values: readonly number[]): Percentiles | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number): number => {
    const place = part * (sorted.length - 1);
    const below = sorted[Math.floor(place)] ?? 0;
    const above = sorted[Math.ceil(place)] ?? 0;
    return below + (above - below) * (place - Math.floor(place));
  };
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
