import { z } from 'zod';
import { callOutcomes } from '../../domain/call-summary.ts';

/** A call in a list. Numbers are masked unless whole ones were asked for. */
export const CallRow = z.object({
  id: z.string(),
  callSid: z.string(),
  siteId: z.string(),
  lineId: z.string(),
  direction: z.enum(['inbound', 'outbound']),
  /** Whom we talked with: "the number ending 23", or why there is no number: `withheld`, `sip`, `client`. */
  caller: z.string(),
  /** The contact whose number it is. */
  contact: z.string().nullable(),
  /** Epoch ms. */
  startedAt: z.number(),
  /** As it was closed; null while it runs. */
  status: z.string().nullable(),
  endedAt: z.number().nullable(),
  outcome: z.enum(callOutcomes),
  turns: z.number(),
  tools: z.number(),
  /** Of the tool calls. */
  refusals: z.number(),
  /** SMS and e-mails that left. */
  messagesSent: z.number(),
  /** The callback the call was placed for. */
  callback: z.string().nullable(),
  /** The callback that was asked for in it. */
  asked: z.object({ id: z.string(), state: z.string() }).nullable(),
  recorded: z.boolean(),
  /** Who of the site file was rung last. */
  agent: z.string().nullable(),
  disposition: z.string().nullable(),
  sentiment: z.enum(['positive', 'neutral', 'negative', 'mixed']).nullable(),
});
export type CallRow = z.infer<typeof CallRow>;

/** `GET /api/calls`. `next`: goes back as `cursor` for the calls before these; null: there are none. */
export const CallList = z.object({ calls: z.array(CallRow), next: z.string().nullable() });
export type CallList = z.infer<typeof CallList>;
