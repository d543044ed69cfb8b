import type { VendorFailure } from '../ports.ts';
import { scrub } from './scrub.ts';

/** What may be in an error of nodemailer. */
interface SmtpError {
  readonly code?: unknown;
  readonly responseCode?: unknown;
  readonly message?: unknown;
  /** When every recipient was refused: each one's error, in the order they were asked. */
  readonly rejectedErrors?: readonly unknown[];
}

/** Nothing was sent and nothing will be: it is wrong on our side. */
export function refuseToSend(
  code: 'not_configured' | 'bad_address' | 'attachment_missing' | 'attachments_too_large',
  message: string,
): VendorFailure {
  return { reached: false, certain: true, retryable: false, code, message, retryAfterMs: null };
}

/**
 * A reply of the server is an answer, and that to the first recipient decides. Without one, only a message of which
 * nothing was sent is certainly not there.
 */
export function toFailure(error: unknown, begun: boolean): VendorFailure {
  const facts = ((error as SmtpError | null)?.rejectedErrors?.[0] ?? error) as SmtpError | null;
  const message = typeof facts?.message === 'string' ? scrub(facts.message.slice(0, 1000)).slice(0, 300) : 'no answer';
  if (typeof facts?.responseCode === 'number') {
    const retryable = facts.responseCode < 500;
    return { reached: true, certain: true, retryable, code: String(facts.responseCode), message, retryAfterMs: null };
  }
  const malformed = facts?.code === 'EENVELOPE' || facts?.code === 'EMESSAGE';
  return { reached: false, certain: !begun, retryable: !malformed, code: null, message, retryAfterMs: null };
}
