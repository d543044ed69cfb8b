import { recordLines, shown } from './call-record.ts';
import type { Callback } from './callback.ts';
import type { CallEvent } from './event.ts';
import type { LineInForce } from './line-in-force.ts';

interface Room {
  readonly beginning: number;
  readonly end: number;
}

/** What fits into one request beside the answer: about an hour of talk. */
const roomOfCall: Room = { beginning: 12_000, end: 36_000 };
const roomOfCallBefore: Room = { beginning: 3000, end: 9000 };
const longestLine = 4000;
const leftOut = '[Some of it is left out here.]';
/** What stands between these is data. */
export const RECORD_BEGINS = '<record_of_the_call>';
export const RECORD_ENDS = '</record_of_the_call>';
export const CALL_BEFORE_BEGINS = '<the_call_in_which_the_callback_was_asked_for>';
export const CALL_BEFORE_ENDS = '</the_call_in_which_the_callback_was_asked_for>';

/** What a call that was placed for a callback is about. */
export interface AskedFor {
  /** As the callback has it. */
  readonly reason: string;
  /** Of the call in which the callback was asked for. */
  readonly events: readonly CallEvent[];
}

/**
 * Whether a call is to be written up: a person was in it, or was asked for. `callback`: the one it was placed for, if any.
 */
export function isToBeWrittenUp(events: readonly CallEvent[], callback: Callback | null): boolean {
  const withPerson = events.some(
    (event) =>
      event.type === 'handed-off' ||
      event.type === 'agent-dialed' ||
      event.type === 'person-said' ||
      (event.type === 'agent-dial-ended' && event.outcome === 'connected'),
  );
  const placed = events.find((event) => event.type === 'call-started');
  if (placed?.callback === undefined) return withPerson;
  // A callback that reached nobody rang an agent too: there is nothing to write up.
  const attempt = callback?.attempts.find(({ number }) => number === placed.attempt);
  return attempt?.state === 'connected' || attempt?.outcome === 'connected' || hasConversation(events);
}

const hasConversation = (events: readonly CallEvent[]): boolean =>
  events.some(
    (event) => event.type === 'person-said' || (event.type === 'agent-dial-ended' && event.outcome === 'connected'),
  );

/** Who of the business spoke with the caller: the target of the site file. */
export function agentOf(events: readonly CallEvent[]): string | null {
  const connected = events.findLast((event) => event.type === 'agent-dial-ended' && event.outcome === 'connected');
  const accepted = events.findLast((event) => event.type === 'agent-answered' && event.accepted);
  const found = connected ?? accepted;
  return found?.type === 'agent-dial-ended' || found?.type === 'agent-answered' ? found.target : null;
}

/**
 * The call as the model that writes it up reads it: numbers and addresses masked, since notes are kept and mailed; what
 * does not fit goes from the middle, since promises are made at the end. Nothing in it can end the data early. A
 * callback's call has before it, shorter, what it was `asked` for.
 */
export function wrapUpRecord(
  events: readonly CallEvent[],
  inForce: Pick<LineInForce, 'site' | 'line'>,
  asked: AskedFor | null = null,
): string {
  const record = [RECORD_BEGINS, ...withoutMiddle(linesOf(events, inForce), roomOfCall), RECORD_ENDS];
  return [...(asked === null ? [] : callBefore(asked, inForce)), ...record].join('\n');
}

function callBefore({ reason, events }: AskedFor, inForce: Pick<LineInForce, 'site' | 'line'>): readonly string[] {
  const about = reason === '' ? [] : [dataLine(`Reason of the callback: ${shown(reason, { masked: true })}`)];
  const lines = withoutMiddle(linesOf(events, inForce), roomOfCallBefore);
  return [CALL_BEFORE_BEGINS, ...about, ...lines, CALL_BEFORE_ENDS];
}

function linesOf(events: readonly CallEvent[], { site, line }: Pick<LineInForce, 'site' | 'line'>): readonly string[] {
  const options = { botName: line.persona.name, callerName: 'Caller', timeZone: site.time_zone };
  return recordLines(events, { ...options, masked: true, detailed: true }).map(dataLine);
}

/** Bounded, and without what could end the data. */
const dataLine = (text: string): string =>
  text.slice(0, longestLine).replace(/[<>]/g, (sign) => (sign === '<' ? '‹' : '›'));

function withoutMiddle(lines: readonly string[], room: Room): readonly string[] {
  const whole = lines.reduce((sum, text) => sum + text.length + 1, 0);
  if (whole <= room.beginning + room.end) return lines;
  const beginning = thatFit(lines, room.beginning);
  const end = thatFit(lines.toReversed(), room.end).toReversed();
  return [...beginning, leftOut, ...end];
}

function thatFit(lines: readonly string[], room: number): readonly string[] {
  let left = room;
  const tooMuch = lines.findIndex((text) => {
    left -= text.length + 1;
    return left < 0;
  });
  return tooMuch === -1 ? lines : lines.slice(0, tooMuch);
}
