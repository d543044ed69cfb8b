import type { CallbackDay } from '../../../contract/callbacks.ts';
import { BookedCallback } from './booked-callback.tsx';
import { bareClock, Clock, dayText } from './clock.tsx';

/** The slots of a day with their seats, and who is booked. */
export function SlotsTable({ day }: { readonly day: CallbackDay }) {
  return (
    <table className="callbacks-day">
      <caption className="visually-hidden">Slots of {dayText(day.date)}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Seats</th>
          <th scope="col">Booked</th>
        </tr>
      </thead>
      <tbody>
        {runsOf(day.slots).map((run) => (
          <SlotRow key={run[0].id} run={run} day={day} />
        ))}
      </tbody>
    </table>
  );
}

type Slot = CallbackDay['slots'][number];
type Run = readonly [Slot, ...Slot[]];
const isOver = ({ closed, booked, held, callbacks }: Slot): boolean =>
  closed && booked + held === 0 && callbacks.length === 0;

/** Slots one after the other that are over without anybody in them stand in one row. */
function runsOf(slots: readonly Slot[]): readonly Run[] {
  const runs: [Slot, ...Slot[]][] = [];
  for (const slot of slots) {
    const last = runs.at(-1);
    if (last !== undefined && isOver(slot) && isOver(last[0])) last.push(slot);
    else runs.push([slot]);
  }
  return runs;
}

function SlotRow({ run, day: { zone, capacity } }: { readonly run: Run; readonly day: CallbackDay }) {
  const [slot] = run;
  const last = run.at(-1) ?? slot;
  return (
    <tr className={slot.closed ? 'closed' : undefined}>
      <th scope="row">
        {run.length > 1 && `${bareClock(slot.startsAt, zone)} to `}
        <Clock at={last.startsAt} zone={zone} />
      </th>
      <td>
        {run.length > 1 ? (
          <span className="muted small">{run.length} slots closed</span>
        ) : (
          <Seats booked={slot.booked} held={slot.held} capacity={capacity ?? 0} isClosed={slot.closed} />
        )}
      </td>
      <td>
        <ul className="callbacks-chips">
          {slot.callbacks.map((callback) => (
            <li key={callback.id}>
              <BookedCallback callback={callback} />
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

interface SeatsProps {
  readonly booked: number;
  readonly held: number;
  readonly capacity: number;
  readonly isClosed: boolean;
}

/** Up to so many seats are drawn one by one. */
const drawn = 8;

/** A mark for each seat, and the same in words. */
function Seats({ booked, held, capacity, isClosed }: SeatsProps) {
  const free = Math.max(0, capacity - booked - held);
  const marks = [
    ...Array.from({ length: booked }, (_, index) => ['booked', `b${index}`] as const),
    ...Array.from({ length: held }, (_, index) => ['held', `h${index}`] as const),
    ...Array.from({ length: free }, (_, index) => ['free', `f${index}`] as const),
  ];
  const words = [
    ...(booked > 0 ? [`${booked} booked`] : []),
    ...(held > 0 ? [`${held} held for a caller`] : []),
    ...(free === 0 ? ['full'] : isClosed ? ['closed'] : [`${free} free`]),
  ];
  return (
    <div className="callbacks-seats">
      {capacity <= drawn && (
        <span className="callbacks-marks" aria-hidden>
          {marks.map(([kind, key]) => (
            <span key={key} className={`callbacks-mark ${kind}`} />
          ))}
        </span>
      )}
      <span className="muted small">{words.join(', ')}</span>
    </div>
  );
}
