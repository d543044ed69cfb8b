import ical, { ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { stripControls } from './sms-text.ts';

export interface CalendarEntry {
  /** The same for every version of the appointment: this is how a calendar knows which one is meant. */
  readonly id: string;
  /** Epoch ms. */
  readonly start: number;
  readonly durationMinutes: number;
  readonly title: string;
  readonly description?: string;
  readonly location?: string;
  readonly organizer: { readonly name: string; readonly address: string };
  /** An e-mail address. A published entry names nobody, so it is left out there. */
  readonly attendee?: string;
  /** Raised by one with every change and with the cancellation; from 0. */
  readonly sequence: number;
  /** REQUEST asks the attendee, PUBLISH only tells, CANCEL takes back. */
  readonly method: 'REQUEST' | 'PUBLISH' | 'CANCEL';
  /** Epoch ms at which this version was made. */
  readonly stamp: number;
}

export interface CalendarFile {
  readonly filename: 'appointment.ics';
  readonly contentType: string;
  readonly text: string;
}

/** An appointment as an iCalendar file, its times in UTC. What the values say cannot leave their properties. */
export function calendarFile(entry: CalendarEntry): CalendarFile {
  const calendar = ical({
    prodId: '//Attendant//Attendant//EN',
    method: ICalCalendarMethod[entry.method],
    events: [eventOf(entry)],
  });
  return {
    filename: 'appointment.ics',
    contentType: `text/calendar; method=${entry.method}; charset=utf-8`,
    text: `${calendar.toString()}\r\n`,
  };
}

/** Plain Dates and no time zone: with one, the library would write the UTC clock as if it were that zone's. */
function eventOf({ id, start, durationMinutes, sequence, stamp, ...entry }: CalendarEntry) {
  const { description, location, organizer, attendee, method } = entry;
  return {
    id: id.replace(/[^\w.@-]/g, '-'),
    start: new Date(start),
    end: new Date(start + durationMinutes * 60_000),
    stamp: new Date(stamp),
    sequence,
    summary: oneLine(entry.title),
    ...(description !== undefined && { description: stripControls(description) }),
    ...(location !== undefined && { location: oneLine(location) }),
    organizer: organizerOf(organizer),
    attendees: attendee === undefined || method === 'PUBLISH' ? [] : [attendeeOf(attendee)],
    status: method === 'CANCEL' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  };
}

function organizerOf({ name, address }: CalendarEntry['organizer']) {
  const email = forMailto(address);
  return { name: oneLine(name) || email, email };
}

function attendeeOf(address: string) {
  return { email: forMailto(address), rsvp: true, status: ICalAttendeeStatus.NEEDSACTION };
}

const oneLine = (text: string): string => stripControls(text).replace(/\s+/g, ' ').trim();

/** An address as a mailto URI takes it: nothing in it can begin another address, parameter or line. */
function forMailto(address: string): string {
  return encodeURIComponent(address.toWellFormed()).replaceAll('%40', '@').replaceAll('%2B', '+');
}
