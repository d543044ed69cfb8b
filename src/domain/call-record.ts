import type { CallEvent } from './event.ts';
import { isReplaced } from './replaced-answer.ts';
import { stripControls } from './sms-text.ts';
import { maskText } from './spoken/masked.ts';
import { maskSpoken } from './spoken/masked-words.ts';
import { inSpokenOrder } from './spoken-order.ts';
import type { ToolResult } from './tool-result.ts';

export interface CallRecordOptions {
  readonly botName: string;
  /** How the caller's lines begin: a name, or "Caller". */
  readonly callerName: string;
  /** IANA; the zone in which the day and time of the call are written. */
  readonly timeZone: string;
  /** Numbers of seven digits or more, e-mail addresses and keys pressed are not shown. */
  readonly masked: boolean;
  /** With all that tools came to, why a person was asked for, and who was rung. For those who work on, not the caller. */
  readonly detailed?: boolean;
}

const longestRecord = 60_000;
const longestName = 60;
const rest = '[The rest is left out.]';

/**
 * A call as people read it: when it began, then one line for what each side said ("Caller: …", "Sam: …", "Agent: …") and
 * for what was done. What the bot said is what was heard of it; where the caller cut in it ends with " …". At most 60,000
 * characters.
 */
export function callRecord(events: readonly CallEvent[], options: CallRecordOptions): string {
  const lines = recordLines(events, options);
  return fitted(lines);
}

/** The lines of the record, however many. */
export function recordLines(events: readonly CallEvent[], options: CallRecordOptions): readonly string[] {
  const first = events.find((event) => event.type === 'call-started') ?? events[0];
  if (first === undefined) return [];
  const ordered = inSpokenOrder(events);
  const lines = ordered.flatMap((event, index) => lineOf(event, index, ordered, options) ?? []);
  return [dayAndTime(first.at, options.timeZone), ...lines];
}

function lineOf(
  event: CallEvent,
  index: number,
  events: readonly CallEvent[],
  options: CallRecordOptions,
): string | null {
  switch (event.type) {
    case 'session-started':
      return isGreetingRecorded(event.greeting, events) ? null : said(options.botName, event.greeting, options);
    case 'caller-said':
      return said(options.callerName, event.via === 'dtmf' ? keys(event.text, options) : event.text, options);
    case 'bot-said':
      return isReplaced(event, untilSilence(events, index)) ? null : botLine(event, options);
    case 'person-said':
      return said(event.speaker === 'agent' ? 'Agent' : options.callerName, event.text, options);
    case 'tool-returned':
      return toolLine(event, options);
    case 'handed-off':
      return handedOffLine(event, options);
    case 'agent-dial-ended':
      return options.detailed === true ? `[${shown(event.target, options)} was rung: ${event.outcome}]` : null;
    default:
      return null;
  }
}

function toolLine({ name, result }: CallEvent & { type: 'tool-returned' }, options: CallRecordOptions): string | null {
  if (isEffect(result)) return `[${shown(effectOf(result), options)}]`;
  return options.detailed === true ? `[${shown(`${name} ${result.status}: ${result.say}`, options)}]` : null;
}

function handedOffLine(
  { department, reason, summary }: CallEvent & { type: 'handed-off' },
  options: CallRecordOptions,
): string {
  const where = department === undefined ? '' : `: ${shown(department, options)}`;
  const why = options.detailed === true ? `. Reason: ${shown(reason, options)}. Told: ${shown(summary, options)}` : '';
  return `[passed on to a person${where}${why}]`;
}

/** The greeting is recorded as said as well; where that was lost, the beginning of the session still tells it. */
const isGreetingRecorded = (greeting: string, events: readonly CallEvent[]): boolean =>
  events.some((event) => event.type === 'bot-said' && event.text === greeting);

/** The events after this one, up to the next silence: what is said then is said anew, in the same words or not. */
function untilSilence(events: readonly CallEvent[], index: number): readonly CallEvent[] {
  const silence = events.findIndex((event, at) => at > index && event.type === 'silence');
  return events.slice(index + 1, silence === -1 ? events.length : silence);
}

function botLine(event: CallEvent & { type: 'bot-said' }, options: CallRecordOptions): string | null {
  const line = said(options.botName, event.heard, options);
  return line !== null && event.interrupted ? `${line.replace(/\s*…$/, '')} …` : line;
}

/** Null where nothing was said. */
function said(name: string, text: string, options: CallRecordOptions): string | null {
  const words = shown(text, options);
  return words === '' ? null : `${oneLine(name).slice(0, longestName)}: ${words}`;
}

const keys = (text: string, { masked }: CallRecordOptions): string => (masked ? 'Keys pressed: (masked)' : text);

const isEffect = ({ status }: ToolResult): boolean => status === 'sent' || status === 'queued' || status === 'booked';

/** "I've just texted the link to the number ending 71." → "texted the link". Other words of a tool stay as they are. */
function effectOf({ say }: ToolResult): string {
  const done = /^I've just ((?:texted|e-mailed) .+) to /.exec(say)?.[1];
  const begun = /^I'm sending (.+) now; the (text|e-mail) may/.exec(say);
  return done ?? (begun === null ? say.replace(/\.$/, '') : `sending ${begun[1]} by ${begun[2]}`);
}

/** One line whatever it holds, so that nothing said can look like a line of somebody else's. */
export function shown(text: string, { masked }: Pick<CallRecordOptions, 'masked'>): string {
  const line = oneLine(text);
  return masked ? maskSpoken(maskText(line)) : line;
}

const oneLine = (text: string): string => stripControls(text).replace(/\s+/g, ' ').trim();

function dayAndTime(at: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, dateStyle: 'full', timeStyle: 'short' });
  return format.format(at).replace(/\s/g, ' ');
}

/** Whole lines from the beginning, and a note where some had to go. */
function fitted(lines: readonly string[]): string {
  const whole = lines.join('\n');
  if (whole.length <= longestRecord) return whole;
  const cut = whole.slice(0, longestRecord - rest.length);
  return `${cut.slice(0, cut.lastIndexOf('\n') + 1)}${rest}`;
}
