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
  /** Those of ours that the file has. */
  readonly columns: readonly ContactColumn[];
  /** Columns that mean nothing to us and are left out. */
  readonly unknownColumns: readonly string[];
}

/** Of a file. */
export const MOST_CONTACT_ROWS = 50_000;
const longestRecord = 65_536;
/** In characters: some hundred rows, some milliseconds. */
const pieceLength = 24_000;

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
export function readContactFile(csv: string, into: ImportInto): ContactFile {
  const steps = contactFileSteps(csv, into);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same in steps of some milliseconds each, for whoever has calls to look after meanwhile. */
export function* contactFileSteps(
  csv: string,
  { siteId, defaultCountry: country }: ImportInto,
): Generator<undefined, ContactFile> {
  const found: { rows: ContactFile['rows'][number][]; errors: RowError[] } = { rows: [], errors: [] };
  const seen = new Map<string, number>();
  const [header, ...pieces] = piecesOf(csv.replace(/\r\n?/g, '\n'));
  const columns = headerOf(header?.text ?? '');
  found.errors.push(...columns.errors);
  for (const piece of columns.errors.length > 0 ? [] : pieces) {
    const { records, errors } = recordsOf(piece, columns);
    found.errors.push(...errors);
    for (const { record, line } of records) {
      const { contact, origins, errors: own } = readContactRow(ContactRow.parse(record), { siteId, country });
      found.errors.push(...own.map((error) => ({ line, ...error })), ...repeatedIn(seen, line, contact.id, origins));
      found.rows.push({ line, contact });
    }
    if (found.rows.length > MOST_CONTACT_ROWS) {
      found.errors.push(ofFile(`There are more than ${MOST_CONTACT_ROWS} rows; take the file apart.`));
      break;
    }
    yield;
  }
  const errors = found.errors.toSorted((a, b) => a.line - b.line);
  const own = contactColumns.filter((column) => columns.names.includes(column));
  return { rows: found.rows, errors, columns: own, unknownColumns: columns.unknown };
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

interface Piece {
  readonly text: string;
  /** Lines of the file before it. */
  readonly before: number;
}

/** The first row, then pieces of whole rows: a row ends at a line's end outside quotation marks. */
function piecesOf(csv: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  let before = 0;
  let lines = 0;
  let isQuoted = false;
  for (let index = csv.startsWith('\ufeff') ? 1 : 0; index <= csv.length; index += 1) {
    const character = csv[index];
    if (character === '"') isQuoted = !isQuoted;
    if (character === '\n') lines += 1;
    const isWhole = character === undefined || (character === '\n' && !isQuoted);
    const isFull = character === undefined || pieces.length === 0 || index - start > pieceLength;
    if (!isWhole || !isFull || index < start) continue;
    pieces.push({ text: csv.slice(start, index + 1), before });
    start = index + 1;
    before = lines;
  }
  return pieces;
}

interface Columns {
  readonly names: readonly string[];
  readonly delimiter: string;
  readonly unknown: readonly string[];
  readonly errors: readonly RowError[];
}

function headerOf(text: string): Columns {
  const delimiter = delimiterOf(text);
  const first = read(text, { delimiter });
  const names = first.ok
    ? ((first.value[0]?.record as string[] | undefined) ?? []).map((name) => name.toLowerCase())
    : [];
  const known: readonly string[] = contactColumns;
  const unknown = names.filter((name) => name !== '' && !known.includes(name));
  return { names, delimiter, unknown, errors: first.ok ? headerErrors(names) : [first.failure] };
}

function headerErrors(names: readonly string[]): readonly RowError[] {
  if (names.length === 0) return [];
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
  if (twice !== undefined) return [ofFile(`The column "${twice.slice(0, 60)}" is there twice.`)];
  if (names.includes('id')) return [];
  const known = contactColumns.join(', ');
  return [ofFile(`The first row has to name the columns, and one of them has to be id. They are: ${known}.`)];
}

interface Parsed {
  readonly record: unknown;
  readonly info: { readonly lines: number; readonly error?: CsvError };
}

function recordsOf({ text, before }: Piece, { names, delimiter }: Columns) {
  const parsed = read(text, { delimiter, columns: names.map((name) => name || false) });
  if (!parsed.ok) return { records: [], errors: [{ ...parsed.failure, line: parsed.failure.line + before }] };
  const errors: RowError[] = [];
  const records = parsed.value.flatMap(({ record, info: { lines, error } }) => {
    if (error === undefined) return [{ record, line: lines + before }];
    errors.push({ line: lines + before, column: null, message: wordsOf(error.code, error.message) });
    return [];
  });
  return { records, errors };
}

function read(text: string, options: object): Outcome<readonly Parsed[], RowError> {
  const common = { bom: true, info: true, skip_empty_lines: true, trim: true, relax_column_count: true };
  try {
    const parsed: unknown = parse(text, { ...common, max_record_size: longestRecord, ...options });
    return succeed(parsed as readonly Parsed[]);
  } catch (error) {
    const { lines, code, message } = error as Partial<CsvError & { lines: number }>;
    const line = typeof lines === 'number' ? lines : 1;
    return fail({ line, column: null, message: wordsOf(code, message ?? String(error)) });
  }
}

const ofFile = (message: string): RowError => ({ line: 1, column: null, message });

/** Spreadsheets of some countries write semicolons, or tabs; the first row tells. */
function delimiterOf(csv: string): string {
  const first = csv.slice(0, 4000).split(/[\r\n]/, 1)[0] ?? '';
  return [',', ';', '\t'].toSorted((a, b) => first.split(b).length - first.split(a).length)[0] ?? ',';
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
