import type { Callback } from '../domain/callback.ts';
import type { OutboxMessage } from '../domain/message.ts';
import { newsOf } from '../domain/message-keys.ts';
import type { Store } from '../ports/store.ts';

/** The callback a message is about; null for any other message. */
export async function callbackOfNews(
  store: Pick<Store, 'findCallback'>,
  message: Pick<OutboxMessage, 'tool' | 'toolCallId'>,
): Promise<Callback | null> {
  const news = newsOf(message);
  return news === null ? null : store.findCallback(news.callbackId);
}

/** The callback was moved, cancelled or taken up again after this was written: it would be wrong now. */
export async function isOutdatedNews(
  store: Pick<Store, 'findCallback'>,
  message: Pick<OutboxMessage, 'tool' | 'toolCallId'>,
): Promise<boolean> {
  const callback = await callbackOfNews(store, message);
  return callback !== null && callback.sequence !== newsOf(message)?.sequence;
}
