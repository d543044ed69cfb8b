import type { Clock, Model, ModelEvent, ModelFailure, ModelRequest } from '../ports.ts';

/** What one attempt came to. `began`: its events were passed on, so it must not be repeated. */
export interface AttemptResult {
  readonly began: boolean;
  readonly aborted: boolean;
  readonly failure: ModelFailure | null;
  /** Null when none came. */
  readonly firstTokenMs: number | null;
}

export interface AttemptOptions {
  readonly model: Model;
  readonly request: ModelRequest;
  readonly clock: Clock;
  /** How long it may take to the first token. */
  readonly allowedMs: number;
}

export const emptyAnswer = 'the model answered nothing';
type EndEvent = Extract<ModelEvent, { type: 'end' }>;

/** Passes a model's events on from the first token; keeps `end` back, as the result. */
export async function* attemptModel(
  { model, request, clock, allowedMs }: AttemptOptions,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent, AttemptResult> {
  const startedAt = clock.now();
  const limit = new AbortController();
  const cancel = clock.after(Math.max(0, allowedMs), () => limit.abort());
  const held: ModelEvent[] = [];
  let firstTokenMs: number | null = null;
  try {
    for await (const event of model.stream(request, AbortSignal.any([signal, limit.signal]))) {
      if (event.type === 'end') return resultOf(event, signal, firstTokenMs);
      held.push(event);
      if (firstTokenMs === null && event.type === 'usage') continue;
      firstTokenMs ??= clock.now() - startedAt;
      cancel();
      yield* held.splice(0);
    }
    return resultOf(endless, signal, firstTokenMs);
  } finally {
    cancel();
    limit.abort();
  }
}

const endless: EndEvent = {
  type: 'end',
  reason: 'failed',
  failure: { kind: 'unreachable', message: 'the stream had no end', status: null },
};

function resultOf(end: EndEvent, signal: AbortSignal, firstTokenMs: number | null): AttemptResult {
  const began = firstTokenMs !== null;
  if (signal.aborted) return { began, aborted: true, failure: null, firstTokenMs };
  return { began, aborted: false, failure: failureOf(end, began), firstTokenMs };
}

/** An answer without a word or a call is no answer; an attempt we cut off took too long. */
function failureOf(end: EndEvent, began: boolean): ModelFailure | null {
  if (end.reason === 'failed') return end.failure;
  if (end.reason === 'aborted') return { kind: 'unreachable', message: 'the model took too long', status: null };
  return began ? null : { kind: 'incomplete', message: emptyAnswer, status: null };
}
