import { type Selectable, sql } from 'kysely';
import type { Contact } from '../../domain/call.ts';
import type { AppliedImport, ContactImport, ContactStore, ImportChange, ImportRow } from '../../ports/contact-store.ts';
import { toJson } from './clean-text.ts';
import { raiseVersion } from './contacts.ts';
import type { Database, Executor, Tables } from './tables.ts';

type Methods = Pick<ContactStore, 'saveImport' | 'findImport' | 'importRows' | 'applyImport' | 'forgetImports'>;
const rowsAtOnce = 500;

/** Files of contacts between being looked at and being applied. */
export function contactImportMethods(database: Database): Methods {
  return {
    async saveImport(contactImport, base, rows) {
      const { id } = contactImport;
      await database
        .insertInto('contact_imports')
        .values({ ...toRow(contactImport, base), state: 'staging' })
        .execute();
      for (let start = 0; start < rows.length; start += rowsAtOnce)
        await insertRows(database, id, rows.slice(start, start + rowsAtOnce));
      await database.updateTable('contact_imports').set({ state: contactImport.state }).where('id', '=', id).execute();
    },
    async findImport(id) {
      const row = await database.selectFrom('contact_imports').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined || row.state === 'staging' ? null : toImport(row);
    },
    async importRows(id, { change, afterLine, limit }) {
      const rows = await database
        .selectFrom('contact_import_rows')
        .selectAll()
        .where('import_id', '=', id)
        .where('line', '>', afterLine)
        .$if(change !== null, (query) => query.where('change', '=', change ?? ''))
        .orderBy('line')
        .limit(limit)
        .execute();
      return rows.map(toImportRow);
    },
    applyImport: (id, at) => database.transaction().execute((transaction) => apply(transaction, id, at)),
    async forgetImports(before) {
      const old = database.selectFrom('contact_imports').select('id').where('created_at', '<', before);
      await database.deleteFrom('contact_import_rows').where('import_id', 'in', old).execute();
      await database.deleteFrom('contact_imports').where('created_at', '<', before).execute();
    },
  };
}

async function insertRows(database: Executor, importId: string, rows: readonly ImportRow[]): Promise<void> {
  await sql`insert into attendant.contact_import_rows (import_id, line, change, contact, fields)
    select ${importId}, line, change, contact, fields
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as new(line int4, change text, contact jsonb, fields jsonb)`.execute(
    database,
  );
}

/** A few statements over all rows at once: what waits for them waits a second or two, not minutes. */
async function apply(transaction: Executor, id: string, at: number): Promise<AppliedImport> {
  const found = await transaction
    .selectFrom('contact_imports')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (found === undefined || found.state === 'staging') return 'missing';
  if (found.state === 'applied') return 'already';
  if ((await raiseVersion(transaction, found.site_id)) !== found.base) return 'stale';
  await writeContacts(transaction, found.site_id, id);
  await writeIdentifiers(transaction, found.site_id, id);
  await transaction
    .updateTable('contact_imports')
    .set({ state: 'applied', applied_at: at })
    .where('id', '=', id)
    .execute();
  return 'applied';
}

async function writeContacts(transaction: Executor, siteId: string, id: string): Promise<void> {
  await sql`insert into attendant.contacts (id, site_id, name, callback_number, email, language, time_zone, notes)
    select contact ->> 'id', ${siteId}, contact ->> 'name', contact ->> 'callbackNumber', contact ->> 'email',
      contact ->> 'language', contact ->> 'timeZone', contact ->> 'notes'
    from attendant.contact_import_rows where import_id = ${id} and change <> 'unchanged'
    on conflict (site_id, id) do update set name = excluded.name, callback_number = excluded.callback_number,
      email = excluded.email, language = excluded.language, time_zone = excluded.time_zone, notes = excluded.notes`.execute(
    transaction,
  );
}

async function writeIdentifiers(transaction: Executor, siteId: string, id: string): Promise<void> {
  await sql`delete from attendant.contact_identifiers where site_id = ${siteId} and contact_id in
    (select contact ->> 'id' from attendant.contact_import_rows where import_id = ${id} and change = 'changed')`.execute(
    transaction,
  );
  await sql`insert into attendant.contact_identifiers (site_id, identifier, contact_id)
    select ${siteId}, identifier, contact ->> 'id'
    from attendant.contact_import_rows, jsonb_array_elements_text(contact -> 'identifiers') identifier
    where import_id = ${id} and change <> 'unchanged'
    on conflict (site_id, identifier) do update set contact_id = excluded.contact_id`.execute(transaction);
}

const toRow = (one: ContactImport, base: number) => ({
  id: one.id,
  site_id: one.siteId,
  base,
  state: one.state,
  counts: toJson(one.counts),
  created_by: one.createdBy,
  created_at: one.createdAt,
  applied_at: one.appliedAt,
});

const toImport = (row: Selectable<Tables['contact_imports']>): ContactImport => ({
  id: row.id,
  siteId: row.site_id,
  state: row.state as ContactImport['state'],
  counts: row.counts as ContactImport['counts'],
  createdBy: row.created_by,
  createdAt: row.created_at,
  appliedAt: row.applied_at,
});

const toImportRow = (row: Selectable<Tables['contact_import_rows']>): ImportRow => ({
  line: row.line,
  change: row.change as ImportChange,
  contact: row.contact as Contact,
  fields: row.fields as readonly string[],
});
