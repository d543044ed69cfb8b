import { z } from 'zod';
import type { CallEvent } from '../../domain/event.ts';

/** What lives in tables of its own: a page that shows it asks again when it hears that it changed. */
export const feedTopics = ['callbacks', 'messages', 'lines', 'contacts'] as const;
export type FeedTopic = (typeof feedTopics)[number];

const isEvent = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  typeof value.type === 'string' &&
  'at' in value &&
  typeof value.at === 'number';

/** `event: call` on `GET /api/stream`: one event of a call, its texts masked. The stream's id is the one in it. */
export const FeedCall = z.object({
  /** The position in the log of all calls. */
  id: z.number(),
  callId: z.string(),
  /** The position in the call, from 1. */
  seq: z.number(),
  siteId: z.string(),
  lineId: z.string(),
  event: z.custom<CallEvent>(isEvent),
});
export type FeedCall = z.infer<typeof FeedCall>;

/**
 * `event: hello`, the first on every connection: what comes after `position` follows. What lives elsewhere may have
 * changed meanwhile.
 */
export const FeedHello = z.object({ position: z.number() });
/** `event: changed`. */
export const FeedChanged = z.object({ topic: z.enum(feedTopics) });

/**
 * What a page is told. `reset`: it was away too long (or the server has another database), and whatever it shows is to
 * be asked for anew; the stream goes on from `position`.
 */
export type FeedMessage =
  | { readonly type: 'hello'; readonly position: number }
  | { readonly type: 'reset'; readonly position: number }
  | { readonly type: 'changed'; readonly topic: FeedTopic }
  | ({ readonly type: 'call' } & FeedCall);
