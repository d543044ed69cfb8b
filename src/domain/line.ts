import { z } from 'zod';
import { Action } from './action.ts';
import { Callbacks, ContactDetails, EscalationSwitches, Transfer } from './escalation.ts';
import { OpeningHours } from './opening-hours.ts';
import { LineRetention } from './retention-keys.ts';
import {
  CountryCode,
  EmailAddress,
  HostName,
  HttpsUrl,
  Identifier,
  PhoneNumber,
  SmsSender,
  WallClockTime,
} from './values.ts';
import { Voice } from './voice.ts';

export const Link = z.strictObject({
  id: Identifier,
  title: z.string().min(1).max(80).describe('As the bot calls it: "the booking page".'),
  url: HttpsUrl,
  description: z.string().optional().describe('When to offer it.'),
});
export type Link = z.infer<typeof Link>;

export const Persona = z.strictObject({
  name: z.string().min(1).max(40),
  role: z.string().min(1).optional(),
  tone: z.string().min(1).default('warm, brief and plain'),
});

/** Inline text, or a Markdown file beside the site file. */
export const Knowledge = z.union([
  z.strictObject({ title: z.string().min(1), text: z.string().min(1) }),
  z.strictObject({
    title: z.string().min(1),
    file: z.string().regex(/\.md$/, 'write the path of a .md file beside the site file'),
  }),
]);

export type Knowledge = z.infer<typeof Knowledge>;

export const Limits = z.strictObject({
  silence_seconds: z.number().min(3).max(60).default(8),
  hold_seconds: z.number().min(10).max(300).default(60),
  max_call_minutes: z.number().min(1).max(240).default(15),
  warning_seconds: z.number().min(10).max(300).default(60).describe('Before the call time runs out.'),
  tokens_per_call: z.int().min(1000).default(400_000),
  knowledge_tokens: z.int().min(0).max(50_000).default(4000),
});

export const Line = z.strictObject({
  id: Identifier,
  name: z.string().min(1),
  numbers: z.array(PhoneNumber).min(1),
  greeting: z.string().min(1).max(1000),
  persona: Persona,
  prompt: z.string().min(1).describe('What this line is for and how it should act.'),
  knowledge: z.array(Knowledge).default([]),
  voice: Voice.prefault({}),
  hours: OpeningHours.optional().describe('Default: always open.'),
  link_delivery: z.strictObject({ sms: z.boolean().default(false), email: z.boolean().default(false) }).prefault({}),
  links: z.array(Link).default([]),
  allowed_link_hosts: z.array(HostName).default([]),
  sms_from: SmsSender.optional().describe("Default: the line's first number."),
  sms_senders: z
    .record(CountryCode, SmsSender)
    .default({})
    .describe('The sender for texts to numbers of a country, where it is not sms_from.'),
  mail_preset: Identifier.optional().describe("Default: the site's first preset."),
  reply_to: EmailAddress.optional(),
  sms_countries: z.array(CountryCode).min(1).optional().describe("Default: the site's country."),
  escalation: EscalationSwitches.prefault({}),
  transfer: Transfer.optional(),
  contact_details: ContactDetails.optional().describe('What text_contact and email_contact send.'),
  fallback_number: PhoneNumber.optional().describe('Dialled when the bot itself cannot answer.'),
  callbacks: Callbacks.optional(),
  actions: z.array(Action).default([]),
  delivery: z
    .strictObject({
      other_medium: z
        .boolean()
        .default(false)
        .describe(
          'A message that fails when the caller can no longer be told is sent by the other medium, where they confirmed one.',
        ),
    })
    .prefault({}),
  quiet_hours: z
    .strictObject({ from: WallClockTime, to: WallClockTime })
    .default({ from: '21:00', to: '08:00' })
    .describe('At the recipient: texts that were not asked for in a running call wait.'),
  sensitive_dtmf: z.boolean().default(false).describe('Keys pressed are masked in the transcript and the log.'),
  limits: Limits.prefault({}),
  retention: LineRetention.prefault({}).describe("What is kept of the line's calls. Default: the site's."),
  model: z.strictObject({ name: z.string().min(1).optional(), fallback: z.string().min(1).optional() }).prefault({}),
});
export type Line = z.infer<typeof Line>;
