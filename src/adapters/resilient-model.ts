import type { Clock, Log, Metrics, Model, ModelEvent, ModelFailure, ModelRequest } from '../ports.ts';
import { type AttemptResult, attemptModel, emptyAnswer } from './model-attempt.ts';
import { ModelBreaker } from './model-breaker.ts';

export interface ResilientModelOptions {
  readonly primary: Model;
  readonly fallback: Model | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Absent: one of its own. */
  readonly breaker?: ModelBreaker;
}

/** Milliseconds without a first token after which the caller is owed an apology instead. */
const budgetMs = 4500;
/** How long the first model may be silent while there is another one to ask. */
const patienceMs = 2500;
/** An attempt with less time than this is not worth making. */
const worthwhileMs = 500;
const backoffMs = 200;
const longestBackoffMs = 1000;

interface Candidate {
  readonly role: 'primary' | 'fallback';
  readonly model: Model;
  readonly request: ModelRequest;
}

/**
 * One retry, then the fallback, then a failed `end`; all of it before the first token and within the budget. Once
 * something was yielded nothing is repeated. A model that keeps failing is left alone while there is another.
 */
export function createResilientModel(options: ResilientModelOptions): Model {
  const breaker = options.breaker ?? new ModelBreaker(options.clock);
  return {
    stream: (request, signal) => new ResilientRun(options, breaker, signal).events(request),
    async warm(request) {
      await Promise.allSettled([options.primary.warm(request), options.fallback?.warm(fallbackRequest(request))]);
    },
  };
}

/** The request's `model` names the primary's; the fallback has its own name, or the line's. */
function fallbackRequest({ model: _primary, ...request }: ModelRequest): ModelRequest {
  return request.fallbackModel === undefined ? request : { ...request, model: request.fallbackModel };
}

function candidatesFor({ primary, fallback }: ResilientModelOptions, request: ModelRequest): Candidate[] {
  const first: Candidate = { role: 'primary', model: primary, request };
  if (fallback === null && request.fallbackModel === undefined) return [first];
  return [first, { role: 'fallback', model: fallback ?? primary, request: fallbackRequest(request) }];
}

const breakerKey = (candidate: Candidate): string => `${candidate.role}:${candidate.request.model ?? ''}`;

class ResilientRun {
  readonly #options: ResilientModelOptions;
  readonly #breaker: ModelBreaker;
  readonly #signal: AbortSignal;
  readonly #deadline: number;
  #retried = false;

  constructor(options: ResilientModelOptions, breaker: ModelBreaker, signal: AbortSignal) {
    this.#options = options;
    this.#breaker = breaker;
    this.#signal = signal;
    this.#deadline = options.clock.now() + budgetMs;
  }

  async *events(request: ModelRequest): AsyncGenerator<ModelEvent> {
    const queue = this.#healthy(candidatesFor(this.#options, request));
    for (;;) {
      const [candidate, next] = queue;
      if (candidate === undefined || this.#signal.aborted) return yield { type: 'end', reason: 'aborted' };
      const result = yield* this.#attempt(candidate, next === undefined);
      if (result.aborted || result.began || result.failure === null) return yield endOf(result);
      if (await this.#mayRetry(result.failure, next === undefined)) continue;
      queue.shift();
      const isOver = next === undefined || this.#remaining() < worthwhileMs;
      if (isOver && !this.#signal.aborted) return yield endOf(result);
    }
  }

  /** Leaves out what has been failing; when that would leave nothing, the usual order stands. */
  #healthy(candidates: Candidate[]): Candidate[] {
    const healthy = candidates.filter((candidate) => !this.#breaker.isOpen(breakerKey(candidate)));
    return healthy.length === 0 ? candidates : healthy;
  }

  #remaining(): number {
    return this.#deadline - this.#options.clock.now();
  }

  async *#attempt(candidate: Candidate, isLast: boolean): AsyncGenerator<ModelEvent, AttemptResult> {
    const { role, model, request } = candidate;
    const allowedMs = isLast ? this.#remaining() : Math.min(patienceMs, this.#remaining());
    const result = yield* attemptModel({ model, request, clock: this.#options.clock, allowedMs }, this.#signal);
    if (result.firstTokenMs !== null) {
      const seconds = result.firstTokenMs / 1000;
      this.#options.metrics.observe('attendant_model_first_token_seconds', seconds, { candidate: role });
    }
    if (!result.aborted) this.#record(candidate, result.failure);
    return result;
  }

  #record(candidate: Candidate, failure: ModelFailure | null): void {
    const { metrics, log } = this.#options;
    metrics.count('attendant_model_attempts_total', { candidate: candidate.role, outcome: failure?.kind ?? 'ok' });
    if (failure === null) {
      this.#breaker.succeeded(breakerKey(candidate));
      return;
    }
    log.warn('a model attempt failed', { candidate: candidate.role, kind: failure.kind, status: failure.status });
    if (blamesModel(failure)) this.#breaker.failed(breakerKey(candidate));
  }

  /** Waits out the backoff and says whether to try the same model once more; an alternative keeps its time. */
  async #mayRetry(failure: ModelFailure, isLast: boolean): Promise<boolean> {
    const wait = Math.max(backoffMs, failure.retryAfterMs ?? 0);
    const needed = wait + worthwhileMs + (isLast ? 0 : patienceMs);
    if (this.#retried || !isPassing(failure) || wait > longestBackoffMs || this.#remaining() < needed) return false;
    this.#retried = true;
    await pause(this.#options.clock, wait, this.#signal);
    return !this.#signal.aborted;
  }
}

function endOf({ aborted, failure }: AttemptResult): ModelEvent {
  if (aborted) return { type: 'end', reason: 'aborted' };
  return failure === null ? { type: 'end', reason: 'finished' } : { type: 'end', reason: 'failed', failure };
}

/** May be gone a moment later. */
const isPassing = (failure: ModelFailure): boolean =>
  failure.kind === 'rate-limited' || failure.kind === 'unreachable' || failure.message === emptyAnswer;

/** What is wrong with one request must not take the model away from the other calls. */
const blamesModel = (failure: ModelFailure): boolean =>
  failure.kind !== 'incomplete' && ![400, 413, 422].includes(failure.status ?? 0);

function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.after(ms, done);
    signal.addEventListener('abort', done);
  });
}
