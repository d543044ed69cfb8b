import type { Call, Contact } from '../domain/call.ts';
import type { LineInForce } from '../domain/line-in-force.ts';
import { callerSection } from './prompt-caller.ts';
import { knowledgeSection, lineSection, linksSection } from './prompt-line.ts';
import { speakingRules } from './prompt-rules.ts';

/** What changes from call to call and from turn to turn. */
export interface Circumstances {
  readonly inForce: LineInForce;
  readonly call: Call;
  readonly contact: Contact | null;
  /** Epoch ms. */
  readonly now: number;
  /** BCP-47 of the voice. */
  readonly language: string;
  /** Whether the line's hours include now. */
  readonly openNow: boolean;
  /** What the server has to tell, e.g. that a transfer failed. Ours, not the caller's. */
  readonly notes?: readonly string[];
}

/** The cacheable part: byte-identical for all calls of a line version. */
export function buildStableInstructions(inForce: LineInForce): string {
  const rules = ['# Rules', ...speakingRules.map((rule) => `- ${rule}`)].join('\n');
  const sections = [lineSection(inForce), rules, knowledgeSection(inForce), linksSection(inForce)];
  return sections.filter((section) => section !== '').join('\n\n');
}

/** What follows it: date, time, state of the line, the caller (masked). */
export function buildVolatileInstructions(circumstances: Circumstances): string {
  const { inForce, call, contact, now } = circumstances;
  const zone = inForce.line.hours?.time_zone ?? inForce.site.time_zone;
  return [nowSection(now, zone), stateSection(circumstances), callerSection(call, contact)].join('\n\n');
}

function nowSection(now: number, timeZone: string): string {
  const date = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const words = new Intl.DateTimeFormat('en-US', { timeZone, dateStyle: 'full' }).format(now);
  const time = new Intl.DateTimeFormat('en-US', { timeZone, timeStyle: 'short' }).format(now);
  return ['# Now', `Today is ${words} (${date.format(now)}).`, `It is ${time} (${timeZone}).`].join('\n');
}

function stateSection({ openNow, language, notes }: Circumstances): string {
  const state = openNow
    ? 'The line is open now.'
    : 'The line is closed now: nobody can be reached at the moment, so do not offer to connect the caller.';
  return ['# Line state', state, `Speak ${nameOf(language)} (${language}).`, ...(notes ?? [])].join('\n');
}

function nameOf(language: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
}
