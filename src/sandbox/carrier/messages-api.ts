import { type Clock, pause } from '../real-clock.ts';
import type { EventLog } from './event-log.ts';
import type { Faults } from './faults.ts';
import { type Route, type RouteRequest, sendJson } from './http-routes.ts';
import { requestWebhook, type WebhookSender } from './request-webhook.ts';
import { newSid } from './sid.ts';
import { type SenderRules, type TextMessage, type TextStatus, textError, textJson } from './text-message.ts';
import { sendTwilioError, twilioError } from './twilio-error.ts';

/** How the next accepted text ends, and in which manner its callbacks come. */
export interface Delivery {
  readonly status: 'delivered' | 'undelivered' | 'failed';
  readonly errorCode?: number;
  /** `doubled`: each callback twice. `reversed`: the last status first. `none`: no callbacks. */
  readonly callbacks?: 'in-order' | 'doubled' | 'reversed' | 'none';
}

export interface MessagesOptions {
  readonly accountSid: string;
  /** Of the messages' dates. */
  readonly clock: Clock;
  /** Of the waits between statuses. */
  readonly pace: Clock;
  readonly sender: WebhookSender;
  readonly rules: SenderRules;
  readonly faults: Faults;
  /** Every accepted text. */
  readonly texts: EventLog<TextMessage>;
  /** Asked once per accepted text. */
  readonly nextDelivery: () => Delivery;
}

const STEP_MS = 400;
const PAGE_SIZE = 50;

/** Twilio's Messages resource: create, fetch and list, with status callbacks. */
export function messagesRoutes(options: MessagesOptions): readonly Route[] {
  const collection = new RegExp(`^/2010-04-01/Accounts/${options.accountSid}/Messages\\.json$`);
  const one = new RegExp(`^/2010-04-01/Accounts/${options.accountSid}/Messages/(SM[0-9a-f]{32})\\.json$`);
  return [
    { method: 'POST', pattern: collection, handle: options.faults.around((request) => create(options, request)) },
    { method: 'GET', pattern: collection, handle: (request) => list(options, request) },
    { method: 'GET', pattern: one, handle: (request) => fetchOne(options, request) },
  ];
}

function create(options: MessagesOptions, { response, body }: RouteRequest): void {
  const form = new URLSearchParams(body);
  const error = textError(form, options.rules);
  if (error !== null) return sendTwilioError(response, error);
  const message = newMessage(options, form);
  options.texts.append(message);
  sendJson(response, 201, textJson(message));
  void deliver(options, message, options.nextDelivery(), form.get('StatusCallback'));
}

function newMessage(options: MessagesOptions, form: URLSearchParams): TextMessage {
  const now = options.clock.now();
  const service = form.get('MessagingServiceSid');
  return {
    sid: newSid('SM'),
    accountSid: options.accountSid,
    to: form.get('To') ?? '',
    from: form.get('From') ?? service ?? '',
    messagingServiceSid: service,
    body: form.get('Body') ?? '',
    direction: 'outbound-api',
    createdAt: now,
    status: 'queued',
    sentAt: null,
    updatedAt: now,
    errorCode: null,
  };
}

async function deliver(
  options: MessagesOptions,
  message: TextMessage,
  delivery: Delivery,
  callbackUrl: string | null,
): Promise<void> {
  const steps: TextStatus[] = delivery.status === 'failed' ? ['queued', 'failed'] : ['queued', 'sent', delivery.status];
  const manner = delivery.callbacks ?? 'in-order';
  if (manner === 'reversed') steps.reverse();
  for (const status of steps) {
    if ((await pause(options.pace, STEP_MS, options.sender.closing)) === 'aborted') return;
    if (manner !== 'reversed' || status === delivery.status) apply(options, message, status, delivery);
    if (callbackUrl === null || manner === 'none') continue;
    for (let time = 0; time < (manner === 'doubled' ? 2 : 1); time++)
      await callBack(options, message, status, callbackUrl);
  }
}

function apply(options: MessagesOptions, message: TextMessage, status: TextStatus, delivery: Delivery): void {
  message.status = status;
  message.updatedAt = options.clock.now();
  if (status === 'sent' || status === 'delivered') message.sentAt ??= message.updatedAt;
  if (status === 'failed' || status === 'undelivered') message.errorCode = delivery.errorCode ?? 30008;
}

async function callBack(
  options: MessagesOptions,
  message: TextMessage,
  status: TextStatus,
  url: string,
): Promise<void> {
  const failed = status === 'failed' || status === 'undelivered';
  const parameters = {
    AccountSid: message.accountSid,
    ApiVersion: '2010-04-01',
    MessageSid: message.sid,
    SmsSid: message.sid,
    MessageStatus: status,
    SmsStatus: status,
    To: message.to,
    From: message.from,
    ...(message.messagingServiceSid === null ? {} : { MessagingServiceSid: message.messagingServiceSid }),
    ...(failed && message.errorCode !== null ? { ErrorCode: String(message.errorCode) } : {}),
  };
  // Best effort, as at Twilio: what the server answers changes nothing.
  if (URL.canParse(url)) await requestWebhook(options.sender, { url, method: 'POST', parameters });
}

function list(options: MessagesOptions, { response, query }: RouteRequest): void {
  const size = Math.min(Number(query.get('PageSize') ?? PAGE_SIZE) || PAGE_SIZE, 1000);
  const page = Number(query.get('Page') ?? 0) || 0;
  const found = options.texts.events.filter((message) => matches(message, query)).toReversed();
  const uri = `/2010-04-01/Accounts/${options.accountSid}/Messages.json`;
  const more = found.length > (page + 1) * size;
  sendJson(response, 200, {
    messages: found.slice(page * size, (page + 1) * size).map(textJson),
    page,
    page_size: size,
    start: page * size,
    end: Math.min((page + 1) * size, found.length),
    uri: `${uri}?PageSize=${size}&Page=${page}`,
    first_page_uri: `${uri}?PageSize=${size}&Page=0`,
    previous_page_uri: page === 0 ? null : `${uri}?PageSize=${size}&Page=${page - 1}`,
    next_page_uri: more ? `${uri}?PageSize=${size}&Page=${page + 1}` : null,
  });
}

function matches(message: TextMessage, query: URLSearchParams): boolean {
  const at = message.sentAt ?? message.createdAt;
  const day = query.get('DateSent');
  const after = query.get('DateSent>');
  const before = query.get('DateSent<');
  return (
    (query.get('To') ?? message.to) === message.to &&
    (query.get('From') ?? message.from) === message.from &&
    (day === null || new Date(at).toISOString().slice(0, 10) === day.slice(0, 10)) &&
    (after === null || at >= Math.floor(Date.parse(after) / 1000) * 1000) &&
    (before === null || at <= Date.parse(before))
  );
}

function fetchOne(options: MessagesOptions, { response, path }: RouteRequest): void {
  const message = options.texts.events.find((one) => one.sid === path[0]);
  if (message === undefined) sendTwilioError(response, twilioError(20404));
  else sendJson(response, 200, textJson(message));
}
