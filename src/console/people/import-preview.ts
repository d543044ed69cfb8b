import { setImmediate } from 'node:timers/promises';
import { changedFields, withKnown } from '../../domain/contact-changes.ts';
import { type ContactFile, contactFileSteps, type RowError } from '../../domain/contact-import.ts';
import type { Site } from '../../domain/site.ts';
import type { ContactImport, ImportRow } from '../../ports/contact-store.ts';
import type { Store } from '../../ports/store.ts';

const comparedAtOnce = 500;

/** Reads a file in steps, so that calls are answered meanwhile. */
export async function readInSteps(csv: string, site: Site): Promise<ContactFile> {
  if (csv.includes('\ufffd')) return broken('The file is not UTF-8. Save it as "CSV UTF-8".');
  const steps = contactFileSteps(csv, { siteId: site.id, defaultCountry: site.country });
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await setImmediate();
  }
}

const broken = (message: string): ContactFile => ({
  rows: [],
  errors: [{ line: 1, column: null, message }],
  columns: [],
  unknownColumns: [],
});

export interface Compared {
  readonly rows: readonly ImportRow[];
  readonly errors: readonly RowError[];
}

/** What each row would come to: against what the store knows now. */
export async function compare(store: Store, site: Site, { rows, columns }: ContactFile): Promise<Compared> {
  const inFile = new Set(rows.map(({ contact }) => contact.id));
  const given = new Map(rows.flatMap(({ contact }) => contact.identifiers.map((one) => [one, contact.id] as const)));
  const compared: ImportRow[] = [];
  const errors: RowError[] = [];
  for (let start = 0; start < rows.length; start += comparedAtOnce) {
    const some = rows.slice(start, start + comparedAtOnce);
    const known = await store.contactsByIds(
      site.id,
      some.map(({ contact }) => contact.id),
    );
    const byId = new Map(known.map((contact) => [contact.id, contact]));
    const identifiers = some.flatMap(({ contact }) => contact.identifiers);
    const owners = await store.contactIdsByIdentifier(site.id, identifiers);
    for (const { line, contact: written } of some) {
      const before = byId.get(written.id);
      const isTaken = (one: string): boolean => (given.get(one) ?? written.id) !== written.id;
      const contact = before === undefined ? written : withKnown(before, written, columns, isTaken);
      const fields = before === undefined ? [] : changedFields(before, contact);
      const change = before === undefined ? 'added' : fields.length > 0 ? 'changed' : 'unchanged';
      compared.push({ line, change, contact, fields });
      errors.push(...takenFrom(owners, line, contact.id, contact.identifiers, inFile));
    }
    await setImmediate();
  }
  return { rows: compared, errors };
}

/** A number or address of a contact that the file says nothing of would silently lead to another one. */
function takenFrom(
  owners: ReadonlyMap<string, string>,
  line: number,
  id: string,
  identifiers: readonly string[],
  inFile: ReadonlySet<string>,
): readonly RowError[] {
  return identifiers.flatMap((identifier) => {
    const owner = owners.get(identifier);
    if (owner === undefined || owner === id || inFile.has(owner)) return [];
    const column = identifier.includes('@') ? 'email' : 'phone';
    return [{ line, column, message: `leads to the contact ${owner} already, who is not in this file` } as const];
  });
}

export function countsOf(rows: readonly ImportRow[]): ContactImport['counts'] {
  const of = (change: ImportRow['change']): number => rows.filter((row) => row.change === change).length;
  return { added: of('added'), changed: of('changed'), unchanged: of('unchanged') };
}
