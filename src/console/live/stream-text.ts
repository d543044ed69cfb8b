import type { LoggedEvent } from '../../ports/feed-store.ts';
import type { FeedCall, FeedTopic } from '../contract/feed.ts';
import { maskEvent } from '../mask-event.ts';
import type { Shown } from '../unmask.ts';

/** The pieces of a stream as they go over the wire (text/event-stream). */

/** How soon (ms) a browser tries again. */
const retryMs = 500;

/** The first of every connection. Its id makes the browser resume from here, also when nothing came meanwhile. */
export const helloText = (position: number): string => `retry: ${retryMs}\n${named('hello', { position }, position)}`;
export const resetText = (position: number): string => named('reset', { position }, position);
export const changedText = (topic: FeedTopic): string => named('changed', { topic });
/** A comment keeps proxies from hanging up; the event tells the page that the connection is alive. */
export const pingText = ': ping\nevent: ping\ndata: {}\n\n';

export function callText({ event, siteId, lineId }: LoggedEvent, shown: Shown): string {
  const { callId, seq, id, ...body } = event;
  const message: FeedCall = { id, callId, seq, siteId, lineId, event: maskEvent(body, shown) };
  return named('call', message, id);
}

const named = (event: string, data: unknown, id?: number): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
