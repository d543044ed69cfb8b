import {
  type Audience,
  CARRIER_OPT_OUT,
  type Medium,
  type MessageContent,
  type OutboxMessage,
} from '../domain/message.ts';
import { failed, refused, type ToolResult } from '../domain/tool-result.ts';
import { capReached, couldNotSend, isOnItsWay, optedOut, wasSent } from '../domain/tool-words.ts';
import type { CapCode } from '../ports/store.ts';
import { alternatives } from './alternatives.ts';
import type { Destination } from './destination.ts';
import { reserve } from './reserve.ts';
import type { ToolContext, ToolOutcome, ToolRun } from './tool.ts';

/** A message ready to go: destinations parsed, content guarded. */
export interface MessageRequest {
  readonly tool: string;
  readonly content: MessageContent;
  readonly audience: Audience;
  /** Whom it goes to and who has to agree: nobody for what goes to the business's own people. */
  readonly destinations: readonly Destination[];
  /** As the bot calls it: "the message", "the link to the booking page". */
  readonly what: string;
  /** The conversation goes on meanwhile. */
  readonly behind?: boolean;
  /** What is returned when it was sent, instead of our own words. */
  readonly onSuccess?: string | undefined;
}

/**
 * The one way out of the house: consent → caps and outbox row in one transaction → one attempt now. A job stands behind
 * it. Once the row is written nothing stops it: not the caller cutting in, not a crash.
 */
export async function sendMessage(context: ToolContext, run: ToolRun, request: MessageRequest): Promise<ToolOutcome> {
  const { content } = request;
  const objection = objectionTo(context, run, request);
  if (objection !== null) return { result: objection };
  if (run.signal.aborted) return { result: failed('interrupted', 'I have not sent it yet. Shall I?') };
  const reserved = await reserve(context, run, { tool: request.tool, audience: request.audience, content });
  if (reserved === null) return { result: storeAway(context, content.medium) };
  if (reserved.outcome === 'refused') return { result: refusal(context, content.medium, reserved.code) };
  const { message } = reserved;
  if (reserved.outcome === 'duplicate') return { result: toResult(context, request, message) };
  return { result: await delivered(context, request, message) };
}

/** Whoever has not agreed, or wants nothing any more. */
function objectionTo(context: ToolContext, run: ToolRun, { content, destinations }: MessageRequest): ToolResult | null {
  for (const { value, readBack } of destinations) {
    const state = context.consent.require(content.medium, value, run.turn);
    if (state === 'opted_out') return refusal(context, content.medium, 'opted_out');
    if (state !== 'confirmed') return { status: 'needs_confirmation', say: readBack };
  }
  return null;
}

async function delivered(context: ToolContext, request: MessageRequest, message: OutboxMessage): Promise<ToolResult> {
  if (request.behind !== true) {
    return toResult(context, request, (await context.deliver(message.id)) ?? message);
  }
  void context.deliver(message.id, true);
  return { status: 'queued', say: request.onSuccess ?? isOnItsWay(request.content.medium, request.what) };
}

const storeAway = (context: ToolContext, medium: Medium): ToolResult =>
  failed('store_unavailable', `I'm sorry, I can't send anything at the moment.${alternatives(context, medium)}`);

function refusal(context: ToolContext, medium: Medium, code: CapCode | 'opted_out'): ToolResult {
  const instead = alternatives(context, medium);
  if (code === 'opted_out') return refused(code, optedOut(medium, instead));
  return refused(code, capReached(medium, code, instead));
}

function toResult(context: ToolContext, request: MessageRequest, message: OutboxMessage): ToolResult {
  const { content, what, onSuccess } = request;
  const { medium, to } = content;
  switch (message.status) {
    case 'sent':
    case 'delivered':
      return { status: 'sent', say: onSuccess ?? wasSent(medium, what, to) };
    case 'failed':
    case 'undelivered':
      return message.errorCode === CARRIER_OPT_OUT
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
