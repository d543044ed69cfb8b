import type { Callback } from './callback.ts';
import type { Callbacks, Transfer, TransferTarget } from './escalation.ts';
import { isOpen } from './hours.ts';
import type { Line } from './line.ts';
import { currentLine, type LineInForce, type SiteBook } from './line-in-force.ts';
import type { OpeningHours } from './opening-hours.ts';
import { quietHoursOf } from './quiet-hours.ts';

/** A line that still calls back. */
export interface CallingLine extends LineInForce {
  readonly line: Line & { readonly callbacks: Callbacks; readonly transfer: Transfer };
}

/** Whose phone a callback rings. */
export interface Customer {
  /** E.164; null: not known yet. */
  readonly phone: string | null;
  /** IANA zone, where it is known. */
  readonly callerZone: string | null;
}

const minute = 60_000;

/** The line of a callback as it is now; null when it is gone, or does not call back any more. */
export function lineOfCallback(
  siteBook: Pick<SiteBook, 'sites' | 'lineForNumber'>,
  { siteId, lineId, kind }: Pick<Callback, 'siteId' | 'lineId' | 'kind'>,
): CallingLine | null {
  const inForce = currentLine(siteBook, { siteId, lineId });
  if (inForce === null) return null;
  const { features } = inForce.site;
  const { escalation } = inForce.line;
  const on =
    kind === 'now'
      ? escalation.callback_now && features.click_to_call
      : escalation.scheduled_callback && features.callback_scheduling;
  return on ? callingLineOf(inForce) : null;
}

/** The line with what callbacks take; null where it has no section of them, or nobody to connect. */
export function callingLineOf({ line, ...inForce }: LineInForce): CallingLine | null {
  const { callbacks, transfer } = line;
  if (callbacks === undefined || transfer === undefined) return null;
  return { ...inForce, line: { ...line, callbacks, transfer } };
}

/** Where a target is reached: what the carrier is asked to call. */
export const addressOf = ({ number, sip_uri }: TransferTarget): string | null => number ?? sip_uri ?? null;

/** When a target may be rung; undefined: always. A booked time lies in the hours of the slots. */
export function hoursOf(
  { line }: CallingLine,
  target: TransferTarget,
  kind: Callback['kind'],
): OpeningHours | undefined {
  const slots = kind === 'scheduled' ? line.callbacks.slots?.hours : undefined;
  return target.hours ?? slots ?? line.hours;
}

/** The agents who may be rung for a callback at this moment, in the order of the site file. */
export const agentsFor = (
  inForce: CallingLine,
  { kind, anyHour }: Pick<Callback, 'kind' | 'anyHour'>,
  at: number,
): readonly TransferTarget[] => (anyHour === true ? reachableAgents(inForce) : openAgents(inForce, kind, at));

/** Everybody who has a phone, whatever the hour. */
export const reachableAgents = ({ line }: CallingLine): readonly TransferTarget[] =>
  line.transfer.targets.filter((target) => addressOf(target) !== null);

/** Those who are within their hours. */
export function openAgents(inForce: CallingLine, kind: Callback['kind'], at: number): readonly TransferTarget[] {
  return inForce.line.transfer.targets.filter((target) => isThere(inForce, target, kind, at));
}

export const hasOpenAgent = (inForce: CallingLine, kind: Callback['kind'], at: number): boolean =>
  inForce.line.transfer.targets.some((target) => isThere(inForce, target, kind, at));

function isThere(inForce: CallingLine, target: TransferTarget, kind: Callback['kind'], at: number): boolean {
  const hours = hoursOf(inForce, target, kind);
  return addressOf(target) !== null && (hours === undefined || isOpen(hours, inForce.site.time_zone, at));
}

/** Until when (epoch ms) the customer's phone must not ring; null: it may, or nobody can tell yet. */
export const quietForCalls = (inForce: CallingLine, customer: Customer, at: number): number | null =>
  quietHoursForCalls(inForce, customer)(at);

/** `quietForCalls` for many moments (epoch ms). */
export function quietHoursForCalls(
  { line }: CallingLine,
  { phone, callerZone }: Customer,
): (at: number) => number | null {
  const { time_zone, from, to } = line.callbacks.quiet_hours;
  const zone = time_zone ?? callerZone;
  if (phone === null && zone === null) return () => null;
  return quietHoursOf({ number: phone ?? '', zone, from, to });
}

/** Between two rounds of tries. */
export const retryMs = ({ line }: CallingLine): number => line.callbacks.retry_minutes * minute;

/**
 * The first moment a callback may be dialled. `callEndedAt`: of the call it was asked for in; the caller gets the time to
 * hang up.
 */
export function earliestOf({ line }: CallingLine, callback: Callback, callEndedAt: number): number {
  if (callback.kind === 'scheduled') return callback.startsAt;
  return Math.max(callback.startsAt, callEndedAt + line.callbacks.delay_seconds * 1000);
}

/** So late the first try may begin. */
export const beginBy = (inForce: CallingLine, earliest: number): number =>
  earliest + inForce.line.callbacks.late_minutes * minute;

/** So late any try may begin: as if the first one were as late as it may be, and all others followed. */
export const tryBy = (inForce: CallingLine, earliest: number): number =>
  beginBy(inForce, earliest) + inForce.line.callbacks.attempts * retryMs(inForce);
