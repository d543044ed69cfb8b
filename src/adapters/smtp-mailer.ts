import { fail, type Outcome, succeed } from '../domain/errors.ts';
import type { SmtpServer } from '../domain/smtp-server.ts';
import type { Log, Mailer, SentMessage, VendorFailure } from '../ports.ts';
import { refuseToSend, toFailure } from './smtp-failure.ts';
import { type ReadAttachment, toMail } from './smtp-mail.ts';
import { createSmtpPools, type SentInfo } from './smtp-pools.ts';

export interface SmtpMailerOptions {
  /** The mail server of a site's preset; null: the site has no such preset, or the preset no server. */
  readonly server: (siteId: string, preset: string) => SmtpServer | null;
  readonly readAttachment: ReadAttachment;
  readonly log: Log;
}

/** The whole attempt; below the lease of a delivery, so that no other process takes the message over meanwhile. */
const longestSendMs = 15_000;

const notConfigured = refuseToSend('not_configured', 'no mail server is configured for this preset');

/** SMTP through nodemailer, one pool for each server. An explicit envelope, nothing read from files or URLs by it. */
export function createSmtpMailer({ server: serverOf, readAttachment, log }: SmtpMailerOptions): Mailer {
  const pools = createSmtpPools();
  return {
    async send(email, messageId, siteId) {
      const server = serverOf(siteId, email.preset);
      if (server === null) return fail(notConfigured);
      const id = `<${messageId}@${email.from.address.split('@')[1] ?? 'localhost'}>`;
      const mail = await toMail(email, id, readAttachment).catch((error: unknown) => fail(toFailure(error, false)));
      if (!mail.ok) return mail;
      const attempt = await pools.send(server, { ...mail.value, signal: AbortSignal.timeout(longestSendMs) });
      return attempt.sent ? settle(attempt.info, id, messageId, log) : fail(toFailure(attempt.error, attempt.begun));
    },
    async close() {
      pools.close();
    },
  };
}

/**
 * The server has the e-mail for at least one recipient. It counts for the first one; were it repeated when that one was
 * refused, even for a while, the others would have it twice.
 */
function settle(info: SentInfo, id: string, messageId: string, log: Log): Outcome<SentMessage, VendorFailure> {
  const [first] = info.envelope.to;
  const refusals = info.rejectedErrors ?? [];
  for (const { recipient, responseCode } of refusals)
    if (recipient !== first)
      log.warn('a further recipient of an e-mail was refused', { messageId, code: responseCode });
  const refusal = refusals.find(({ recipient }) => recipient === first);
  if (refusal !== undefined) return fail({ ...toFailure(refusal, false), retryable: false });
  return succeed({ vendorId: id, vendorStatus: 'accepted' });
}
