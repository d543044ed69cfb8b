import { Temporal } from 'temporal-polyfill';
import { isOpen } from './hours.ts';
import type { OpeningHours } from './opening-hours.ts';

const names = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/**
 * The first moment (epoch ms) from `after` on at which these hours are open, looking three days ahead; null: none.
 * `timeZone`: theirs where they name none.
 */
export function nextOpening(hours: OpeningHours, timeZone: string, after: number): number | null {
  if (isOpen(hours, timeZone, after)) return after;
  const zone = hours.time_zone ?? timeZone;
  const today = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone);
  const opening = [0, 1, 2, 3].flatMap((days) => startsOf(hours, today.toPlainDate().add({ days }), zone));
  // A day on which the clocks change may open by the change itself.
  const change = today.getTimeZoneTransition('next')?.epochMilliseconds;
  const moments = change === undefined ? opening : [...opening, change];
  const inOrder = moments.filter((moment) => moment > after).sort((a, b) => a - b);
  return inOrder.find((moment) => isOpen(hours, timeZone, moment)) ?? null;
}

/** When the spans of a day begin; both times where the clock shows one twice. */
function startsOf(hours: OpeningHours, day: Temporal.PlainDate, zone: string): readonly number[] {
  const name = names[day.dayOfWeek - 1];
  if (name === undefined) return [];
  return hours[name].flatMap((span) => {
    const wall = day.toPlainDateTime(Temporal.PlainTime.from(span.slice(0, 5)));
    return (['earlier', 'later'] as const).map(
      (disambiguation) => wall.toZonedDateTime(zone, { disambiguation }).epochMilliseconds,
    );
  });
}
