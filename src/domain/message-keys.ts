import type { Callback, CallbackNews } from './callback.ts';
import type { OutboxMessage } from './message.ts';

/*
 * A message has one row per call and tool call. What no tool call of the model asked for has a key of its own in that
 * place, so that it is one message however often it is tried: news of a callback, what goes by the other medium after a
 * failure, what an operator sends again.
 */

type Keyed = Pick<OutboxMessage, 'toolCallId'>;

/** Stands as the tool of all news of callbacks: no tool of the model sends them. */
export const CALLBACK_NEWS = 'callback';
const otherMark = '~other';
const resendPattern = /~again(\d{1,3})$/;
const newsPattern = /^callback:([^:]+):(.*):(\d+)(?:~other)?(?:~again\d{1,3})?$/;

/** One message for each, ever: whoever tells it again finds it written. */
export function newsKey({ id, sequence }: Pick<Callback, 'id' | 'sequence'>, news: CallbackNews): string {
  const kind = news.kind === 'reminder' ? `reminder:${news.minutesBefore}` : news.kind;
  return `callback:${id}:${kind}:${sequence}`;
}

/** Which callback a message is about and which version of its booking; null for any other message. */
export function newsOf({ tool, toolCallId }: Pick<OutboxMessage, 'tool' | 'toolCallId'>) {
  const [, callbackId, kind, sequence] = (tool === CALLBACK_NEWS ? newsPattern.exec(toolCallId) : null) ?? [];
  if (callbackId === undefined || kind === undefined) return null;
  return { callbackId, kind, sequence: Number(sequence) };
}

/** One message by another medium for one that failed, and none for that one. */
export const otherMediumKey = ({ toolCallId }: Keyed): string => `${toolCallId}${otherMark}`;
export const isByOtherMedium = ({ toolCallId }: Keyed): boolean =>
  toolCallId.replace(resendPattern, '').endsWith(otherMark);

/** Sent again by an operator: the same key for everybody who asks for it, the next one for what failed once more. */
export const resendKey = (message: Keyed): string => `${firstKey(message)}~again${timesResent(message) + 1}`;
export const isResend = (message: Keyed): boolean => timesResent(message) > 0;
export const timesResent = ({ toolCallId }: Keyed): number => Number(resendPattern.exec(toolCallId)?.[1] ?? 0);
/** Of the message that was sent first. */
export const firstKey = ({ toolCallId }: Keyed): string => toolCallId.replace(resendPattern, '');
