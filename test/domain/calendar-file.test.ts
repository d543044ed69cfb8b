import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CalendarEntry, calendarFile } from '../../src/domain/calendar-file.ts';

const entry: CalendarEntry = {
  id: 'booking_01J',
  start: Date.parse('2026-12-01T15:30:00Z'),
  durationMinutes: 45,
  title: 'Boiler; inspection, yearly',
  description: 'Please have\nthe key \\ ready.',
  location: '12 Main St, Springfield; back door',
  organizer: { name: 'Acme "Heating": Sales', address: 'bookings@acme.example' },
  attendee: 'jane+home@example.com',
  sequence: 0,
  method: 'REQUEST',
  stamp: Date.parse('2026-11-20T09:00:01Z'),
};

interface Property {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly value: string;
}

/** A strict reader (RFC 5545): unfolds, splits each line at the first colon outside quotes, and allows nothing odd. */
function read(text: string): readonly Property[] {
  expect(text.endsWith('\r\n')).toBe(true);
  const lines = text.slice(0, -2).split('\r\n');
  for (const line of lines) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(line).not.toMatch(/[\r\n\u0000-\u0008\u000b-\u001f\u007f\u0085\u2028\u2029]/);
  }
  const unfolded = text.slice(0, -2).replaceAll('\r\n ', '').split('\r\n');
  return unfolded.map((line) => {
    const match = /^([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/su.exec(line);
    if (match === null) throw new Error(`not a content line: ${JSON.stringify(line)}`);
    const [, name = '', parameters = '', value = ''] = match;
    const pairs = [...parameters.matchAll(/;([A-Z-]+)=(?:"([^"]*)"|([^";:,]*))/gu)];
    return { name, value, parameters: Object.fromEntries(pairs.map((pair) => [pair[1], pair[2] ?? pair[3]])) };
  });
}

/** TEXT as it was meant; throws at an unescaped separator or an unknown escape. */
function textOf(value: string): string {
  if (!/^(?:[^\\;,]|\\[\\;,nN])*$/su.test(value)) throw new Error(`not a text: ${JSON.stringify(value)}`);
  return value.replace(/\\([\\;,nN])/g, (_, sign: string) => (/n/i.test(sign) ? '\n' : sign));
}

const values = (file: { text: string }): Readonly<Record<string, string>> =>
  Object.fromEntries(read(file.text).map(({ name, value }) => [name, value]));
const namesOf = (file: { text: string }): readonly string[] => read(file.text).map(({ name }) => name);

describe('calendar files', () => {
  it('[ICS1] times are in UTC, whatever zone the machine is in', () => {
    expect(values(calendarFile(entry))).toMatchObject({
      DTSTART: '20261201T153000Z',
      DTEND: '20261201T161500Z',
      DTSTAMP: '20261120T090001Z',
    });
    const overnight = calendarFile({ ...entry, start: Date.parse('2026-10-25T00:30:00Z'), durationMinutes: 90 });
    expect(values(overnight)).toMatchObject({ DTSTART: '20261025T003000Z', DTEND: '20261025T020000Z' });
    expect(overnight.text).not.toMatch(/TZID|TIMEZONE/);
  });

  it('[ICS2] a new entry, a changed one and a cancelled one are told apart', () => {
    const file = calendarFile(entry);
    expect(file).toMatchObject({
      filename: 'appointment.ics',
      contentType: 'text/calendar; method=REQUEST; charset=utf-8',
    });
    expect(values(file)).toMatchObject({ UID: 'booking_01J', SEQUENCE: '0', METHOD: 'REQUEST', STATUS: 'CONFIRMED' });
    const cancelled = calendarFile({ ...entry, sequence: 2, method: 'CANCEL' });
    expect(values(cancelled)).toMatchObject({
      UID: 'booking_01J',
      SEQUENCE: '2',
      METHOD: 'CANCEL',
      STATUS: 'CANCELLED',
    });
    expect(cancelled.contentType).toBe('text/calendar; method=CANCEL; charset=utf-8');
  });

  it('[ICS2] the same entry is the same file', () => {
    expect(calendarFile(entry)).toEqual(calendarFile(entry));
  });

  it('[ICS3] what can be shown is shown as it was', () => {
    const file = values(calendarFile(entry));
    expect(textOf(file.SUMMARY ?? '')).toBe('Boiler; inspection, yearly');
    expect(textOf(file.DESCRIPTION ?? '')).toBe('Please have\nthe key \\ ready.');
    expect(textOf(file.LOCATION ?? '')).toBe('12 Main St, Springfield; back door');
    expect(file.ORGANIZER).toBe('mailto:bookings@acme.example');
    expect(file.ATTENDEE).toBe('MAILTO:jane+home@example.com');
    const organizer = read(calendarFile(entry).text).find(({ name }) => name === 'ORGANIZER');
    expect(organizer?.parameters).toEqual({ CN: "Acme ^'Heating^': Sales" });
  });

  it('[ICS3] no value leaves its property', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 120 }),
      fc.string({ unit: fc.constantFrom(...'\r\n\t ;:,"\\^nN=@.aé😀\u0000\u0085\u2028\ud800'), maxLength: 120 }),
      fc.constantFrom(
        'x\r\nEND:VEVENT\r\nBEGIN:VEVENT',
        'x\r\n ATTENDEE:mailto:evil@example.com',
        'x\nMETHOD:CANCEL',
        '";X=":mailto:evil@example.com',
        'a@example.com,mailto:evil@example.com',
        '\\',
        '\\n',
      ),
    );
    const plain = namesOf(calendarFile({ ...entry, description: 'd', location: 'l' }));
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 7, maxLength: 7 }), (many) => {
        const [id = '', title = '', description = '', location = '', name = '', address = '', attendee = ''] = many;
        const at = (text: string): string => `${text}@x`;
        const organizer = { name, address: at(address) };
        const given = { ...entry, id: `x${id}`, title, description: `d${description}`, location: `l${location}` };
        const file = calendarFile({ ...given, organizer, attendee: at(attendee) });
        expect(namesOf(file)).toEqual(plain);
        const found = values(file);
        for (const text of [found.SUMMARY, found.DESCRIPTION, found.LOCATION]) textOf(text ?? '');
        expect(found.UID).toMatch(/^[\w.@-]+$/);
        expect(found.ORGANIZER).toMatch(/^mailto:[\w.!~*'()%+@-]+$/);
        expect(found.ATTENDEE).toMatch(/^MAILTO:[\w.!~*'()%+@-]+$/);
        for (const { name: property, parameters } of read(file.text))
          if (property === 'ORGANIZER') expect(Object.keys(parameters)).toEqual(['CN']);
      }),
      { seed: 7, numRuns: 400 },
    );
  });

  it('[ICS4] long lines are folded between characters', () => {
    const title = 'Überprüfung 😀 '.repeat(40).trim();
    const file = calendarFile({ ...entry, title });
    expect(textOf(values(file).SUMMARY ?? '')).toBe(title);
    expect(file.text).toMatch(/\r\n /);
    expect(file.text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('[ICS5] a request asks the attendee to answer; a published entry names nobody', () => {
    const attendee = read(calendarFile(entry).text).find(({ name }) => name === 'ATTENDEE');
    expect(attendee?.parameters).toMatchObject({ RSVP: 'TRUE', PARTSTAT: 'NEEDS-ACTION' });
    expect(namesOf(calendarFile({ ...entry, method: 'PUBLISH' }))).not.toContain('ATTENDEE');
    const { attendee: _, description: __, location: ___, ...short } = entry;
    const names = namesOf(calendarFile(short));
    for (const name of ['ATTENDEE', 'DESCRIPTION', 'LOCATION']) expect(names).not.toContain(name);
  });
});
