import { z } from 'zod';
import { Action } from './action.ts';
import { Line } from './line.ts';
import { CountryCode, EmailAddress, Identifier, SecretReference, TimeZone } from './values.ts';

export const MailPreset = z.strictObject({
  smtp_url: SecretReference.optional().describe('Default: SMTP_URL of the environment.'),
  from: z.strictObject({ name: z.string().min(1).max(80), address: EmailAddress }),
  reply_to: EmailAddress.optional(),
});
export type MailPreset = z.infer<typeof MailPreset>;

/** What the business bought or switched on. A line can only use what its site has. */
export const Features = z.strictObject({
  bridge_call: z.boolean().default(true),
  click_to_call: z.boolean().default(true),
  callback_scheduling: z.boolean().default(true),
  sms: z.boolean().default(true),
  email: z.boolean().default(true),
});

export const SiteLimits = z.strictObject({
  sms_per_hour: z.int().min(0).optional().describe('Enterprise only. Left out: unlimited.'),
  email_per_hour: z.int().min(0).optional().describe('Enterprise only. Left out: unlimited.'),
  sms_per_destination_per_day: z.int().min(1).optional(),
  email_per_destination_per_day: z.int().min(1).optional(),
  sms_per_country_per_day: z.int().min(1).optional(),
});

/** One business, as its YAML file says. Every string default is filled in; secrets are still references. */
export const Site = z.strictObject({
  id: Identifier,
  name: z.string().min(1),
  time_zone: TimeZone,
  country: CountryCode,
  plan: z.enum(['pro', 'enterprise']),
  features: Features.prefault({}),
  limits: SiteLimits.prefault({}),
  mail: z.record(Identifier, MailPreset).default({}),
  actions: z.array(Action).default([]).describe('For all lines of the site.'),
  lines: z.array(Line).min(1),
});
export type Site = z.infer<typeof Site>;
