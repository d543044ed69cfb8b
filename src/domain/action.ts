import { z } from 'zod';
import { templateNames } from './template-tags.ts';
import { EmailAddress, HostName, Identifier, PhoneNumber, ToolName } from './values.ts';

/** A value an action needs from the caller, as the model is asked for it. */
export const ActionParameter = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/, 'use lower-case letters, digits and _'),
  type: z.enum(['string', 'number', 'boolean', 'date', 'enum']),
  description: z.string().min(1),
  required: z.boolean().default(true),
  values: z.array(z.string().min(1)).optional().describe('For type enum: the values to choose from.'),
  with_time: z.boolean().optional().describe("For type date: with the time of day, on the line's wall clock."),
  max_length: z.int().min(1).max(4000).optional().describe('For type string. Default: 1000 characters.'),
});
export type ActionParameter = z.infer<typeof ActionParameter>;

const common = {
  name: ToolName,
  description: z.string().min(1).describe('When to use it, as the model reads it.'),
  async: z.boolean().default(false).describe('Deliver in the background; the conversation goes on.'),
  parameters: z.array(ActionParameter).default([]),
  on_success: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe('What the tool returns when it worked. Default: "Email has been successfully sent." and the like.'),
  only_if_previous_succeeded: z
    .union([z.boolean(), z.literal('call')])
    .default(false)
    .describe('true: only if every earlier tool call of the same turn succeeded. call: also every one of depends_on.'),
  depends_on: z
    .array(ToolName)
    .default([])
    .describe('Tools that must have succeeded earlier in the call. Tools whose results a template uses count too.'),
};

/** An address fixed in the file, the one given by the model (`model`), or the recognised contact's (`contact`). */
const EmailRecipient = z.union([z.enum(['contact', 'model']), EmailAddress]);
const EmailRecipients = z.union([EmailRecipient, z.array(EmailRecipient).min(1).max(20)]);

const Calendar = z.strictObject({
  title: z.string().min(1).max(200).describe('Template.'),
  start: z.string().min(1).describe('The name of a date parameter that has with_time: true.'),
  duration_minutes: z.int().min(5).max(1440).default(60),
  location: z.string().min(1).max(300).optional().describe('Template.'),
});

export const EmailAction = z.strictObject({
  type: z.literal('send_email'),
  ...common,
  preset: Identifier.optional().describe("One of the site's mail presets. Default: the line's."),
  from: EmailAddress.optional().describe("Default: the preset's sender."),
  to: EmailRecipients,
  cc: EmailRecipients.optional(),
  bcc: EmailRecipients.optional(),
  model_recipients: z
    .strictObject({
      max: z.int().min(1).max(5).default(1).describe('Addresses the model may give for each of to, cc and bcc.'),
      domains: z.array(HostName).default([]).describe('Only addresses of these domains. Default: any.'),
    })
    .prefault({})
    .describe('Limits of what the model may give where to, cc or bcc is model.'),
  subject: z.string().min(1).max(200).optional().describe('Template. May be left out where include is set.'),
  body: z.string().min(1).optional().describe('Template; parameters as <%= it.name %>. May be left out with include.'),
  html: z.string().min(1).optional().describe('Template of the HTML version. Default: made from body.'),
  attachments: z.array(z.string().min(1)).max(10).default([]).describe("Files in the site's own folder."),
  include: z
    .array(z.enum(['summary', 'transcript']))
    .default([])
    .describe('Parts of the record of the call that are added to the body.'),
  mask_personal_data: z.boolean().default(true).describe('Numbers and addresses in the record are masked.'),
  calendar: Calendar.optional().describe('Adds a calendar file.'),
});
export type EmailAction = z.infer<typeof EmailAction>;

export const SmsAction = z.strictObject({
  type: z.literal('send_sms'),
  ...common,
  to: z.union([z.enum(['caller', 'model']), PhoneNumber, z.array(PhoneNumber).min(1).max(10)]),
  message: z.string().min(1).max(1600).describe('Template.'),
});
export type SmsAction = z.infer<typeof SmsAction>;

/** `example.com`, an address such as `10.0.0.5`, or `localhost`. */
const PrivateHost = z.string().regex(/^[a-z0-9.:_-]+$/i, 'write a host name or an IP address');

export const HttpAction = z.strictObject({
  type: z.literal('http_request'),
  ...common,
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  url: z
    .string()
    .regex(/^https?:\/\//, 'write an https:// URL')
    .describe('Template; parameters after the host only.'),
  allowed_hosts: z
    .array(HostName)
    .default([])
    .describe('Hosts that may be asked, also by a redirect. Default: the host of url only.'),
  private_hosts: z
    .array(PrivateHost)
    .default([])
    .describe("Hosts of the business's own network: only these may have a private address or plain http."),
  headers: z.record(z.string().regex(/^[A-Za-z0-9-]+$/, 'write a header name'), z.string().max(2000)).default({}),
  body: z
    .union([z.string().min(1), z.record(z.string(), z.json())])
    .optional()
    .describe('JSON, written as YAML or as text; its strings are templates.'),
  result_paths: z
    .array(z.string().min(1))
    .default([])
    .describe('What of the answer the model may see, e.g. order.status; empty: all.'),
  result_limit_bytes: z.int().min(100).max(100_000).default(4000),
  timeout_seconds: z.number().min(1).max(15).default(5),
});
export type HttpAction = z.infer<typeof HttpAction>;

export const Action = z.discriminatedUnion('type', [EmailAction, SmsAction, HttpAction]);
export type Action = z.infer<typeof Action>;

const listOf = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as T];

/** Every recipient an action's file entry names, as written. */
export function recipientsNamed(action: EmailAction | SmsAction): readonly string[] {
  if (action.type === 'send_sms') return listOf<string>(action.to);
  return [...listOf<string>(action.to), ...listOf<string>(action.cc), ...listOf<string>(action.bcc)];
}

/** Whether an action goes to people fixed in the file only: then no caller has to agree. */
export function isForTeam(action: EmailAction | SmsAction): boolean {
  return recipientsNamed(action).every((recipient) => !['contact', 'caller', 'model'].includes(recipient));
}

/** Every template of an action: the texts of a message, the URL, and the strings of a JSON body. */
export function templatesOf(action: Action): readonly string[] {
  if (action.type === 'send_sms') return [action.message];
  if (action.type === 'http_request') return [action.url, ...stringsIn(action.body)];
  const { subject, body, html, calendar } = action;
  return [subject, body, html, calendar?.title, calendar?.location].filter((text) => text !== undefined);
}

/** The tools an action waits for by name, and those whose results its templates use. */
export function dependenciesOf(action: Action): readonly string[] {
  const used = templatesOf(action)
    .flatMap((template) => templateNames(template).names)
    .flatMap((name) => /^results\.([^.]+)/.exec(name)?.[1] ?? []);
  return [...new Set([...action.depends_on, ...used])];
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
