import { z } from 'zod';
import { EmailAddress, HostName, Identifier, PhoneNumber, ToolName } from './values.ts';

/** A value an action needs from the caller, as the model is asked for it. */
export const ActionParameter = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/, 'use lower-case letters, digits and _'),
  type: z.enum(['string', 'number', 'boolean', 'date', 'enum']),
  description: z.string().min(1),
  required: z.boolean().default(true),
  values: z.array(z.string().min(1)).optional().describe('For type enum: the values to choose from.'),
});
export type ActionParameter = z.infer<typeof ActionParameter>;

const common = {
  name: ToolName,
  description: z.string().min(1).describe('When to use it, as the model reads it.'),
  async: z.boolean().default(false).describe('Deliver in the background; the conversation goes on.'),
  parameters: z.array(ActionParameter).default([]),
  on_success: z.string().min(1).optional(),
  only_if_previous_succeeded: z.union([z.boolean(), z.literal('call')]).default(false),
};
/** Addresses fixed in the file, or given by the model (`model`), or the recognised contact's (`contact`). */
const EmailRecipients = z.union([z.enum(['contact', 'model']), EmailAddress, z.array(EmailAddress).min(1)]);

export const EmailAction = z.strictObject({
  type: z.literal('send_email'),
  ...common,
  preset: Identifier.optional().describe("One of the site's mail presets. Default: the line's."),
  from: EmailAddress.optional(),
  to: EmailRecipients,
  cc: EmailRecipients.optional(),
  bcc: EmailRecipients.optional(),
  subject: z.string().min(1).max(200),
  body: z.string().min(1).describe('Template; parameters as <%= it.name %>.'),
  html: z.string().optional(),
  attachments: z.array(z.string().min(1)).default([]).describe("Files in the site's own folder."),
});
export const SmsAction = z.strictObject({
  type: z.literal('send_sms'),
  ...common,
  to: z.union([z.enum(['caller', 'model']), PhoneNumber, z.array(PhoneNumber).min(1)]),
  message: z.string().min(1).max(1600),
});
export const HttpAction = z.strictObject({
  type: z.literal('http_request'),
  ...common,
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  url: z.string().startsWith('https://', 'write an https:// URL').describe('Template.'),
  allowed_hosts: z.array(HostName).min(1),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().optional().describe('JSON template.'),
  result_paths: z.array(z.string()).default([]).describe('What of the answer the model may see; empty: all.'),
  result_limit_bytes: z.int().min(100).max(100_000).default(4000),
  timeout_seconds: z.number().min(1).max(15).default(5),
});
export const Action = z.discriminatedUnion('type', [EmailAction, SmsAction, HttpAction]);
export type Action = z.infer<typeof Action>;
