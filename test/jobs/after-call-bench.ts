import type { Call } from '../../src/domain/call.ts';
import type { CallEvent } from '../../src/domain/event.ts';
import type { LineInForce } from '../../src/domain/line-in-force.ts';
import type { Recording } from '../../src/domain/recording.ts';
import type { Recorder, RecordingArchive } from '../../src/ports/recorder.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { SilentLog } from '../support/silent-log.ts';
import { testLine } from '../support/test-line.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { pieces, whole } from '../support/wav.ts';

export class Killed extends Error {}

/** Counts what a job asks of the outside, and ends it before or after one of these questions, as a killed process ends. */
export class Killer {
  readonly steps: string[] = [];
  /** `after`: what was asked is done, and nobody heard. */
  at: { readonly step: number; readonly after: boolean } | null = null;

  watch<T extends object>(subject: T, name: string): T {
    return new Proxy(subject, {
      get: (target, key) => {
        const method: unknown = Reflect.get(target, key, target);
        if (typeof method !== 'function') return method;
        return (...input: unknown[]) => this.#pass(`${name}.${String(key)}`, () => method.apply(target, input));
      },
    });
  }

  async #pass(step: string, work: () => unknown): Promise<unknown> {
    const number = this.steps.push(step) - 1;
    if (this.at !== null && number > this.at.step) throw new Killed(`long before ${step}`);
    const dies = this.at?.step === number;
    if (dies && this.at?.after === false) throw new Killed(`before ${step}`);
    const result: unknown = await work();
    if (dies) throw new Killed(`after ${step}`);
    return result;
  }
}

export class MemoryArchive implements RecordingArchive {
  readonly files = new Map<string, Buffer>();
  async store(file: string, chunks: AsyncIterable<Uint8Array>) {
    const content = await whole(chunks);
    this.files.set(file, content);
    return content.length;
  }
  async read(file: string, range?: { readonly start: number; readonly end: number }) {
    const content = this.files.get(file);
    if (content === undefined) return null;
    const part = range === undefined ? content : content.subarray(range.start, range.end + 1);
    return { bytes: content.length, chunks: pieces(part) };
  }
  async remove(file: string) {
    this.files.delete(file);
  }
}

/** A call of the test line that is over, with a store, a clock and a log. */
export function afterCallBench(line: Record<string, unknown> = {}, site: Record<string, unknown> = {}) {
  const store = new MemoryStore();
  const clock = new VirtualClock();
  const log = new SilentLog();
  const inForce: LineInForce = testLine(line, site);
  const siteBook = { lineForNumber: () => inForce, lineAtVersion: async () => inForce, sites: () => [inForce.site] };
  const from = { kind: 'phone', number: '+14155550123' } as const;
  const call: Call = {
    id: 'call_1',
    callSid: 'CA1',
    siteId: 'testers',
    lineId: 'desk',
    direction: 'inbound',
    from,
    to: '+14155550101',
    startedAt: clock.now() - 300_000,
  };
  const events = async (list: readonly CallEvent[]): Promise<void> =>
    store.appendEvents(list.map((event) => ({ callId: call.id, event })));
  const begin = async (changes: Partial<Call> = {}): Promise<void> => {
    await store.openCall({ call: { ...call, ...changes }, siteVersion: 'test-version' });
    await store.endCall(call.id, { status: 'completed', at: clock.now() });
  };
  return { store, clock, log, inForce, siteBook, call, events, begin };
}

export const reported = (clock: VirtualClock, changes: Partial<Recording> = {}): Recording => ({
  id: 'RE1',
  callId: 'call_1',
  siteId: 'testers',
  lineId: 'desk',
  state: 'reported',
  durationSeconds: 10,
  channels: 2,
  file: null,
  bytes: null,
  deletedAtCarrier: false,
  createdAt: clock.now(),
  updatedAt: clock.now(),
  ...changes,
});

export const carrier404 = {
  ok: false,
  failure: { reached: true, certain: true, retryable: false, code: '20404', message: 'gone', retryAfterMs: null },
} as const;

/** The carrier's side of recordings: what is deleted there is gone. */
export function memoryRecorder(content: () => Uint8Array) {
  const deleted: string[] = [];
  const recorder: Pick<Recorder, 'fetchRecording' | 'deleteRecording'> = {
    async fetchRecording(id) {
      return deleted.includes(id) ? carrier404 : { ok: true, value: pieces(content(), 700) };
    },
    async deleteRecording(id) {
      deleted.push(id);
      return { ok: true, value: null };
    },
  };
  return { recorder, deleted };
}
