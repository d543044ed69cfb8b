import { z } from 'zod';
import { TimeZone } from './values.ts';

const Span = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, {
    error: 'write a span, for example "09:00-17:30"',
    abort: true,
  })
  .refine((span) => span.slice(0, 5) < span.slice(6), 'the span must end after it begins; split it at midnight');
const Day = z.array(Span).default([]);

/** Weekly hours on the wall clock of one zone. A day left out is closed. */
export const OpeningHours = z.strictObject({
  time_zone: TimeZone.optional().describe("The zone these hours are in. Default: the site's."),
  monday: Day,
  tuesday: Day,
  wednesday: Day,
  thursday: Day,
  friday: Day,
  saturday: Day,
  sunday: Day,
  closed_dates: z.array(z.iso.date('write a date, for example "2026-12-25"')).default([]),
});
export type OpeningHours = z.infer<typeof OpeningHours>;
