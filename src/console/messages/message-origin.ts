import type { CallEvent } from '../../domain/event.ts';
import type { OutboxMessage } from '../../domain/message.ts';
import { firstKey, isByOtherMedium, isResend, newsOf, otherMediumKey } from '../../domain/message-keys.ts';
import type { MessageDetail } from '../contract/messages.ts';

type Origin = MessageDetail['origin'];
const nothing: Origin = { words: '', toolCallId: null, turn: null, callbackId: null, messageId: null };

const news: Readonly<Record<string, string>> = {
  booked: 'News of a callback: it is booked',
  moved: 'News of a callback: it has a new time',
  cancelled: 'News of a callback: it is cancelled',
  not_reached: 'News of a callback: the caller was not reached',
  apology: 'News of a callback: it did not come about',
};

/** Who or what asked for a message. `others`: all messages of its call; `events`: what happened in it. */
export function originOf(
  message: OutboxMessage,
  events: readonly CallEvent[],
  others: readonly OutboxMessage[],
): Origin {
  if (isResend(message)) return { ...again(message, others), words: 'Sent again by an operator' };
  if (isByOtherMedium(message)) return { ...instead(message, others), words: 'In place of a message that failed' };
  const told = newsOf(message);
  if (told !== null) {
    const words = news[told.kind] ?? 'News of a callback: a reminder';
    return { ...nothing, words, callbackId: told.callbackId };
  }
  if (message.audience === 'notes') return { ...nothing, words: 'The notes of the call' };
  return byTool(message, events);
}

const again = (message: OutboxMessage, others: readonly OutboxMessage[]): Origin => ({
  ...nothing,
  callbackId: newsOf(message)?.callbackId ?? null,
  messageId: others.find(({ toolCallId }) => toolCallId === firstKey(message))?.id ?? null,
});

const instead = (message: OutboxMessage, others: readonly OutboxMessage[]): Origin => ({
  ...nothing,
  callbackId: newsOf(message)?.callbackId ?? null,
  messageId: others.find((other) => otherMediumKey(other) === message.toolCallId)?.id ?? null,
});

/** A tool that sends to several numbers them behind the id of its call. */
function byTool({ toolCallId, tool }: OutboxMessage, events: readonly CallEvent[]): Origin {
  const called = events.find(
    (event) =>
      event.type === 'tool-called' &&
      (event.toolCallId === toolCallId || toolCallId.startsWith(`${event.toolCallId}#`)),
  );
  if (called?.type !== 'tool-called') return { ...nothing, words: `The bot, by ${tool}`, toolCallId };
  const words = `The bot, by ${called.name} in turn ${called.turn}`;
  return { ...nothing, words, toolCallId: called.toolCallId, turn: called.turn };
}
