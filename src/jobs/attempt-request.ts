import type { HttpContent, OutboxMessage } from '../domain/message.ts';
import { NOT_MADE, OUTCOME_UNKNOWN } from '../domain/request-outcome.ts';
import { visibleAnswer } from '../domain/visible-answer.ts';
import type { HttpAnswer, HttpRequester } from '../ports/http-requester.ts';
import type { DeliveryReport } from '../ports/store.ts';
import type { Clock, Log, VendorFailure } from '../ports.ts';
import { backoff, backoffOfRepeats, maximumAttempts, maximumRepeats } from './delivery-policy.ts';
import { type FilledHeaders, fillSecrets, hideSecrets } from './header-secrets.ts';
import { SIGNATURE_HEADER, signBody } from './sign-body.ts';

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
const isRepeatable = ({ method, repeatable: promised }: HttpContent): boolean =>
  promised === true || repeatable.has(method);
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
  if (doubtful && !isRepeatable(content)) return failed(code, 'it may have been done');
  const filled = signedHeaders(dependencies, content);
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

/** With the signature of this moment; null when a secret is not set. */
function signedHeaders({ secret, clock }: RequestDependencies, content: HttpContent): FilledHeaders | null {
  const filled = fillSecrets(secret, content.headers);
  if (filled === null || content.signWith === undefined) return filled;
  const key = secret(content.signWith);
  if (key === null) return null;
  const signature = signBody(key, content.body ?? '', clock.now());
  return { headers: { ...filled.headers, [SIGNATURE_HEADER]: signature }, secrets: [...filled.secrets, key] };
}

function answered(
  { clock, log }: RequestDependencies,
  { id, attempts }: OutboxMessage,
  content: HttpContent,
  { status, body, contentType, truncated }: HttpAnswer,
): DeliveryReport {
  const passing = status >= 500 || status === 429;
  const again = content.behind && passing && isRepeatable(content) && attempts < mostAttempts(content);
  if (again) return { status: 'retry', errorCode: `http_${status}`, at: clock.now() + waitAfter(content, attempts) };
  if (content.repeatable === true && (status < 200 || status > 299))
    log.error('a request was refused and is given up', { messageId: id, attempts, status });
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
  const again = content.behind && retryable && (certain || isRepeatable(content));
  const errorCode = certain ? (code ?? 'vendor_unreachable') : OUTCOME_UNKNOWN;
  if (!again || attempts >= mostAttempts(content)) return failed(errorCode, reason);
  return { status: 'retry', errorCode, at: clock.now() + waitAfter(content, attempts) };
}

const mostAttempts = ({ repeatable: promised }: HttpContent): number =>
  promised === true ? maximumRepeats : maximumAttempts;

const waitAfter = ({ repeatable: promised }: HttpContent, attempts: number): number =>
  promised === true ? backoffOfRepeats(attempts) : backoff(attempts);

const failed = (errorCode: string, errorMessage: string): DeliveryReport => ({
  status: 'failed',
  errorCode,
  errorMessage,
  optOut: false,
});
