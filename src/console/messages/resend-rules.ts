import { confirmedDestinations } from '../../domain/confirmed-destinations.ts';
import type { CallEvent } from '../../domain/event.ts';
import { isNamedInSite } from '../../domain/fixed-recipients.ts';
import type { LineInForce } from '../../domain/line-in-force.ts';
import { currentLine } from '../../domain/line-in-force.ts';
import {
  CARRIER_OPT_OUT,
  type MessageContent,
  type OutboxContent,
  type OutboxMessage,
  OVERDUE,
  recipientsOf,
} from '../../domain/message.ts';
import { newsOf, otherMediumKey, resendKey, timesResent } from '../../domain/message-keys.ts';
import { checkTextable } from '../../domain/phone-number.ts';
import { OUTCOME_UNKNOWN } from '../../domain/request-outcome.ts';
import { ADDRESS_FORM } from '../../domain/tool-names.ts';
import type { StoredCall } from '../../ports/store.ts';
import type { DeskDependencies } from '../callbacks/desk-dependencies.ts';

/** The call a message belongs to, with all that happened and was sent in it. */
export interface Surroundings {
  readonly stored: StoredCall | null;
  readonly events: readonly CallEvent[];
  readonly others: readonly OutboxMessage[];
}

type Ports = Pick<DeskDependencies, 'store' | 'siteBook' | 'clock'>;

const dayMs = 86_400_000;
const longestDays = 7;
const mostTimes = 5;
/** It would come to the same again. */
const lasting: Readonly<Record<string, string>> = {
  '21211': 'The number is none. A new one has to come from the caller.',
  '21614': 'The number cannot receive texts.',
  '30004': 'The recipient or their carrier blocks our texts.',
  '30005': 'The number is not in use.',
  '30006': 'It is a landline: it cannot receive texts.',
  '30007':
    'The carrier filtered these words as unwanted; sent again they are filtered again, and it counts against the number.',
  '30450': 'Twilio holds texts to this number back as suspected fraud.',
  '30640': 'This number must not be texted.',
  '550': 'The mailbox does not exist. A new address has to come from the caller.',
  '551': 'The mailbox has moved away. A new address has to come from the caller.',
  bad_address: 'The address cannot be written to. A new one has to come from the caller.',
};
const optedOut = 'The recipient wants no messages from this business.';

/** What speaks against sending a message again, and what to do instead; null: nothing does, but for the caps. */
export async function whyNotAgain(ports: Ports, message: OutboxMessage, around: Surroundings): Promise<string | null> {
  const { content } = message;
  const now = ports.clock.now();
  if (content.medium === 'http')
    return 'A request may do something twice in the system it goes to. Repeat it there by hand.';
  return (
    byStatus(message) ??
    byAge(message, content, now) ??
    byCall(message, around) ??
    (await byRecipient(ports, message, content, around))
  );
}

function byStatus({ status, errorCode }: OutboxMessage): string | null {
  if (errorCode === OUTCOME_UNKNOWN || status === 'unknown')
    return 'It may have arrived, so it is not sent twice. Ask the recipient.';
  if (status === 'sent') return 'It was sent, and nothing says that it did not arrive.';
  if (status === 'delivered') return 'It was delivered.';
  if (status !== 'failed' && status !== 'undelivered') return 'It is still on its way: it is tried again by itself.';
  if (errorCode === OVERDUE) return 'It would have come too late, and would now all the more.';
  if (errorCode === CARRIER_OPT_OUT || errorCode === 'opted_out') return optedOut;
  const why = errorCode !== null && Object.hasOwn(lasting, errorCode) ? lasting[errorCode] : undefined;
  return why === undefined ? null : `It would fail again. ${why}`;
}

function byAge(message: OutboxMessage, content: MessageContent, now: number): string | null {
  if (content.notAfter !== undefined && now >= content.notAfter) return 'It would come too late to make sense.';
  if (message.tool === ADDRESS_FORM) return 'The form in it was of use in the call alone.';
  if (now - message.createdAt > longestDays * dayMs)
    return `It is more than ${longestDays} days old: nobody expects it any more. Call the recipient.`;
  return timesResent(message) >= mostTimes ? 'It has been sent again often enough. Call the recipient.' : null;
}

function byCall(message: OutboxMessage, { stored, others }: Surroundings): string | null {
  if (stored !== null && stored.endedAt === null)
    return 'The call goes on: the bot has told the caller and looks for another way. Wait until it is over.';
  const elsewhere = others.find(({ toolCallId }) => toolCallId === otherMediumKey(message));
  if (elsewhere !== undefined && elsewhere.status !== 'failed' && elsewhere.status !== 'undelivered')
    return `It went by ${elsewhere.content.medium === 'sms' ? 'text' : 'e-mail'} instead.`;
  const again = others.find(({ toolCallId }) => toolCallId === resendKey(message));
  return again === undefined ? null : 'It has been sent again already: look at that message.';
}

async function byRecipient(
  ports: Ports,
  message: OutboxMessage,
  content: MessageContent,
  { events }: Surroundings,
): Promise<string | null> {
  const inForce = currentLine(ports.siteBook, message);
  if (inForce === null) return 'The line it was sent by is gone.';
  const { site, line } = inForce;
  if (!site.features[content.medium])
    return `The site's ${content.medium} feature is off. Switch it on in its file first.`;
  if (content.medium === 'sms' && message.audience !== 'team')
    if (checkTextable(content.to, line.sms_countries ?? [site.country]) !== null)
      return 'The line may not text this number: its country is not among sms_countries.';
  const recipients = recipientsOf(content);
  const out = await Promise.all(recipients.map((to) => ports.store.isOptedOut(site.id, content.medium, to)));
  if (out.includes(true)) return optedOut;
  const news = newsOf(message);
  if (news !== null) return byCallback(ports, content, news);
  return recipients.every((to) => mayGoTo(inForce, message, content, events, to))
    ? null
    : 'Its recipient was not confirmed by the caller, or is not in the site file any more.';
}

/** Confirmed in the call, or fixed by the business. */
function mayGoTo(
  { site }: LineInForce,
  { audience }: OutboxMessage,
  { medium }: OutboxContent & MessageContent,
  events: readonly CallEvent[],
  to: string,
): boolean {
  if (isNamedInSite(site, to)) return true;
  return audience === 'caller' && confirmedDestinations(events, medium).includes(to);
}

/** News goes where the callback was agreed to be, and only while it is true. */
async function byCallback(
  { store }: Ports,
  { medium, to }: MessageContent,
  { callbackId, sequence }: { readonly callbackId: string; readonly sequence: number },
): Promise<string | null> {
  const callback = await store.findCallback(callbackId);
  if (callback === null) return 'The callback it tells of is gone.';
  if (callback.sequence !== sequence) return 'The callback was changed since: it would be wrong now.';
  const agreed = medium === 'sms' ? callback.phone : callback.email;
  return agreed === to ? null : 'The callback is agreed for another recipient.';
}
