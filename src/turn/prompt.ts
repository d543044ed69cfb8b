import type { Call, Contact } from '../domain/call.ts';
import type { Callback } from '../domain/callback.ts';
import { type LineInForce, lineZone } from '../domain/line-in-force.ts';
import { callbackLines, callerSection } from './prompt-caller.ts';
import { contactSection } from './prompt-contact.ts';
import { knowledgeSection, lineSection, linksSection } from './prompt-line.ts';
import { speakingRules } from './prompt-rules.ts';

/** What changes from call to call and from turn to turn. */
export interface Circumstances {
  readonly inForce: LineInForce;
  readonly call: Call;
  readonly contact: Contact | null;
  /** Epoch ms. */
  readonly now: number;
  /** Default: made anew. */
  readonly formats?: NowFormats;
  /** BCP-47 of the voice. */
  readonly language: string;
  /** Whether the line's hours include now. */
  readonly openNow: boolean;
  /** The caller's open one on this line. Default: none. */
  readonly openCallback?: Callback | null;
  /** What the server has to tell, e.g. that a transfer failed. Ours, not the caller's. */
  readonly notes?: readonly string[];
}

/** The cacheable part: byte-identical for all calls of a line version. */
export function buildStableInstructions(inForce: LineInForce): string {
  const rules = ['# Rules', ...speakingRules.map((rule) => `- ${rule}`)].join('\n');
  const sections = [
    lineSection(inForce),
    rules,
    knowledgeSection(inForce),
    linksSection(inForce),
    contactSection(inForce),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

/** What follows it: date, time, state of the line, the caller (masked). */
export function buildVolatileInstructions(circumstances: Circumstances): string {
  const { inForce, call, contact, now, formats = nowFormats(inForce), openCallback = null } = circumstances;
  const caller = [callerSection(call, contact), ...callbackLines(openCallback, formats.timeZone, now)].join('\n');
  return [nowSection(now, formats), stateSection(circumstances), caller].join('\n\n');
}

/** How date and time are written for the model. Made once for a session: making them costs more than using them. */
export interface NowFormats {
  readonly timeZone: string;
  readonly date: Intl.DateTimeFormat;
  readonly words: Intl.DateTimeFormat;
  readonly time: Intl.DateTimeFormat;
}

export function nowFormats({ site, line }: LineInForce): NowFormats {
  const timeZone = lineZone({ site, line });
  return {
    timeZone,
    date: new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }),
    words: new Intl.DateTimeFormat('en-US', { timeZone, dateStyle: 'full' }),
    time: new Intl.DateTimeFormat('en-US', { timeZone, timeStyle: 'short' }),
  };
}

function nowSection(now: number, { timeZone, date, words, time }: NowFormats): string {
  const today = `Today is ${words.format(now)} (${date.format(now)}).`;
  return ['# Now', today, `It is ${time.format(now)} (${timeZone}).`].join('\n');
}

function stateSection({ openNow, language, notes }: Circumstances): string {
  const state = openNow
    ? 'The line is open now.'
    : 'The line is closed now: nobody can be reached at the moment, so do not offer to connect the caller.';
  return ['# Line state', state, `Speak ${nameOf(language)} (${language}).`, ...(notes ?? [])].join('\n');
}

const languageNames = new Intl.DisplayNames('en', { type: 'language' });

function nameOf(language: string): string {
  try {
    return languageNames.of(language) ?? language;
  } catch {
    return language;
  }
}
