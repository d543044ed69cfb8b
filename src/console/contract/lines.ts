import { z } from 'zod';
import { previewCallers } from '../../domain/preview-caller.ts';
import { whyNotCodes } from '../../domain/why-not.ts';

export const WhyNot = z.object({
  code: z.enum(whyNotCodes),
  /** The key of the site file that would change it. */
  setting: z.string(),
});
export type WhyNot = z.infer<typeof WhyNot>;

/** One tool a line could have, as a call meets it. */
export const PreviewedTool = z.object({
  name: z.string(),
  description: z.string().nullable(),
  /** It is an action of the site file, not one every line could have. */
  isAction: z.boolean(),
  /** Null: a call gets it. */
  whyNot: WhyNot.nullable(),
  /** What it answers this caller for what is known of them; null: nothing stands against it. */
  answer: z.object({ code: z.string(), say: z.string() }).nullable(),
});
export type PreviewedTool = z.infer<typeof PreviewedTool>;

/** `GET /api/lines/:site/:line/preview?at=2026-11-29T09:00&caller=known`. */
export const LinePreview = z.object({
  /** Epoch ms. */
  at: z.number(),
  /** On the wall clock of `timeZone`. */
  local: z.string(),
  timeZone: z.string(),
  caller: z.enum(previewCallers),
  isOpen: z.boolean(),
  /** Epoch ms; null: it is open, or does not open within three days. */
  opensAt: z.number().nullable(),
  /** The people who could be rung, by their ids in the site file, in the order they are tried. */
  people: z.array(z.object({ id: z.string(), department: z.string().nullable() })),
  tools: z.array(PreviewedTool),
});
export type LinePreview = z.infer<typeof LinePreview>;

export const OpeningHours = z.object({
  timeZone: z.string(),
  days: z.array(z.object({ day: z.string(), spans: z.array(z.string()) })),
  closedDates: z.array(z.string()),
});
export type OpeningHours = z.infer<typeof OpeningHours>;

const LineSummary = z.object({
  id: z.string(),
  name: z.string(),
  numbers: z.array(z.string()),
  isOpen: z.boolean(),
  opensAt: z.number().nullable(),
  languages: z.array(z.string()),
  /** How many tools a call gets now. */
  tools: z.number(),
});

/** `GET /api/lines`: what is in force. */
export const LinesInForce = z.object({
  at: z.number(),
  sites: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      plan: z.string(),
      timeZone: z.string(),
      version: z.string(),
      lines: z.array(LineSummary),
    }),
  ),
});
export type LinesInForce = z.infer<typeof LinesInForce>;

const Action = z.object({
  name: z.string(),
  type: z.string(),
  description: z.string(),
  /** In the background, while the call goes on. */
  isAsync: z.boolean(),
  ofSite: z.boolean(),
  to: z.string(),
  parameters: z.array(z.string()),
});

const Person = z.object({
  id: z.string(),
  reach: z.string(),
  department: z.string().nullable(),
  ringSeconds: z.number(),
  /** Null: those of the line. */
  hours: OpeningHours.nullable(),
});

const Fact = z.object({ name: z.string(), value: z.string() });

/** `GET /api/lines/:site/:line`: one line as its callers meet it. Numbers and addresses masked unless asked for. */
export const LineDetail = z.object({
  site: z.object({ id: z.string(), name: z.string(), plan: z.string(), timeZone: z.string(), country: z.string() }),
  features: z.array(z.object({ name: z.string(), isOn: z.boolean() })),
  version: z.string(),
  /** The site file it stands in; null: not known here. */
  file: z.string().nullable(),
  line: LineSummary,
  greeting: z.string(),
  persona: z.string(),
  prompt: z.string(),
  voice: z.array(Fact),
  languages: z.array(z.object({ code: z.string(), greeting: z.string().nullable() })),
  /** Null: always open. */
  hours: OpeningHours.nullable(),
  knowledge: z.array(z.object({ title: z.string(), length: z.number() })),
  links: z.array(z.object({ id: z.string(), title: z.string(), url: z.string(), description: z.string().nullable() })),
  linkHosts: z.array(z.string()),
  actions: z.array(Action),
  escalation: z.array(z.object({ way: z.string(), whyNot: WhyNot.nullable() })),
  people: z.array(Person),
  transfer: z.array(Fact),
  callbacks: z.array(Fact),
  sending: z.array(Fact),
  limits: z.array(Fact),
});
export type LineDetail = z.infer<typeof LineDetail>;
