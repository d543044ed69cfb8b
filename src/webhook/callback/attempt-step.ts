import type { Request } from 'express';
import { z } from 'zod';
import type { Callback, CallbackAttempt, CallbackChange } from '../../domain/callback.ts';
import { whoseCall } from '../../domain/callback-attempts.ts';
import { type CallingLine, lineOfCallback } from '../../domain/callback-line.ts';
import { type CallbackStep, createCallbackUrl } from '../../domain/callback-urls.ts';
import { AttendantError } from '../../domain/errors.ts';
import type { CallbackForm } from '../form-fields.ts';
import type { WebhookPorts } from '../webhook-ports.ts';

/** A report or question about an attempt's call that is this attempt's. */
export interface AttemptStep {
  readonly ports: WebhookPorts;
  readonly callback: Callback;
  readonly attempt: CallbackAttempt;
  /** The attempt's own call, also where one of its legs is asked about. */
  readonly callSid: string;
  /** Null: the line does not call back any more. */
  readonly inForce: CallingLine | null;
  /** Whose leg is over, where the URL says so. */
  readonly target: string | null;
}

const Reference = z.object({
  callback: z.string().min(1).max(100),
  attempt: z.coerce.number().int().min(1).max(10_000),
  target: z.string().max(100).optional(),
});
const mostTries = 8;

/** Null: the callback is unknown, or the call is not this attempt's; a second call of it is hung up. */
export async function readStep(ports: WebhookPorts, form: CallbackForm, request: Request): Promise<AttemptStep | null> {
  const reference = Reference.safeParse(request.query);
  if (!reference.success) return null;
  const callback = await ports.store.findCallback(reference.data.callback);
  const attempt = callback?.attempts.find(({ number }) => number === reference.data.attempt);
  if (callback === null || attempt === undefined) return null;
  const callSid = form.ParentCallSid ?? form.CallSid;
  if (whoseCall(callback, attempt.number, callSid) !== 'stray')
    return {
      ports,
      callback,
      attempt,
      callSid,
      inForce: lineOfCallback(ports.siteBook, callback),
      target: reference.data.target ?? null,
    };
  ports.log.warn('a second call of an attempt is hung up', { callbackId: callback.id, attempt: attempt.number });
  void ports.placer?.endCall(callSid);
  return null;
}

/**
 * Changes the callback as it is by now; null: there was nothing to change, or the call is not the attempt's any more.
 * Whatever was changed meanwhile is read and judged again.
 */
export async function changeStep(
  step: AttemptStep,
  change: (callback: Callback) => CallbackChange | null,
): Promise<AttemptStep | null> {
  const { ports, attempt } = step;
  let { callback } = step;
  for (let tries = 0; tries < mostTries; tries++) {
    const wanted = change(callback);
    if (wanted === null) return null;
    const saved = await ports.store.saveCallback(wanted);
    if (saved.outcome === 'saved') return withCallback(step, saved.callback);
    if (saved.outcome !== 'stale') return null;
    const fresh = await ports.store.findCallback(callback.id);
    if (fresh === null) return null;
    callback = fresh;
  }
  throw new AttendantError('conflict', `callback ${callback.id}, attempt ${attempt.number} could not be changed`);
}

/** The step as it stands now. */
export async function refreshed(step: AttemptStep): Promise<AttemptStep> {
  const callback = await step.ports.store.findCallback(step.callback.id);
  return callback === null ? step : withCallback(step, callback);
}

const withCallback = (step: AttemptStep, callback: Callback): AttemptStep => ({
  ...step,
  callback,
  attempt: callback.attempts.find(({ number }) => number === step.attempt.number) ?? step.attempt,
});

/** Where the carrier asks or tells about this attempt next. */
export const urlOf = ({ ports, callback, attempt }: AttemptStep, step: CallbackStep): string =>
  createCallbackUrl(ports.publicUrl(), step, { callback: callback.id, attempt: attempt.number });

/** What the pure reports take. */
export const reportedBy = ({ attempt, callSid }: AttemptStep) => ({ number: attempt.number, callSid });
