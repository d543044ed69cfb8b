import type { Medium, MessageContent, OutboxMessage } from '../domain/message.ts';
import { capsOf } from '../domain/plan.ts';
import { failed, refused, type ToolResult } from '../domain/tool-result.ts';
import { capReached, couldNotSend, isOnItsWay, optedOut, wasSent } from '../domain/tool-words.ts';
import type { MessageCaps, ReservedMessage } from '../ports.ts';
import { alternatives } from './alternatives.ts';
import type { Destination } from './destination.ts';
import type { ToolContext, ToolOutcome, ToolRun } from './tool.ts';

/** A message ready to go: destination parsed, content guarded. */
export interface MessageRequest {
  readonly tool: string;
  readonly content: MessageContent;
  readonly destination: Destination;
  /** As the bot calls it: "the message", "the link to the booking page". */
  readonly what: string;
}

const perCall: Readonly<Record<Medium, number>> = { sms: 3, email: 2 };

/**
 * The one way out of the house: consent → caps and outbox row in one transaction → one attempt now. A job stands behind
 * it. Once the row is written nothing stops it: not the caller cutting in, not a crash.
 */
export async function sendMessage(context: ToolContext, run: ToolRun, request: MessageRequest): Promise<ToolOutcome> {
  const { content, destination } = request;
  const consent = context.consent.require(content.medium, destination.value, run.turn);
  if (consent !== 'confirmed') return { result: { status: 'needs_confirmation', say: destination.readBack } };
  if (run.signal.aborted) return { result: failed('interrupted', 'I have not sent it yet. Shall I?') };
  const reserved = await reserve(context, run, request);
  if (reserved === null)
    return {
      result: failed(
        'store_unavailable',
        `I'm sorry, I can't send anything at the moment.${alternatives(context, content.medium)}`,
      ),
    };
  if (reserved.outcome === 'refused') return { result: refusal(context, content.medium, reserved.code) };
  const { message } = reserved;
  const delivered = reserved.outcome === 'reserved' ? await context.deliver(message.id) : message;
  return { result: toResult(context, request, delivered ?? message) };
}

async function reserve(
  context: ToolContext,
  run: ToolRun,
  { tool, content }: MessageRequest,
): Promise<ReservedMessage | null> {
  const { call, clock, ids, store, log, inForce } = context;
  const now = clock.now();
  const row = {
    id: ids.next('msg'),
    siteId: call.siteId,
    lineId: call.lineId,
    callId: call.id,
    toolCallId: run.toolCallId,
    tool,
    content,
    createdAt: now,
  };
  try {
    return await store.reserveMessage(row, capsFor(inForce.site, content.medium));
  } catch (error) {
    log.error('a message could not be reserved', { tool, error });
    return null;
  }
}

function capsFor(site: ToolContext['inForce']['site'], medium: Medium): MessageCaps {
  const hourly = capsOf(site);
  const { sms_per_destination_per_day: sms, email_per_destination_per_day: email } = site.limits;
  return {
    perCall: perCall[medium],
    perSiteHour: medium === 'sms' ? hourly.smsPerHour : hourly.emailPerHour,
    perDestinationDay: (medium === 'sms' ? sms : email) ?? null,
  };
}

function refusal(
  context: ToolContext,
  medium: Medium,
  code: 'cap_conversation' | 'cap_site_hour' | 'opted_out',
): ToolResult {
  const instead = alternatives(context, medium);
  if (code === 'opted_out') return refused(code, optedOut(instead));
  return refused(code, capReached(medium, code === 'cap_conversation' ? 'conversation' : 'hour', instead));
}

function toResult(context: ToolContext, { content, what }: MessageRequest, message: OutboxMessage): ToolResult {
  const { medium, to } = content;
  switch (message.status) {
    case 'sent':
    case 'delivered':
      return { status: 'sent', say: wasSent(medium, what, to) };
    case 'failed':
    case 'undelivered':
      return message.errorCode === '21610'
        ? refusal(context, medium, 'opted_out')
        : failure(context, medium, message.errorCode);
    default:
      return { status: 'queued', say: isOnItsWay(medium, what) };
  }
}

function failure(context: ToolContext, medium: Medium, errorCode: string | null): ToolResult {
  const known = errorCode === 'not_configured' || errorCode === 'vendor_unreachable' ? errorCode : 'vendor_refused';
  return failed(known, couldNotSend(medium, alternatives(context, medium)));
}
