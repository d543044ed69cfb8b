import { deliveryNotice } from '../domain/delivery-notice.ts';
import type { CallEvent } from '../domain/event.ts';
import type { OutboxMessage } from '../domain/message.ts';

/** Whether a message failed in a call and its caller did not hear of it any more, as far as the call's events tell. */
export function isLeftUntold(message: OutboxMessage, events: readonly CallEvent[]): boolean {
  if (deliveryNotice(message, 0)?.urgent !== true || isToldByItsTool(message, events)) return false;
  return !events.some(
    (event) => event.type === 'noticed' && isOf(message, event.noticeId) && isHeard(event.at, events),
  );
}

/** A tool sends to several under its own id and a number behind it. */
function isToldByItsTool({ toolCallId }: OutboxMessage, events: readonly CallEvent[]): boolean {
  return events.some(
    (event) =>
      event.type === 'tool-returned' &&
      (toolCallId === event.toolCallId || toolCallId.startsWith(`${event.toolCallId}#`)) &&
      event.result.status !== 'sent' &&
      event.result.status !== 'queued',
  );
}

/** A notice that had to be put back has another id behind its own. */
const isOf = (message: OutboxMessage, noticeId: string): boolean =>
  noticeId.replace(/~+$/, '') === deliveryNotice(message, 0)?.id;

/** A turn that began after it, and so told it, was heard, at least in part. */
function isHeard(noticedAt: number, events: readonly CallEvent[]): boolean {
  const knowing = new Set(
    events.flatMap((event) =>
      event.type === 'turn-ended' && event.timing.promptAt >= noticedAt && event.outcome !== 'failed'
        ? [event.turn]
        : [],
    ),
  );
  return events.some((event) => event.type === 'bot-said' && knowing.has(event.turn) && event.heard.trim() !== '');
}
