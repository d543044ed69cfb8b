import { CalendarClock, ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { CallbackDay, type CallbackSummary } from '../../../contract/callbacks.ts';
import { useHashQuery } from '../../data/location.ts';
import { withQuery } from '../../data/request.ts';
import { useApi } from '../../data/use-api.ts';
import { useWho } from '../../data/who.tsx';
import { Answer } from '../../kit/answer.tsx';
import { Button, IconButton } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { EmptyState } from '../../kit/note.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { Select } from '../../kit/select.tsx';
import { ShowNumbers } from '../../kit/show-numbers.tsx';
import { TextField } from '../../kit/text-field.tsx';
import { Clock, dayText } from './clock.tsx';
import { Who } from './list-view.tsx';
import { CallbackViews, lineKey, readLineKey } from './views.tsx';
import { CallbackState } from './words.tsx';

export function CallbackDayView() {
  const [query, setQuery] = useHashQuery();
  const { lines } = useWho();
  const [isShown, setShown] = useState(false);
  const line = query.line ?? (lines[0] === undefined ? '' : lineKey(lines[0]));
  const path = withQuery('/api/callbacks/day', { ...readLineKey(line), date: query.date, unmasked: isShown });
  const asked = useApi(CallbackDay, path, { topics: ['lines'], enabled: line !== '' });
  const goTo = (date: string): void => setQuery({ date: date === asked.data?.today ? null : date });
  return (
    <>
      <PageHeader
        title="Callbacks of a day"
        note="What can be booked, what is taken, and who is called when."
        actions={<ShowNumbers isShown={isShown} onChange={setShown} />}
      />
      <CallbackViews current="day" />
      <div className="toolbar">
        <Select
          label="Line"
          value={line}
          options={lines.map((one) => ({ value: lineKey(one), label: one.name }))}
          onChange={(chosen) => setQuery({ line: chosen })}
        />
        <TextField
          label="Day"
          type="date"
          value={asked.data?.date ?? ''}
          onChange={(date) => date !== '' && goTo(date)}
        />
        <div className="row">
          <IconButton
            label="The day before"
            icon={ChevronLeft}
            variant="plain"
            isDisabled={asked.data === undefined}
            onPress={() => asked.data !== undefined && goTo(asked.data.previous)}
          />
          <Button isDisabled={query.date === undefined} onPress={() => setQuery({ date: null })}>
            Today
          </Button>
          <IconButton
            label="The day after"
            icon={ChevronRight}
            variant="plain"
            isDisabled={asked.data === undefined}
            onPress={() => asked.data !== undefined && goTo(asked.data.next)}
          />
        </div>
      </div>
      <Answer of={asked} what="the day">
        {(day) => <Day day={day} />}
      </Answer>
    </>
  );
}

function Day({ day }: { readonly day: CallbackDay }) {
  const { slots, others, date, today, capacity } = day;
  const title = `${dayText(date)}${date === today ? ', today' : ''}`;
  return (
    <div className="stack">
      <Card title={title} flush aside={capacity === null ? undefined : <Taken day={day} />}>
        {slots.length === 0 ? <NoSlots day={day} /> : <Slots day={day} />}
      </Card>
      {others.length > 0 && (
        <Card title="Outside of the slots">
          <ul className="callbacks-chips">
            {others.map((callback) => (
              <li key={callback.id} className="row">
                <Clock at={callback.startsAt} zone={day.zone} />
                <Booked callback={callback} />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}

function Taken({ day: { slots, capacity, zone } }: { readonly day: CallbackDay }) {
  const seats = slots.length * (capacity ?? 0);
  const taken = slots.reduce((sum, { booked, held }) => sum + booked + held, 0);
  return (
    <span className="muted small">
      {slots.length > 0 && `${taken} of ${seats} seats taken · `}times in {zone}
    </span>
  );
}

function Slots({ day: { slots, capacity, zone, date } }: { readonly day: CallbackDay }) {
  return (
    <table className="callbacks-day">
      <caption className="visually-hidden">Slots of {dayText(date)}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Seats</th>
          <th scope="col">Booked</th>
        </tr>
      </thead>
      <tbody>
        {slots.map((slot) => (
          <tr key={slot.id} className={slot.closed ? 'closed' : undefined}>
            <th scope="row">
              <Clock at={slot.startsAt} zone={zone} />
            </th>
            <td>
              <Seats booked={slot.booked} held={slot.held} capacity={capacity ?? 0} isClosed={slot.closed} />
            </td>
            <td>
              <ul className="callbacks-chips">
                {slot.callbacks.map((callback) => (
                  <li key={callback.id}>
                    <Booked callback={callback} />
                  </li>
                ))}
              </ul>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
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

function Booked({ callback }: { readonly callback: CallbackSummary }) {
  return (
    <a className="callbacks-chip" href={`#/callbacks/${encodeURIComponent(callback.id)}`}>
      <Who name={callback.callerName} phone={callback.phone} />
      <CallbackState state={callback.state} />
    </a>
  );
}

function NoSlots({ day: { capacity, until } }: { readonly day: CallbackDay }) {
  if (capacity === null)
    return (
      <EmptyState icon={CalendarClock} title="This line takes no bookings">
        Callers can choose a time when scheduled_callback is on and the line has callbacks with slots in its site file.
      </EmptyState>
    );
  return (
    <EmptyState icon={CalendarClock} title="Nothing can be booked on this day">
      The line is closed, or the day is in its closed_dates.
      {until !== null && ` Bookings are taken until ${dayText(until)}.`}
    </EmptyState>
  );
}
