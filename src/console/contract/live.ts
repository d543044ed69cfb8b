import { z } from 'zod';

/** What is going on in a call. `target`: a person, by their name in the site file. */
export const Doing = z.discriminatedUnion('kind', [
  /** Answered; the bot is not there yet. */
  z.object({ kind: z.literal('connecting') }),
  z.object({ kind: z.literal('greeting') }),
  z.object({ kind: z.literal('listening') }),
  z.object({ kind: z.literal('thinking') }),
  z.object({ kind: z.literal('tool'), name: z.string() }),
  z.object({ kind: z.literal('speaking') }),
  /** The bot has left the call to whoever is to be rung. */
  z.object({ kind: z.literal('handing-off') }),
  z.object({ kind: z.literal('ringing'), target: z.string() }),
  z.object({ kind: z.literal('bridged'), target: z.string() }),
  /** Nobody took the call: the bot gets it again. */
  z.object({ kind: z.literal('returning') }),
  /** The connection with the caller's voice was lost and is being made again. */
  z.object({ kind: z.literal('reconnecting') }),
  /** The bot has said goodbye, or the caller hung up. */
  z.object({ kind: z.literal('closing') }),
  z.object({ kind: z.literal('ended'), status: z.string() }),
]);
export type Doing = z.infer<typeof Doing>;

/** One line of a transcript. `key`: the same for the same line, also when more becomes known of it. */
export const LiveLine = z.object({
  key: z.string(),
  who: z.enum(['caller', 'bot', 'agent', 'event']),
  text: z.string(),
  /** Of the bot's words: what the caller heard of them; null: all. */
  heard: z.string().nullable(),
  /** Of the bot's words: who had it say them. */
  operator: z.string().nullable(),
  at: z.number(),
  /** False while the voice is saying it: it may still be cut off. */
  done: z.boolean(),
});
export type LiveLine = z.infer<typeof LiveLine>;

/** A call in progress. Numbers, addresses and what was said are masked. */
export const LiveCall = z.object({
  callId: z.string(),
  siteId: z.string(),
  lineId: z.string(),
  /** The number called from, or called by us; or that it is withheld. */
  caller: z.string(),
  outbound: z.boolean(),
  startedAt: z.number(),
  doing: Doing,
  /** Since when it is doing that. */
  since: z.number(),
  /** When anything happened last. */
  lastAt: z.number(),
  /** The last event that is in this. */
  seq: z.number(),
  turn: z.number(),
  lines: z.array(LiveLine),
});
export type LiveCall = z.infer<typeof LiveCall>;

/** `GET /api/live`. Newest first. `now`: the server's clock, by which lengths are counted. */
export const Live = z.object({ now: z.number(), calls: z.array(LiveCall) });
export type Live = z.infer<typeof Live>;
