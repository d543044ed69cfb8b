import { z } from 'zod';
import { Action } from './action.ts';
import { Line } from './line.ts';
import { SiteRetention } from './retention-keys.ts';
import { CountryCode, EmailAddress, Identifier, SecretReference, TimeZone } from './values.ts';

/** A mail server in parts: only the password has to be a secret. */
export const SmtpSettings = z.strictObject({
  host: z
    .string()
    .max(253)
    .regex(
      /^([A-Za-z0-9][A-Za-z0-9._-]*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*)$/,
      'write a host name or an IP address alone, for example smtp.example.com',
    ),
  port: z.int().min(1).max(65_535).optional().describe('Default: 587, with secure 465.'),
  secure: z
    .boolean()
    .default(false)
    .describe('TLS from the start. Without it TLS begins when the server offers it (STARTTLS).'),
  user: z
    .string()
    .max(320)
    .regex(/^(\$\{[A-Z][A-Z0-9_]*\}|(?!.*\$\{).+)$/, 'write the name, or ${NAME} and set NAME in the environment')
    .optional(),
  password: SecretReference.optional(),
});
export type SmtpSettings = z.infer<typeof SmtpSettings>;

/** A sender with the server that takes its mail: `smtp_url` or `smtp`, or the environment's. */
export const MailPreset = z.strictObject({
  smtp_url: SecretReference.optional().describe('The whole URL as one secret. Default: SMTP_URL of the environment.'),
  smtp: SmtpSettings.optional().describe('In place of smtp_url.'),
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
  sms_per_country_per_day: z
    .union([z.int().min(0), z.record(CountryCode, z.int().min(0))])
    .optional()
    .describe('One number for every country, or a number by country.'),
  team_sms_per_call: z.int().min(0).max(20).default(3).describe('Texts to fixed recipients of the business.'),
  team_email_per_call: z.int().min(0).max(20).default(2).describe('E-mails to fixed recipients of the business.'),
  sms_price: z
    .record(z.union([CountryCode, z.literal('default')]), z.number().min(0).max(10))
    .optional()
    .describe('What a segment costs, by country of the recipient; default for all others.'),
  spend_per_day: z.number().min(0).optional().describe('No text is sent beyond it, in the currency of sms_price.'),
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
  retention: SiteRetention.prefault({}).describe('What is kept of calls, and for how long. A line may say otherwise.'),
  lines: z.array(Line).min(1),
});
export type Site = z.infer<typeof Site>;
