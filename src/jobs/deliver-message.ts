import type { Outcome } from '../domain/errors.ts';
import type { SiteBook } from '../domain/line-in-force.ts';
import {
  CARRIER_OPT_OUT,
  type EmailContent,
  type OutboxContent,
  type OutboxMessage,
  OVERDUE,
  type SmsContent,
} from '../domain/message.ts';
import { OUTCOME_UNKNOWN } from '../domain/request-outcome.ts';
import type { HttpRequester } from '../ports/http-requester.ts';
import type { DeliveryReport, Store } from '../ports/store.ts';
import type { Carrier, Clock, Deliver, Log, Mailer, Metrics, SentMessage, VendorFailure } from '../ports.ts';
import { attemptRequest } from './attempt-request.ts';
import { isOutdatedNews } from './callback-message.ts';
import { backoff, maximumAttempts, parkedMs } from './delivery-policy.ts';
import { heldUntil } from './hold-back.ts';

export interface DeliverDependencies {
  readonly store: Store;
  readonly carrier: Carrier;
  readonly mailer: Mailer;
  readonly requester: HttpRequester;
  readonly siteBook: Pick<SiteBook, 'sites'>;
  /** What `${NAME}` in a request's headers stands for; null: not set. */
  readonly secret: (reference: string) => string | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Where the carrier reports on texts; null: nowhere. */
  readonly statusCallbackUrl: () => string | null;
  /** Told of a message nobody waited for, when it is over. Must not throw. */
  readonly onFinished: (message: OutboxMessage) => Promise<void>;
}

/** How long one attempt may take before another process may look after the message. */
const leaseMs = 20_000;
/** The same words may have gone to the same number in another call of this time. */
const twinsMs = 3_600_000;
const quietHours = 'quiet_hours';

/**
 * One delivery attempt: claim, send, report. A message whose earlier attempt may have gone through is looked up first
 * and never sent again blindly; an e-mail cannot be looked up, so its unknown outcome stays one. Gives the message as
 * it then stands; null when the store was away (the lease runs out and a job looks after it).
 */
export function createDeliver(dependencies: DeliverDependencies): Deliver {
  return async (messageId, behind = false) => {
    const { store, clock, log, onFinished } = dependencies;
    try {
      const message = await store.claimMessage(messageId, clock.now(), leaseMs);
      if (message === null) return await store.findMessage(messageId);
      const report = await attempt(dependencies, message, behind);
      count(dependencies, message, report);
      const reported = await store.reportDelivery(messageId, message.attempts, report, clock.now());
      if (behind && reported !== null && isFinished(report)) await onFinished(reported);
      return reported ?? (await store.findMessage(messageId));
    } catch (error) {
      log.error('a delivery could not be carried out', { messageId, error });
      return null;
    }
  };
}

const isFinished = ({ status }: DeliveryReport): boolean => status === 'sent' || status === 'failed';

async function attempt(
  dependencies: DeliverDependencies,
  message: OutboxMessage,
  behind: boolean,
): Promise<DeliveryReport> {
  const { content, status } = message;
  const doubtful = status === 'unknown' || status === 'sending';
  if (content.medium === 'http') return attemptRequest(dependencies, message, content, { doubtful, behind });
  if (content.medium === 'email') return attemptEmail(dependencies, message, content, { doubtful, behind });
  return doubtful ? settleSms(dependencies, message, content, behind) : sendSms(dependencies, message, content, behind);
}

/**
 * What speaks against sending a message now: that it makes no sense any more; when nobody waits for it also a wish spoken
 * since, or the hour at the recipient.
 */
async function objectionTo(
  dependencies: DeliverDependencies,
  message: OutboxMessage,
  behind: boolean,
): Promise<DeliveryReport | null> {
  const { content, siteId } = message;
  if (content.medium === 'http') return null;
  if (isPast(content, dependencies.clock.now())) return overdue;
  if (!behind) return null;
  if (await isOutdatedNews(dependencies.store, message)) return overdue;
  if (await dependencies.store.isOptedOut(siteId, content.medium, content.to)) {
    return { status: 'failed', errorCode: 'opted_out', errorMessage: 'opted out since', optOut: false };
  }
  const held = await heldUntil(dependencies, message);
  if (held === null) return null;
  return isPast(content, held) ? overdue : { status: 'retry', errorCode: quietHours, at: held };
}

const overdue: DeliveryReport = {
  status: 'failed',
  errorCode: OVERDUE,
  errorMessage: 'it would come too late',
  optOut: false,
};

const isPast = (content: OutboxContent, at: number): boolean =>
  content.medium !== 'http' && content.notAfter !== undefined && at >= content.notAfter;

async function attemptEmail(
  dependencies: DeliverDependencies,
  message: OutboxMessage,
  content: EmailContent,
  { doubtful, behind }: { readonly doubtful: boolean; readonly behind: boolean },
): Promise<DeliveryReport> {
  if (doubtful) return parked(message, dependencies.clock.now());
  const objection = await objectionTo(dependencies, message, behind);
  if (objection !== null) return objection;
  const report = toReport(dependencies, message, await dependencies.mailer.send(content, message.id, message.siteId));
  return report.status === 'unknown' ? parked(message, dependencies.clock.now()) : report;
}

async function sendSms(
  dependencies: DeliverDependencies,
  message: OutboxMessage,
  content: SmsContent,
  behind: boolean,
): Promise<DeliveryReport> {
  const objection = await objectionTo(dependencies, message, behind);
  if (objection !== null) return objection;
  const { carrier, statusCallbackUrl } = dependencies;
  return toReport(dependencies, message, await carrier.sendSms(content, statusCallbackUrl()));
}

/** The text may be with the carrier already: it is asked, and only what it does not have is sent again. */
async function settleSms(
  dependencies: DeliverDependencies,
  message: OutboxMessage,
  content: SmsContent,
  behind: boolean,
): Promise<DeliveryReport> {
  const theirs = await dependencies.store.vendorIdsTo(content.to, message.createdAt - twinsMs);
  const found = await dependencies.carrier.findSms(content, message.createdAt, theirs);
  if (found.ok && found.value !== null) return { status: 'sent', vendorId: found.value.vendorId };
  if (message.attempts > maximumAttempts) return parked(message, dependencies.clock.now());
  if (found.ok) return asDoubtful(await sendSms(dependencies, message, content, behind));
  logFailure(dependencies, message, found.failure);
  return { status: 'unknown', at: dependencies.clock.now() + backoff(message.attempts) };
}

/** What waits for the morning is looked up once more before it goes. */
const asDoubtful = (report: DeliveryReport): DeliveryReport =>
  report.status === 'retry' && report.errorCode === quietHours ? { status: 'unknown', at: report.at } : report;

/** It may have arrived, so it is not repeated and keeps its place in the caps for a day; then it counts as failed. */
function parked({ createdAt }: OutboxMessage, now: number): DeliveryReport {
  if (now < createdAt + parkedMs) return { status: 'unknown', at: createdAt + parkedMs };
  const errorMessage = 'The message may have been sent; it is not sent twice.';
  return { status: 'failed', errorCode: OUTCOME_UNKNOWN, errorMessage, optOut: false };
}

function toReport(
  dependencies: DeliverDependencies,
  message: OutboxMessage,
  outcome: Outcome<SentMessage, VendorFailure>,
): DeliveryReport {
  if (outcome.ok) return { status: 'sent', vendorId: outcome.value.vendorId };
  const { failure } = outcome;
  logFailure(dependencies, message, failure);
  const now = dependencies.clock.now();
  const { attempts } = message;
  if (!failure.certain) return { status: 'unknown', at: now + backoff(attempts) };
  const errorCode = failure.code ?? (failure.reached ? 'vendor_refused' : 'vendor_unreachable');
  if (failure.retryable && attempts < maximumAttempts) {
    return { status: 'retry', errorCode, at: now + Math.max(failure.retryAfterMs ?? 0, backoff(attempts)) };
  }
  return { status: 'failed', errorCode, errorMessage: failure.message, optOut: failure.code === CARRIER_OPT_OUT };
}

function logFailure({ log }: DeliverDependencies, message: OutboxMessage, failure: VendorFailure): void {
  const { code, reached, certain, message: reason } = failure;
  log.warn('a message was not delivered', {
    messageId: message.id,
    medium: message.content.medium,
    attempts: message.attempts,
    code,
    reached,
    certain,
    reason,
  });
}

function count(
  { metrics }: DeliverDependencies,
  { content: { medium } }: OutboxMessage,
  { status }: DeliveryReport,
): void {
  metrics.count('attendant_deliveries_total', { medium, status });
}
