import type { Callback, CallbackNews } from '../domain/callback.ts';
import type { OutboxMessage } from '../domain/message.ts';
import type { Store } from '../ports/store.ts';

/** Stands as the tool of all news of callbacks: no tool of the model sends them. */
export const CALLBACK_NEWS = 'callback';

/** One message for each, ever: whoever tells it again finds it written. */
export function newsKey({ id, sequence }: Pick<Callback, 'id' | 'sequence'>, news: CallbackNews): string {
  const kind = news.kind === 'reminder' ? `reminder:${news.minutesBefore}` : news.kind;
  return `callback:${id}:${kind}:${sequence}`;
}

const keyPattern = /^callback:([^:]+):.*:(\d+)(?:~other)?$/;

/** The callback a message is about; null for any other message. */
export async function callbackOfNews(
  store: Pick<Store, 'findCallback'>,
  { tool, toolCallId }: Pick<OutboxMessage, 'tool' | 'toolCallId'>,
): Promise<Callback | null> {
  const id = tool === CALLBACK_NEWS ? keyPattern.exec(toolCallId)?.[1] : undefined;
  return id === undefined ? null : store.findCallback(id);
}

/** The callback was moved, cancelled or taken up again after this was written: it would be wrong now. */
export async function isOutdatedNews(
  store: Pick<Store, 'findCallback'>,
  message: Pick<OutboxMessage, 'tool' | 'toolCallId'>,
): Promise<boolean> {
  const callback = await callbackOfNews(store, message);
  return callback !== null && callback.sequence !== Number(keyPattern.exec(message.toolCallId)?.[2]);
}
