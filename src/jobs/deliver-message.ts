import type { Outcome } from '../domain/errors.ts';
import type { OutboxMessage } from '../domain/message.ts';
import type {
  Carrier,
  Clock,
  Deliver,
  DeliveryReport,
  Log,
  Mailer,
  Metrics,
  SentMessage,
  Store,
  VendorFailure,
} from '../ports.ts';

export interface DeliverDependencies {
  readonly store: Store;
  readonly carrier: Carrier;
  readonly mailer: Mailer;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Where the carrier reports on texts; null: nowhere. */
  readonly statusCallbackUrl: () => string | null;
}

/** How long one attempt may take before another process may look after the message. */
const leaseMs = 20_000;
const maximumAttempts = 6;
const backoffMs = 5000;
const longestBackoffMs = 300_000;
/** Before an unknown outcome is looked up: the vendor's list needs a moment. */
const lookUpAfterMs = 5000;

/**
 * One delivery attempt: claim, send, report. A message whose earlier attempt may have gone through is looked up first
 * and never sent again blindly; an e-mail cannot be looked up, so its unknown outcome stays.
 */
export function createDeliver(dependencies: DeliverDependencies): Deliver {
  return async (messageId) => {
    const { store, clock, log } = dependencies;
    try {
      const message = await store.claimMessage(messageId, clock.now(), leaseMs);
      if (message === null) return await store.findMessage(messageId);
      const report = await attempt(dependencies, message);
      dependencies.metrics.count('attendant_deliveries_total', {
        medium: message.content.medium,
        status: report.status,
      });
      return (
        (await store.reportDelivery(messageId, message.attempts, report, clock.now())) ??
        (await store.findMessage(messageId))
      );
    } catch (error) {
      log.error('a delivery could not be carried out', { messageId, error });
      return null;
    }
  };
}

async function attempt(dependencies: DeliverDependencies, message: OutboxMessage): Promise<DeliveryReport> {
  const doubtful = message.status === 'unknown' || message.status === 'sending';
  const { content } = message;
  if (content.medium === 'email') {
    if (doubtful)
      return {
        status: 'failed',
        errorCode: 'outcome_unknown',
        errorMessage: 'It may have been sent; it is not sent twice.',
        optOut: false,
      };
    return toReport(dependencies, message, await dependencies.mailer.send(content, message.id));
  }
  if (doubtful) {
    const found = await dependencies.carrier.findSms(content, message.createdAt);
    if (!found.ok) return { status: 'unknown', at: dependencies.clock.now() + backoff(message.attempts) };
    if (found.value !== null) return { status: 'sent', vendorId: found.value.vendorId };
  }
  return toReport(dependencies, message, await dependencies.carrier.sendSms(content, dependencies.statusCallbackUrl()));
}

function toReport(
  { clock, log }: DeliverDependencies,
  message: OutboxMessage,
  outcome: Outcome<SentMessage, VendorFailure>,
): DeliveryReport {
  if (outcome.ok) return { status: 'sent', vendorId: outcome.value.vendorId };
  const { failure } = outcome;
  log.warn('a message was not delivered', {
    messageId: message.id,
    medium: message.content.medium,
    code: failure.code,
    reached: failure.reached,
    reason: failure.message,
  });
  const errorCode = failure.code ?? (failure.reached ? 'vendor_refused' : 'vendor_unreachable');
  if (!failure.certain) return { status: 'unknown', at: clock.now() + lookUpAfterMs };
  if (failure.retryable && message.attempts < maximumAttempts) {
    return { status: 'retry', errorCode, at: clock.now() + (failure.retryAfterMs ?? backoff(message.attempts)) };
  }
  return { status: 'failed', errorCode, errorMessage: failure.message, optOut: failure.code === '21610' };
}

const backoff = (attempts: number): number => Math.min(longestBackoffMs, backoffMs * 2 ** (attempts - 1));
