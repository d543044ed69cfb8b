import { Temporal } from 'temporal-polyfill';
import { localAt } from './local-time.ts';

/** A day of the calendar on the wall clock of a zone. */
export interface Day {
  /** ISO dates. */
  readonly date: string;
  readonly previous: string;
  readonly next: string;
  /** Epoch ms of its beginning and of the next one's: 23 to 25 hours apart where the clocks change. */
  readonly from: number;
  readonly to: number;
}

/** `date`: an ISO date; `zone`: IANA. */
export function dayOf(date: string, zone: string): Day {
  const day = Temporal.PlainDate.from(date);
  const next = day.add({ days: 1 });
  return {
    date,
    previous: day.subtract({ days: 1 }).toString(),
    next: next.toString(),
    from: day.toZonedDateTime(zone).epochMilliseconds,
    to: next.toZonedDateTime(zone).epochMilliseconds,
  };
}

/** What the calendar there shows at a moment (epoch ms). */
export const dateAt = (at: number, zone: string): string => localAt(at, zone).slice(0, 10);
