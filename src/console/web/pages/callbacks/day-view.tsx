import { CalendarClock, ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { CallbackDay } from '../../../contract/callbacks.ts';
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
import { BookedCallback } from './booked-callback.tsx';
import { Clock, dayText } from './clock.tsx';
import { SlotsTable } from './slots-table.tsx';
import { CallbackViews, lineKey, readLineKey } from './views.tsx';

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
        {slots.length === 0 ? <NoSlots day={day} /> : <SlotsTable day={day} />}
      </Card>
      {others.length > 0 && (
        <Card title="Outside of the slots">
          <ul className="callbacks-others">
            {others.map((callback) => (
              <li key={callback.id} className="row">
                <Clock at={callback.startsAt} zone={day.zone} />
                <BookedCallback callback={callback} />
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
