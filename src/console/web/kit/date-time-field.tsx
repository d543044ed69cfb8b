import { type CalendarDateTime, parseDateTime } from '@internationalized/date';
import { CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react';
import {
  Button as AriaButton,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  Heading,
  I18nProvider,
  Label,
  Popover,
  Text,
} from 'react-aria-components';
import '../style/date-time.css';

export interface DateTimeFieldProps {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly note?: string;
  /** On some wall clock, without a zone: "2026-11-29T09:00". */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A day and a time: typed part by part, or the day chosen from a calendar. Written as the pages write times. */
export function DateTimeField({ label, hideLabel = false, note, value, onChange }: DateTimeFieldProps) {
  const change = (chosen: CalendarDateTime | null): void => {
    if (chosen !== null) onChange(chosen.toString().slice(0, 16));
  };
  return (
    <I18nProvider locale="en-GB">
      <DatePicker
        className="field"
        value={parseDateTime(value)}
        onChange={change}
        granularity="minute"
        hourCycle={24}
        shouldForceLeadingZeros
      >
        <Label className={hideLabel ? 'visually-hidden' : 'field-label'}>{label}</Label>
        <Group className="input date-time">
          <DateInput className="date-time-parts">
            {(segment) => <DateSegment className="date-time-part" segment={segment} />}
          </DateInput>
          <AriaButton className="date-time-open" aria-label={`${label}: calendar`}>
            <CalendarDays aria-hidden />
          </AriaButton>
        </Group>
        {note !== undefined && (
          <Text slot="description" className="field-note">
            {note}
          </Text>
        )}
        <Month />
      </DatePicker>
    </I18nProvider>
  );
}

function Month() {
  return (
    <Popover className="popover">
      <Dialog className="month" aria-label="Choose a day">
        <Calendar>
          <header className="month-head">
            <AriaButton slot="previous" className="button quiet icon-only small">
              <ChevronLeft aria-hidden />
            </AriaButton>
            <Heading className="month-title" />
            <AriaButton slot="next" className="button quiet icon-only small">
              <ChevronRight aria-hidden />
            </AriaButton>
          </header>
          <CalendarGrid className="month-days">
            <CalendarGridHeader>
              {(day) => <CalendarHeaderCell className="month-weekday">{day}</CalendarHeaderCell>}
            </CalendarGridHeader>
            <CalendarGridBody>{(date) => <CalendarCell className="month-day" date={date} />}</CalendarGridBody>
          </CalendarGrid>
        </Calendar>
      </Dialog>
    </Popover>
  );
}
