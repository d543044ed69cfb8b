import type { Clock, ModelEvent, ModelFailure } from '../ports.ts';
import { toModelFailure } from './openai-client.ts';

/** Turns one vendor's stream events into neutral ones. Must cope with any JSON value. */
export interface StreamDecoder {
  /** Text, finished tool calls and usage, in order; never `end`. */
  read(event: unknown): readonly ModelEvent[];
  /** Something of the answer itself has arrived. */
  readonly begun: boolean;
  /** How the vendor said the answer ended; null while it has not. */
  readonly outcome: 'finished' | ModelFailure | null;
}

/** Milliseconds. `firstToken` counts from the request, connecting included. */
export interface StreamTimeouts {
  readonly firstToken: number;
  readonly idle: number;
  readonly total: number;
}

/** `idle` keeps a caller from hearing nothing for 5 s when a stream dries up. */
export const defaultTimeouts: StreamTimeouts = { firstToken: 4000, idle: 4000, total: 30_000 };
/** What is left after the answer's end (usage, the closing of the stream) gets this long. */
const tailMs = 500;

export interface VendorStream {
  open(signal: AbortSignal): Promise<AsyncIterable<unknown>>;
  readonly decoder: StreamDecoder;
  readonly clock: Clock;
  readonly timeouts: StreamTimeouts;
}

/** Runs one vendor request to its single `end`. Never throws; drops whatever is buffered once `signal` aborts. */
export async function* runVendorStream(stream: VendorStream, signal: AbortSignal): AsyncGenerator<ModelEvent> {
  const request = new AbortController();
  try {
    yield yield* pump(stream, request, signal);
  } finally {
    request.abort();
  }
}

async function* pump(
  stream: VendorStream,
  request: AbortController,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent, ModelEvent> {
  if (signal.aborted) return aborted;
  const startedAt = stream.clock.now();
  const opened = await settle(() => stream.open(request.signal), remaining(stream, startedAt), stream.clock, signal);
  if (opened.kind !== 'value') return conclude(opened, stream.decoder, signal);
  const events = opened.value[Symbol.asyncIterator]();
  for (;;) {
    const step = await settle(() => events.next(), remaining(stream, startedAt), stream.clock, signal);
    if (step.kind !== 'value' || step.value.done === true) return conclude(step, stream.decoder, signal);
    for (const event of stream.decoder.read(step.value.value)) {
      if (signal.aborted) return aborted;
      yield event;
    }
    if (isFailure(stream.decoder.outcome)) return failed(stream.decoder.outcome);
  }
}

const aborted: ModelEvent = { type: 'end', reason: 'aborted' };
const failed = (failure: ModelFailure): ModelEvent => ({ type: 'end', reason: 'failed', failure });
const isFailure = (outcome: StreamDecoder['outcome']): outcome is ModelFailure =>
  outcome !== null && outcome !== 'finished';

function remaining({ decoder, clock, timeouts }: VendorStream, startedAt: number): number {
  const elapsed = clock.now() - startedAt;
  if (decoder.outcome !== null) return tailMs;
  const step = decoder.begun ? timeouts.idle : timeouts.firstToken - elapsed;
  return Math.max(0, Math.min(step, timeouts.total - elapsed));
}

type Settled<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'thrown'; readonly thrown: unknown }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'timed-out' };

function conclude(step: Settled<unknown>, decoder: StreamDecoder, signal: AbortSignal): ModelEvent {
  if (step.kind === 'aborted' || signal.aborted) return aborted;
  if (decoder.outcome === 'finished') return { type: 'end', reason: 'finished' };
  if (step.kind === 'thrown') return failed(toModelFailure(step.thrown));
  const message = step.kind === 'timed-out' ? 'the model took too long' : 'the stream ended before the answer did';
  return failed({ kind: 'unreachable', message, status: null });
}

/** Waits for work, but no longer than `ms` and not past the abort; the work's own late failure is swallowed. */
function settle<T>(work: () => Promise<T>, ms: number, clock: Clock, signal: AbortSignal): Promise<Settled<T>> {
  if (ms <= 0) return Promise.resolve({ kind: 'timed-out' });
  return new Promise((resolve) => {
    const done = (settled: Settled<T>): void => {
      cancel();
      signal.removeEventListener('abort', onAbort);
      resolve(settled);
    };
    const onAbort = (): void => done({ kind: 'aborted' });
    const cancel = clock.after(ms, () => done({ kind: 'timed-out' }));
    signal.addEventListener('abort', onAbort);
    attempt(work).then(
      (value) => done({ kind: 'value', value }),
      (thrown: unknown) => done({ kind: 'thrown', thrown }),
    );
  });
}

/** A synchronous throw becomes a rejection. */
async function attempt<T>(work: () => Promise<T>): Promise<T> {
  return await work();
}
