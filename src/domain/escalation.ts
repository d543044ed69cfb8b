import { z } from 'zod';
import { OpeningHours } from './opening-hours.ts';
import {
  EmailAddress,
  HostName,
  HttpsUrl,
  Identifier,
  PhoneNumber,
  SecretReference,
  SipUri,
  TimeZone,
  WallClockTime,
} from './values.ts';

/** The ways to a person a line offers. Each also needs the site's feature and what it takes (number, hours, slots). */
export const EscalationSwitches = z.strictObject({
  transfer: z.boolean().default(false),
  callback_now: z.boolean().default(false),
  scheduled_callback: z.boolean().default(false),
  text_contact: z.boolean().default(false),
  email_contact: z.boolean().default(false),
});

export const TransferTarget = z.strictObject({
  id: Identifier,
  number: PhoneNumber.optional(),
  sip_uri: SipUri.optional(),
  department: z.string().min(1).max(100).optional(),
  hours: OpeningHours.optional().describe("When this target may be dialled. Default: the line's hours."),
  ring_seconds: z.int().min(5).max(120).default(20),
});
export type TransferTarget = z.infer<typeof TransferTarget>;

export const WrapUp = z.strictObject({
  dispositions: z.array(z.string().min(1)).default(['resolved', 'follow_up', 'unresolved']),
  webhook: z.strictObject({ url: HttpsUrl, secret: SecretReference }).optional(),
  mail_to: z.array(EmailAddress).default([]),
});

export const Transfer = z.strictObject({
  method: z.enum(['bridge', 'sip_refer']).default('bridge'),
  targets: z.array(TransferTarget).min(1),
  sip_domain: HostName.optional().describe('Forms sip:<number>@<domain> for a REFER of a target that has a number.'),
  caller_id: z.enum(['caller', 'line']).default('line'),
  recording: z.enum(['off', 'announce', 'ask']).default('off'),
  delete_recording_at_carrier: z.boolean().default(false),
  whisper: z.boolean().default(true),
  transcription: z.boolean().default(false),
  wrap_up: WrapUp.optional(),
});
export type Transfer = z.infer<typeof Transfer>;

export const Slots = z.strictObject({
  hours: OpeningHours.optional().describe("Default: the line's hours."),
  duration_minutes: z.int().min(5).max(240).default(15),
  buffer_minutes: z.int().min(0).max(120).default(0),
  capacity: z.int().min(1).max(500).default(1).describe('Agents per slot.'),
  minimum_notice_minutes: z.int().min(0).max(10_080).default(30),
  horizon_days: z.int().min(1).max(90).default(14),
});

/** What the bot may text or e-mail so that the caller can reach the business by themselves. */
export const ContactDetails = z.strictObject({
  number: PhoneNumber.optional(),
  email: EmailAddress.optional(),
  text: z.string().min(1).max(500).optional().describe('Address, hours and whatever else helps.'),
});
export type ContactDetails = z.infer<typeof ContactDetails>;

/** Callbacks connect the caller with one of the line's transfer targets, whether or not live transfer is on. */
export const Callbacks = z.strictObject({
  order: z.enum(['agent_first', 'customer_first']).default('agent_first'),
  delay_seconds: z.int().min(20).max(3600).default(20),
  attempts: z.int().min(1).max(5).default(3),
  retry_minutes: z.int().min(1).max(240).default(5),
  ring_seconds: z.int().min(10).max(60).default(25),
  quiet_hours: z
    .strictObject({
      from: WallClockTime,
      to: WallClockTime,
      time_zone: TimeZone.optional(),
    })
    .default({ from: '21:00', to: '08:00' }),
  slots: Slots.optional(),
  voicemail: z
    .string()
    .min(1)
    .max(400)
    .optional()
    .describe('What a machine that answers a callback is told. Default: who called, and that we try again.'),
  late_minutes: z
    .int()
    .min(5)
    .max(240)
    .default(30)
    .describe('So late a callback may still begin; after that the caller gets an apology and new times.'),
  confirmation: z.enum(['sms', 'email', 'none']).default('sms'),
  reminder_minutes_before: z.array(z.int().min(5).max(20_160)).default([1440, 60]),
});
export type Callbacks = z.infer<typeof Callbacks>;
