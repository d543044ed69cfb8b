import { z } from 'zod';

/** One of `GET /api/contacts`: as much as a list shows. Numbers and addresses are masked unless they were asked for. */
export const ContactSummary = z.object({
  siteId: z.string(),
  id: z.string(),
  name: z.string().nullable(),
  callbackNumber: z.string().nullable(),
  email: z.string().nullable(),
  language: z.string().nullable(),
  timeZone: z.string().nullable(),
});
export type ContactSummary = z.infer<typeof ContactSummary>;

/** `GET /api/contacts?site=&q=&cursor=`. */
export const ContactList = z.object({
  contacts: z.array(ContactSummary),
  /** For the next page; null: this is the last. */
  next: z.string().nullable(),
  /** Of the site, whatever was looked for; only with the first page. */
  total: z.number().nullable(),
});
export type ContactList = z.infer<typeof ContactList>;

export const OptOutView = z.object({
  id: z.number(),
  siteId: z.string(),
  medium: z.enum(['sms', 'email']),
  /** Null: of somebody whose data was deleted. It goes on holding. */
  destination: z.string().nullable(),
  at: z.number(),
  source: z.enum(['spoken', 'texted', 'carrier', 'operator']),
  /** Why an operator cannot lift it; null: they can. */
  fixed: z.string().nullable(),
});
export type OptOutView = z.infer<typeof OptOutView>;

/** `GET /api/contacts/:site/:id`. */
export const ContactDetail = ContactSummary.extend({
  notes: z.string().nullable(),
  /** All by which they are recognised. */
  numbers: z.array(z.string()),
  addresses: z.array(z.string()),
  optOuts: z.array(OptOutView),
  calls: z.array(
    z.object({
      callSid: z.string(),
      siteId: z.string(),
      lineId: z.string(),
      direction: z.enum(['inbound', 'outbound']),
      startedAt: z.number(),
      status: z.string().nullable(),
    }),
  ),
  messages: z.array(
    z.object({
      id: z.string(),
      siteId: z.string(),
      lineId: z.string(),
      medium: z.string(),
      tool: z.string(),
      status: z.string(),
      createdAt: z.number(),
    }),
  ),
});
export type ContactDetail = z.infer<typeof ContactDetail>;

const text = (length: number) => z.string().max(length).default('');
/** What is written into the form; what is wrong with it is told by field. */
export const ContactForm = z.object({
  id: text(200),
  name: text(400),
  callbackNumber: text(100),
  email: text(400),
  otherNumbers: z.array(z.string().max(100)).max(30).default([]),
  otherAddresses: z.array(z.string().max(400)).max(30).default([]),
  language: text(100),
  timeZone: text(100),
  notes: text(10_000),
});
export type ContactForm = z.infer<typeof ContactForm>;
export type ContactField = keyof ContactForm;

/** The answer to a form: saved under this id, or what is wrong. */
export const ContactSaved = z.object({ siteId: z.string(), id: z.string() });
/** 422: by field. */
export const ContactProblems = z.object({
  error: z.string(),
  fields: z.array(z.object({ field: z.string(), message: z.string() })),
});

export const importChanges = ['added', 'changed', 'unchanged'] as const;
export const ImportRowView = z.object({
  line: z.number(),
  change: z.enum(importChanges),
  id: z.string(),
  name: z.string().nullable(),
  /** What is different, by the names of a contact's fields. */
  fields: z.array(z.string()),
});
export type ImportRowView = z.infer<typeof ImportRowView>;

/** `POST /api/contact-imports?site=` with the file as text; `GET /api/contact-imports/:id`. */
export const ImportPreview = z.object({
  /** Null: there are errors, so there is nothing that could be applied. */
  id: z.string().nullable(),
  siteId: z.string(),
  state: z.enum(['previewed', 'applied', 'refused']),
  counts: z.object({ added: z.number(), changed: z.number(), unchanged: z.number() }),
  rows: z.array(ImportRowView),
  /** The first ones; `errorCount` says how many there are. */
  errors: z.array(z.object({ line: z.number(), column: z.string().nullable(), message: z.string() })),
  errorCount: z.number(),
  /** Columns that mean nothing to us and are left out. */
  unknownColumns: z.array(z.string()),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

/** `GET /api/contact-imports/:id/rows?change=&after=`. */
export const ImportRows = z.object({ rows: z.array(ImportRowView), next: z.number().nullable() });

/** `POST /api/contact-imports/:id/apply`. */
export const ImportApplied = z.object({ state: z.literal('applied'), counts: ImportPreview.shape.counts });

/** `GET /api/opt-outs?site=&q=&before=`. */
export const OptOutList = z.object({ optOuts: z.array(OptOutView), next: z.number().nullable() });

export const NewOptOut = z.object({
  siteId: z.string().max(100),
  medium: z.enum(['sms', 'email']),
  destination: z.string().max(300),
});
/** `confirm`: the operator says that the person wants messages again. */
export const LiftOptOut = z.object({ confirm: z.literal(true) });

/** Something was done and there is nothing more to say. */
export const Done = z.object({ done: z.literal(true) });
