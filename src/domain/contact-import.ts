import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Contact } from './call.ts';
import { parseEmailAddress } from './email-address.ts';
import { fail, type Outcome, succeed } from './errors.ts';
import { parsePhoneNumber } from './phone-number.ts';
import { LanguageTag, TimeZone } from './values.ts';

const text = z.string().trim().default('');
const Row = z.object({
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
type Row = z.infer<typeof Row>;

export interface RowError {
  /** The line of the file, the header being 1. */
  readonly line: number;
  readonly message: string;
}

/** Reads contacts from CSV (header row; `other_phones` and `other_emails` hold lists with `;`). All rows or none. */
export function importContacts(
  csv: string,
  { siteId, defaultCountry }: { readonly siteId: string; readonly defaultCountry: string },
): Outcome<readonly Contact[], readonly RowError[]> {
  const errors: RowError[] = [];
  const contacts: Contact[] = [];
  const seen = new Map<string, number>();
  for (const { record, info } of rowsOf(csv, errors)) {
    const problems: string[] = [];
    const contact = toContact(Row.parse(record), siteId, defaultCountry, problems);
    for (const identifier of contact.identifiers) {
      const other = seen.get(identifier);
      if (other !== undefined) problems.push(`shares a number or address with line ${other}`);
      seen.set(identifier, info.lines);
    }
    errors.push(...problems.map((message) => ({ line: info.lines, message })));
    contacts.push(contact);
  }
  return errors.length > 0 ? fail(errors) : succeed(contacts);
}

interface ParsedRow {
  readonly record: unknown;
  readonly info: { readonly lines: number };
}

function rowsOf(csv: string, errors: RowError[]): readonly ParsedRow[] {
  try {
    const rows: unknown = parse(csv, { columns: true, bom: true, info: true, skip_empty_lines: true, trim: true });
    return rows as ParsedRow[];
  } catch (error) {
    const line = error instanceof Error && 'lines' in error && typeof error.lines === 'number' ? error.lines : 1;
    errors.push({ line, message: error instanceof Error ? error.message : String(error) });
    return [];
  }
}

function toContact(row: Row, siteId: string, country: string, problems: string[]): Contact {
  if (row.id === '') problems.push('id is missing');
  const phones = [row.phone, row.callback_number, ...row.other_phones.split(';')]
    .map((raw) => raw.trim())
    .filter((raw) => raw !== '');
  const emails = [row.email, ...row.other_emails.split(';')].map((raw) => raw.trim()).filter((raw) => raw !== '');
  const number = (raw: string): string | null =>
    parsed(raw, parsePhoneNumber(raw, country), 'is not a phone number', problems);
  const address = (raw: string): string | null =>
    parsed(raw, parseEmailAddress(raw), 'is not an e-mail address', problems);
  const identifiers = [...phones.map(number), ...emails.map((raw) => address(raw)?.toLowerCase() ?? null)];
  if (row.language !== '' && !LanguageTag.safeParse(row.language).success)
    problems.push('language is not a BCP-47 tag such as en-US');
  if (row.time_zone !== '' && !TimeZone.safeParse(row.time_zone).success)
    problems.push('time_zone is not an IANA zone such as Europe/Paris');
  return {
    id: row.id,
    siteId,
    name: row.name || null,
    callbackNumber: parsePhoneNumber(row.callback_number || row.phone, country),
    email: row.email === '' ? null : parseEmailAddress(row.email),
    language: row.language || null,
    timeZone: row.time_zone || null,
    notes: row.notes || null,
    identifiers: [...new Set(identifiers.filter((identifier) => identifier !== null))],
  };
}

function parsed(raw: string, value: string | null, problem: string, problems: string[]): string | null {
  if (value === null) problems.push(`"${raw}" ${problem}`);
  return value;
}
