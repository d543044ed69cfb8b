import { z } from 'zod';

/** Null: there is no such cap. */
const cap = z.number().nullable();
const usage = z.object({ hour: z.number(), day: z.number() });

const Medium = z.object({
  medium: z.enum(['sms', 'email']),
  /** Over the last hour and 24 hours, as the caps count. */
  used: usage,
  perHour: cap,
  /** To the caller, in one conversation. */
  perCall: z.number(),
  perDestinationDay: cap,
  /** Who got most in the last 24 hours; masked. */
  destinations: z.array(z.object({ to: z.string(), used: z.number() })),
});

const LineUsage = z.object({
  id: z.string(),
  name: z.string(),
  callsInProgress: z.number(),
  sms: usage,
  email: usage,
  /** Null: the line calls nobody back. */
  callbacks: z
    .object({
      /** Not over yet. */
      open: z.number(),
      attempts: z.number(),
      /** Bookable conversations of today on the line's clock, and how many are booked or held; null: none are booked. */
      seats: z.object({ day: z.string(), used: z.number(), all: z.number() }).nullable(),
    })
    .nullable(),
});

const SiteUsage = z.object({
  id: z.string(),
  name: z.string(),
  plan: z.string(),
  timeZone: z.string(),
  media: z.array(Medium),
  /** Texts of the last 24 hours by country of the recipient. */
  countries: z.array(z.object({ country: z.string(), used: z.number(), cap })),
  /** In the currency of the site's prices; null: no price is given. */
  spend: z.object({ used: z.number(), cap }).nullable(),
  lines: z.array(LineUsage),
});
export type SiteUsage = z.infer<typeof SiteUsage>;

/** `GET /api/limits`. Addresses and numbers masked unless asked for. */
export const Limits = z.object({
  /** Epoch ms. */
  at: z.number(),
  sites: z.array(SiteUsage),
  refusals: z.object({
    /** Epoch ms. */
    since: z.number(),
    counts: z.array(z.object({ siteId: z.string(), lineId: z.string(), code: z.string(), count: z.number() })),
    latest: z.array(
      z.object({
        at: z.number(),
        siteId: z.string(),
        lineId: z.string(),
        callSid: z.string(),
        caller: z.string(),
        tool: z.string(),
        code: z.string(),
        /** What the bot was to say. */
        say: z.string(),
      }),
    ),
  }),
});
export type Limits = z.infer<typeof Limits>;
