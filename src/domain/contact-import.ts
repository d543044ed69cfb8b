import { type CsvError, parse } from 'csv-parse/sync';
import type { Contact } from './call.ts';
import { type ContactColumn, ContactRow, contactColumns, readContactRow } from './contact-row.ts';
import { fail, type Outcome, succeed } from './errors.ts';

export interface RowError {
  /** The line of the file, the header being 1. */
  readonly line: number;
  /** Null: it is the row as a whole, or the file. */
  readonly column: ContactColumn | null;
  readonly message: string;
}

export interface ContactFile {
  /** Every row that is one, also those with errors. */
  readonly rows: readonly { readonly line: number; readonly contact: Contact }[];
  readonly errors: readonly RowError[];
  /** Columns that mean nothing to us and are left out. */
  readonly unknownColumns: readonly string[];
}

/** Of a file. */
export const MOST_CONTACT_ROWS = 50_000;
const longestRecord = 65_536;

export interface ImportInto {
  readonly siteId: string;
  readonly defaultCountry: string;
}

/** Reads contacts from CSV (header row; `other_phones` and `other_emails` hold lists with `;`). All rows or none. */
export function importContacts(csv: string, into: ImportInto): Outcome<readonly Contact[], readonly RowError[]> {
  const { rows, errors } = readContactFile(csv, into);
  return errors.length > 0 ? fail(errors) : succeed(rows.map(({ contact }) => contact));
}

/** The same with every row by itself: what could be read, and what is wrong, by line and column. */
export function readContactFile(csv: string, { siteId, defaultCountry }: ImportInto): ContactFile {
  const file = recordsOf(csv);
  const errors: RowError[] = [...file.errors];
  const rows: ContactFile['rows'][number][] = [];
  const seen = new Map<string, number>();
  for (const { record, line } of file.records) {
    const read = readContactRow(ContactRow.parse(record), { siteId, country: defaultCountry });
    errors.push(...read.errors.map((error) => ({ line, ...error })));
    errors.push(...repeatedIn(seen, line, read.contact.id, read.origins));
    rows.push({ line, contact: read.contact });
  }
  return { rows, errors: errors.toSorted((a, b) => a.line - b.line), unknownColumns: file.unknownColumns };
}

/** Two rows cannot be one contact, nor can two contacts be recognised by the same. */
function repeatedIn(
  seen: Map<string, number>,
  line: number,
  id: string,
  origins: ReadonlyMap<string, ContactColumn>,
): readonly RowError[] {
  const errors: RowError[] = [];
  const note = (key: string, column: ContactColumn, message: string): void => {
    const other = seen.get(key);
    if (other !== undefined) errors.push({ line, column, message: `${message} line ${other}` });
    seen.set(key, line);
  };
  if (id !== '') note(`id ${id}`, 'id', 'is the same contact as');
  for (const [identifier, column] of origins) note(identifier, column, 'shares a number or address with');
  return errors;
}

interface Records {
  readonly records: readonly { readonly record: unknown; readonly line: number }[];
  readonly errors: readonly RowError[];
  readonly unknownColumns: readonly string[];
}

interface Parsed {
  readonly record: unknown;
  readonly info: { readonly lines: number; readonly error?: CsvError };
}

function recordsOf(csv: string): Records {
  let header: readonly string[] = [];
  try {
    const parsed = parse(csv, {
      columns: (names: string[]) => {
        header = names.map((name) => name.trim().toLowerCase());
        return [...header];
      },
      bom: true,
      info: true,
      delimiter: delimiterOf(csv),
      skip_empty_lines: true,
      trim: true,
      relax_column_count: true,
      max_record_size: longestRecord,
      to: MOST_CONTACT_ROWS + 1,
    }) as unknown as readonly Parsed[];
    return sorted(parsed, header);
  } catch (error) {
    return { records: [], errors: [brokenFile(error)], unknownColumns: [] };
  }
}

function sorted(parsed: readonly Parsed[], header: readonly string[]): Records {
  const errors = headerErrors(header);
  if (parsed.length > MOST_CONTACT_ROWS)
    errors.push(ofFile(`There are more than ${MOST_CONTACT_ROWS} rows; take the file apart.`));
  if (errors.length > 0) return { records: [], errors, unknownColumns: [] };
  const records = parsed.flatMap(({ record, info }) => {
    if (info.error === undefined) return [{ record, line: info.lines }];
    errors.push({ line: info.lines, column: null, message: wordsOf(info.error.code, info.error.message) });
    return [];
  });
  const known: readonly string[] = contactColumns;
  return { records, errors, unknownColumns: header.filter((name) => name !== '' && !known.includes(name)) };
}

function headerErrors(header: readonly string[]): RowError[] {
  if (header.length === 0) return [];
  const twice = header.find((name, index) => name !== '' && header.indexOf(name) !== index);
  if (twice !== undefined) return [ofFile(`The column "${twice.slice(0, 60)}" is there twice.`)];
  if (header.includes('id')) return [];
  return [
    ofFile(
      `The first row has to name the columns, and one of them has to be id. They are: ${contactColumns.join(', ')}.`,
    ),
  ];
}

const ofFile = (message: string): RowError => ({ line: 1, column: null, message });

/** Spreadsheets of some countries write semicolons, or tabs; the first row tells. */
function delimiterOf(csv: string): string {
  const first = csv.slice(0, 4000).split(/[\r\n]/, 1)[0] ?? '';
  return [',', ';', '\t'].toSorted((a, b) => first.split(b).length - first.split(a).length)[0] ?? ',';
}

function brokenFile(error: unknown): RowError {
  const { lines, code, message } = error as Partial<CsvError & { lines: number }>;
  return {
    line: typeof lines === 'number' ? lines : 1,
    column: null,
    message: wordsOf(code, message ?? String(error)),
  };
}

function wordsOf(code: string | undefined, message: string): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quotation mark is opened and never closed';
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE':
      return 'a quotation mark stands inside a cell; write it twice, and the whole cell in quotation marks';
    case 'CSV_RECORD_INCONSISTENT_COLUMNS':
    case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH':
      return 'the row has more or fewer cells than the first row names columns';
    case 'CSV_MAX_RECORD_SIZE':
      return `a row is longer than ${longestRecord} characters`;
    default:
      return message.slice(0, 200);
  }
}
