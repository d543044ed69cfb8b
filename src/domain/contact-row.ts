import { z } from 'zod';
import type { Contact } from './call.ts';
import { parseEmailAddress } from './email-address.ts';
import { parsePhoneNumber } from './phone-number.ts';
import { LanguageTag, TimeZone } from './values.ts';

const text = z.string().trim().default('');
/** A contact as it is written down, in a row of a file or a form. `other_…`: lists with `;`. */
export const ContactRow = z.object({
  id: text,
  name: text,
  phone: text,
  callback_number: text,
  email: text,
  language: text,
  time_zone: text,
  notes: text,
  other_phones: text,
  other_emails: text,
});
export type ContactRow = z.infer<typeof ContactRow>;
export type ContactColumn = keyof ContactRow;
export const contactColumns = Object.keys(ContactRow.shape) as readonly ContactColumn[];

export interface ColumnError {
  readonly column: ContactColumn;
  readonly message: string;
}

export interface ReadRow {
  /** What could be read; of use only without errors. */
  readonly contact: Contact;
  readonly errors: readonly ColumnError[];
  /** Which column each number and address comes from. */
  readonly origins: ReadonlyMap<string, ContactColumn>;
}

/** In characters. Whatever is longer is not what its column says. */
const longest: Readonly<Record<ContactColumn, number>> = {
  id: 100,
  name: 200,
  phone: 40,
  callback_number: 40,
  email: 254,
  language: 40,
  time_zone: 60,
  notes: 4000,
  other_phones: 1000,
  other_emails: 4000,
};
/** Numbers and addresses one contact is recognised by. */
const mostIdentifiers = 20;

/** Reads one contact of a site; national numbers are read as the country's. */
export function readContactRow(row: ContactRow, site: { readonly siteId: string; readonly country: string }): ReadRow {
  const errors: ColumnError[] = [...missing(row), ...tooLong(row), ...unprintable(row), ...misspelled(row)];
  const origins = new Map<string, ContactColumn>();
  const read = (column: ContactColumn, parse: (raw: string) => string | null, problem: string): void => {
    for (const raw of column.startsWith('other_') ? listOf(row[column]) : [row[column]].filter((one) => one !== '')) {
      const value = parse(raw);
      if (value === null) errors.push({ column, message: `"${shortened(raw)}" ${problem}` });
      else if (!origins.has(value)) origins.set(value, column);
    }
  };
  const number = (raw: string): string | null => parsePhoneNumber(raw, site.country);
  for (const column of ['phone', 'callback_number', 'other_phones'] as const)
    read(column, number, 'is not a phone number');
  for (const column of ['email', 'other_emails'] as const)
    read(column, (raw) => parseEmailAddress(raw), 'is not an e-mail address');
  if (origins.size > mostIdentifiers)
    errors.push({ column: 'other_phones', message: `more than ${mostIdentifiers} numbers and addresses` });
  return { contact: toContact(row, site, [...origins.keys()]), errors, origins };
}

const listOf = (cell: string): readonly string[] =>
  cell
    .split(';')
    .map((raw) => raw.trim())
    .filter((raw) => raw !== '');

function toContact(
  row: ContactRow,
  { siteId, country }: { siteId: string; country: string },
  identifiers: string[],
): Contact {
  return {
    id: row.id,
    siteId,
    name: row.name || null,
    callbackNumber: parsePhoneNumber(row.callback_number || row.phone, country),
    email: row.email === '' ? null : parseEmailAddress(row.email),
    language: row.language || null,
    timeZone: row.time_zone || null,
    notes: row.notes || null,
    identifiers,
  };
}

const missing = (row: ContactRow): readonly ColumnError[] =>
  row.id === '' ? [{ column: 'id', message: 'id is missing' }] : [];

function tooLong(row: ContactRow): readonly ColumnError[] {
  return contactColumns.flatMap((column) =>
    row[column].length > longest[column]
      ? [{ column, message: `longer than ${longest[column]} characters (${row[column].length})` }]
      : [],
  );
}

/** Control characters; in notes a line may end. */
function unprintable(row: ContactRow): readonly ColumnError[] {
  return contactColumns.flatMap((column) => {
    const pattern = column === 'notes' ? /[^\P{Cc}\t\n\r]/u : /\p{Cc}/u;
    return pattern.test(row[column]) ? [{ column, message: 'holds a line break or a control character' }] : [];
  });
}

function misspelled({ language, time_zone }: ContactRow): readonly ColumnError[] {
  const errors: ColumnError[] = [];
  if (language !== '' && !LanguageTag.safeParse(language).success)
    errors.push({ column: 'language', message: 'language is not a BCP-47 tag such as en-US' });
  if (time_zone !== '' && !TimeZone.safeParse(time_zone).success)
    errors.push({ column: 'time_zone', message: 'time_zone is not an IANA zone such as Europe/Paris' });
  return errors;
}

const shortened = (raw: string): string => (raw.length > 60 ? `${raw.slice(0, 60)}…` : raw);
