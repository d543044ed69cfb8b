import type { Contact } from '../../domain/call.ts';
import type { ContactStore, PutContact } from '../../ports/contact-store.ts';
import type { Store } from '../../ports/store.ts';
import { contactColumns, toContacts } from './contact-row.ts';
import type { Database, Executor } from './tables.ts';

type Methods = Pick<Store, 'findContact' | 'saveContacts'> &
  Pick<ContactStore, 'putContact' | 'deleteContact' | 'contactVersion'>;

/** Who the business knows, one at a time. */
export function contactMethods(database: Database): Methods {
  return {
    findContact: (siteId, identifier) => findContact(database, siteId, identifier),
    async saveContacts(contacts) {
      await database.transaction().execute(async (transaction) => {
        const sites = [...new Set(contacts.map(({ siteId }) => siteId))].toSorted();
        for (const siteId of sites) await raiseVersion(transaction, siteId);
        for (const contact of contacts) await saveContact(transaction, contact);
      });
    },
    putContact: (contact, mode) => database.transaction().execute((transaction) => put(transaction, contact, mode)),
    deleteContact: (siteId, id) =>
      database.transaction().execute(async (transaction) => {
        await raiseVersion(transaction, siteId);
        return removeContact(transaction, siteId, id);
      }),
    async contactVersion(siteId) {
      const row = await database
        .selectFrom('contact_versions')
        .select('version')
        .where('site_id', '=', siteId)
        .executeTakeFirst();
      return row?.version ?? 0;
    },
  };
}

/** Whoever changes contacts of a site does it after the one before; gives the version that is left behind. */
export async function raiseVersion(transaction: Executor, siteId: string): Promise<number> {
  const { version } = await transaction
    .insertInto('contact_versions')
    .values({ site_id: siteId, version: 1 })
    .onConflict((conflict) =>
      conflict.column('site_id').doUpdateSet((set) => ({ version: set('contact_versions.version', '+', 1) })),
    )
    .returning('version')
    .executeTakeFirstOrThrow();
  return version - 1;
}

export async function removeContact(transaction: Executor, siteId: string, id: string): Promise<boolean> {
  await transaction
    .deleteFrom('contact_identifiers')
    .where('site_id', '=', siteId)
    .where('contact_id', '=', id)
    .execute();
  const { numDeletedRows } = await transaction
    .deleteFrom('contacts')
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

async function findContact(database: Database, siteId: string, identifier: string): Promise<Contact | null> {
  const rows = await database
    .selectFrom('contact_identifiers')
    .innerJoin('contacts', (join) =>
      join
        .onRef('contacts.id', '=', 'contact_identifiers.contact_id')
        .onRef('contacts.site_id', '=', 'contact_identifiers.site_id'),
    )
    .select(contactColumns)
    .where('contact_identifiers.site_id', '=', siteId)
    .where('contact_identifiers.identifier', '=', identifier)
    .limit(1)
    .execute();
  return (await toContacts(database, rows))[0] ?? null;
}

async function put(transaction: Executor, contact: Contact, mode: 'create' | 'update'): Promise<PutContact> {
  const { siteId, id, identifiers } = contact;
  await raiseVersion(transaction, siteId);
  const known = await transaction
    .selectFrom('contacts')
    .select('id')
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (mode === 'create' && known !== undefined) return { outcome: 'exists' };
  if (mode === 'update' && known === undefined) return { outcome: 'missing' };
  const taken = await transaction
    .selectFrom('contact_identifiers')
    .select(['identifier', 'contact_id'])
    .where('site_id', '=', siteId)
    .where('identifier', 'in', ['', ...identifiers])
    .where('contact_id', '<>', id)
    .executeTakeFirst();
  if (taken !== undefined) return { outcome: 'taken', identifier: taken.identifier, contactId: taken.contact_id };
  await saveContact(transaction, contact);
  return { outcome: 'saved' };
}

async function saveContact(database: Executor, contact: Contact): Promise<void> {
  const { id, siteId } = contact;
  const fields = {
    name: contact.name,
    callback_number: contact.callbackNumber,
    email: contact.email,
    language: contact.language,
    time_zone: contact.timeZone,
    notes: contact.notes,
  };
  await database
    .insertInto('contacts')
    .values({ id, site_id: siteId, ...fields })
    .onConflict((conflict) => conflict.columns(['site_id', 'id']).doUpdateSet(fields))
    .execute();
  await database.deleteFrom('contact_identifiers').where('site_id', '=', siteId).where('contact_id', '=', id).execute();
  for (const identifier of new Set(contact.identifiers)) {
    await database
      .insertInto('contact_identifiers')
      .values({ site_id: siteId, identifier, contact_id: id })
      .onConflict((conflict) => conflict.columns(['site_id', 'identifier']).doUpdateSet({ contact_id: id }))
      .execute();
  }
}
