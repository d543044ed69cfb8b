import { localAt } from '../local-time.ts';
import { clockWords, nameIfTwice, otherZone, type SpokenTime, speakClock, speakDate, speakDay } from './slot-time.ts';

type Clocks = Pick<SpokenTime, 'zone' | 'callerZone' | 'now'>;

/** Times of one day, here and at the caller's. */
interface DayOfTimes {
  readonly day: string;
  /** The caller's zone, where its clock shows other times. */
  readonly elsewhere: string | null;
  readonly times: readonly number[];
}

/**
 * Times to choose from (epoch ms, in order) for the ear, no day said twice: "tomorrow, Thursday November 26th, at eight,
 * nine or ten A M, or Friday November 27th at two P M". Where the caller's clock shows others: "at nine A M or twelve
 * noon our time, that is six or nine A M your time".
 */
export function speakChoices(times: readonly number[], clocks: Clocks): string {
  const days = dayByDay(times, clocks);
  return listed(
    days.map((day, index) => speakTimes(day, days[index - 1]?.day ?? null, clocks)),
    ', or ',
  );
}

/** Times stay together while the day is the same on both clocks. */
function dayByDay(times: readonly number[], { zone, callerZone }: Clocks): readonly DayOfTimes[] {
  return inRuns(times, (at) => {
    const elsewhere = otherZone({ at, zone, callerZone: callerZone ?? null });
    return `${dateAt(at, zone)} ${elsewhere === null ? '' : dateAt(at, elsewhere)}`;
  }).map((run) => {
    const [at = 0] = run;
    return { day: dateAt(at, zone), elsewhere: otherZone({ at, zone, callerZone: callerZone ?? null }), times: run };
  });
}

function speakTimes({ day, elsewhere, times }: DayOfTimes, dayBefore: string | null, { zone, now }: Clocks): string {
  const [at = 0] = times;
  const onDay = day === dayBefore ? '' : speakDay(at, zone, now);
  const ours = `${onDay}${onDay.includes(',') ? ',' : ''} at ${speakClocks(times, zone)}`.trimStart();
  if (elsewhere === null) return ours;
  const theirDay = dateAt(at, elsewhere) === day ? '' : `${speakDate(localAt(at, elsewhere))}, `;
  return `${ours} our time, that is ${theirDay}${speakClocks(times, elsewhere)} your time`;
}

/** "eight, nine or ten A M"; "nine A M, twelve noon or two P M"; "nine or ten A M, or two P M". */
function speakClocks(times: readonly number[], zone: string): string {
  const runs = inRuns(times, (at) => halfOf(at, zone) ?? `${at}`).map((run) => speakRun(run, zone));
  const isPlain = runs.every((run) => !/,| or /.test(run));
  return listed(runs, isPlain ? ' or ' : ', or ');
}

/** Times that share their half of the day, or one that says all of itself. */
function speakRun(run: readonly number[], zone: string): string {
  const [at = 0] = run;
  const half = halfOf(at, zone);
  if (half === null) return `${speakClock(localAt(at, zone))}${nameIfTwice(at, zone)}`;
  const words = run.map((time) => clockWords(localAt(time, zone)).words);
  return `${listed(words, ' or ')} ${half}`;
}

/** Null where it cannot be shared: noon, midnight, and a time that needs the name of its zone. */
const halfOf = (at: number, zone: string): string | null =>
  nameIfTwice(at, zone) === '' ? clockWords(localAt(at, zone)).half : null;

const dateAt = (at: number, zone: string): string => localAt(at, zone).slice(0, 10);

const listed = (parts: readonly string[], or: string): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')}${or}${parts.at(-1)}`;

/** Neighbours with the same key together. */
function inRuns(times: readonly number[], keyOf: (at: number) => string): readonly (readonly number[])[] {
  const runs: { readonly key: string; readonly times: number[] }[] = [];
  for (const at of times) {
    const [key, last] = [keyOf(at), runs.at(-1)];
    if (last?.key === key) last.times.push(at);
    else runs.push({ key, times: [at] });
  }
  return runs.map((run) => run.times);
}
