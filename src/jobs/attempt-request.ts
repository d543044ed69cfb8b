import type { HttpContent, OutboxMessage } from '../domain/message.ts';
import { NOT_MADE, OUTCOME_UNKNOWN } from '../domain/request-outcome.ts';
import { visibleAnswer } from '../domain/visible-answer.ts';
import type { HttpAnswer, HttpRequester } from '../ports/http-requester.ts';
import type { DeliveryReport } from '../ports/store.ts';
import type { Clock, Log, VendorFailure } from '../ports.ts';
import { backoff, maximumAttempts } from './delivery-policy.ts';
import { fillSecrets, hideSecrets } from './header-secrets.ts';

export interface RequestDependencies {
  readonly requester: HttpRequester;
  readonly secret: (reference: string) => string | null;
  readonly clock: Clock;
  readonly log: Log;
}

interface Circumstances {
  /** An earlier attempt may have gone through. */
  readonly doubtful: boolean;
  /** No tool waits for this attempt. */
  readonly behind: boolean;
}

/** More than a result may be is not read. */
const readBytes = 1_000_000;
/** Asking again changes nothing more (RFC 9110, 9.2.2). */
const repeatable = new Set(['GET', 'PUT', 'DELETE']);
const emptyBody = /^\s*(?:null\s*)?$/;

/**
 * One request to the business's own system. Whatever is answered is kept; only a request nobody waits for is repeated,
 * and only when that cannot do something twice.
 */
export async function attemptRequest(
  dependencies: RequestDependencies,
  message: OutboxMessage,
  content: HttpContent,
  { doubtful, behind }: Circumstances,
): Promise<DeliveryReport> {
  // The caller was told that it did not work, or is gone: it must not happen behind their back.
  const code = doubtful ? OUTCOME_UNKNOWN : NOT_MADE;
  if (behind && !content.behind) return failed(code, 'nobody waits for the answer any more');
  if (doubtful && !repeatable.has(content.method)) return failed(code, 'it may have been done');
  const filled = fillSecrets(dependencies.secret, content.headers);
  if (filled === null) return failed('not_configured', 'a secret of its headers is not set');
  const headers = { ...filled.headers, 'idempotency-key': `${message.callId}:${message.toolCallId}` };
  const { method, url, body, allowedHosts, privateHosts, timeoutMs } = content;
  const request = { method, url, body, allowedHosts, privateHosts, timeoutMs, headers };
  const outcome = await dependencies.requester.request({ ...request, maximumBytes: readBytes });
  if (!outcome.ok) {
    // Not reached this time says nothing of the time before.
    const certain = outcome.failure.certain && !doubtful && message.errorCode !== OUTCOME_UNKNOWN;
    return unanswered(dependencies, message, content, { ...outcome.failure, certain });
  }
  const answer = { ...outcome.value, body: hideSecrets(outcome.value.body, filled.secrets) };
  return answered(dependencies, message, content, answer);
}

function answered(
  { clock }: RequestDependencies,
  { attempts }: OutboxMessage,
  content: HttpContent,
  { status, body, contentType, truncated }: HttpAnswer,
): DeliveryReport {
  const passing = status >= 500 || status === 429;
  const again = content.behind && passing && repeatable.has(content.method) && attempts < maximumAttempts;
  if (again) return { status: 'retry', errorCode: `http_${status}`, at: clock.now() + backoff(attempts) };
  const answer = visibleAnswer(body, contentType, content.resultPaths, content.resultLimitBytes);
  const unreadable = answer === null && (truncated || !emptyBody.test(body));
  return { status: 'sent', vendorId: null, result: { status, answer, ...(unreadable && { unreadable }) } };
}

function unanswered(
  { clock, log }: RequestDependencies,
  { id, attempts }: OutboxMessage,
  content: HttpContent,
  { certain, retryable, code, message: reason }: VendorFailure,
): DeliveryReport {
  log.warn('a request was not answered', { messageId: id, attempts, code, certain, reason });
  const again = content.behind && retryable && (certain || repeatable.has(content.method));
  const errorCode = certain ? (code ?? 'vendor_unreachable') : OUTCOME_UNKNOWN;
  if (!again || attempts >= maximumAttempts) return failed(errorCode, reason);
  return { status: 'retry', errorCode, at: clock.now() + backoff(attempts) };
}

const failed = (errorCode: string, errorMessage: string): DeliveryReport => ({
  status: 'failed',
  errorCode,
  errorMessage,
  optOut: false,
});
