import { z } from 'zod';

/** What stays of a call once it is over, from most to least. */
export const keepModes = ['everything', 'no_personal_data', 'metadata'] as const;
export type KeepMode = (typeof keepModes)[number];

const Keep = z
  .enum(keepModes)
  .describe(
    'What stays of a call after the day it ended. no_personal_data: words with numbers, addresses and known names taken out, no caller id, no recordings. metadata: no words at all.',
  );
const Days = z
  .union([z.int().min(1).max(3650), z.literal('forever')], 'write a number of days from 1 to 3650, or forever')
  .describe('After so many days the call is deleted with all that belongs to it.');

/** Of a site: holds for every line that says nothing else. */
export const SiteRetention = z.strictObject({ keep: Keep.default('everything'), days: Days.default(365) });
/** Of a line: what is left out is the site's. */
export const LineRetention = z.strictObject({ keep: Keep.optional(), days: Days.optional() });
