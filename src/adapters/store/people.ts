import { type Selectable, sql } from 'kysely';
import { withoutIdentifiers } from '../../domain/redaction/redact-event.ts';
import {
  type Deletion,
  type Ledger,
  nothingCounted,
  type PeopleStore,
  type Person,
  type PersonCounts,
} from '../../ports/people-store.ts';
import { toStoredCall } from './call-row.ts';
import { toCallback } from './callback-row.ts';
import { toJson } from './clean-text.ts';
import { contactColumns, toContacts } from './contact-row.ts';
import { raiseVersion, removeContact } from './contacts.ts';
import { anyOf, deleteCallbacks, deleteCalls } from './delete-calls.ts';
import { hashOf } from './destination-hash.ts';
import { enter } from './ledger.ts';
import { toMessage } from './message-row.ts';
import { toOptOut } from './opt-outs.ts';
import { callsOf, countPerson } from './person-queries.ts';
import { deleteMessages } from './retire-messages.ts';
import { rewriteEvents } from './rewrite-events.ts';
import type { Database, Executor, Tables } from './tables.ts';

/** Everything about one person: to be shown, and to be deleted. */
export function peopleMethods(database: Database): PeopleStore {
  const inTransaction = <T>(work: (transaction: Executor) => Promise<T>): Promise<T> =>
    database.transaction().execute(work);
  return {
    countPerson: (person) => countPerson(database, person),
    async callsOfPerson(person, { startedBy, after, limit }) {
      const rows = await database
        .selectFrom('calls')
        .selectAll()
        .where('id', 'in', callsOf(person))
        .where('started_at', '<=', startedBy)
        .where('status', 'is not', null)
        .$if(after !== null, (query) => query.where('id', '>', after ?? ''))
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(toStoredCall);
    },
    async messagesTo({ siteId, identifiers }, { after, limit }) {
      const rows = await database
        .selectFrom('messages')
        .selectAll()
        .where('site_id', '=', siteId)
        .where('destination', '=', anyOf(identifiers))
        .$if(after !== null, (query) => query.where('id', '>', after ?? ''))
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(toMessage);
    },
    async recentCallsOf(person, limit) {
      const rows = await database
        .selectFrom('calls')
        .selectAll()
        .where('id', 'in', callsOf(person))
        .orderBy('started_at', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toStoredCall);
    },
    async recentMessagesTo({ siteId, identifiers }, limit) {
      const rows = await database
        .selectFrom('messages')
        .selectAll()
        .where('site_id', '=', siteId)
        .where('destination', '=', anyOf(identifiers))
        .orderBy('created_at', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toMessage);
    },
    async callbacksTo({ siteId, identifiers }) {
      const rows = await database
        .selectFrom('callbacks')
        .selectAll()
        .where('site_id', '=', siteId)
        .where('phone', '=', anyOf(identifiers))
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(toCallback);
    },
    async contactsOf(person) {
      return toContacts(database, await contactRows(database, person));
    },
    async optOutsOf({ siteId, identifiers }) {
      const rows = await database
        .selectFrom('opt_outs')
        .selectAll()
        .where('site_id', '=', siteId)
        .where('destination', '=', anyOf(identifiers))
        .orderBy('id')
        .execute();
      return rows.map(toOptOut);
    },
    async messageEvents(messageId) {
      const rows = await database
        .selectFrom('message_history')
        .select(['at', 'status', 'vendor_status', 'error_code'])
        .where('message_id', '=', messageId)
        .orderBy('id')
        .execute();
      return rows.map((row) => ({
        at: row.at,
        status: row.status,
        vendorStatus: row.vendor_status,
        errorCode: row.error_code,
      }));
    },
    ...deletionMethods(database),
    deleteCalls: (callIds, ledger, now) =>
      inTransaction((transaction) => deleteCalls(transaction, callIds, ledger, now)),
    deleteMessagesTo: (person, ledger, now, limit) =>
      inTransaction((transaction) => deleteMessagesTo(transaction, person, ledger, now, limit)),
    deleteCallbacksTo: (person, ledger, limit) =>
      inTransaction((transaction) => deleteCallbacksTo(transaction, person, ledger, limit)),
    deleteContactsOf: (person, ledger) => inTransaction((transaction) => deleteContactsOf(transaction, person, ledger)),
  };
}

type DeletionMethods = Pick<
  PeopleStore,
  'saveDeletion' | 'findDeletion' | 'recentDeletions' | 'unfinishedDeletions' | 'finishDeletion'
>;

function deletionMethods(database: Database): DeletionMethods {
  const deletions = () => database.selectFrom('deletions').selectAll();
  return {
    async saveDeletion(deletion) {
      const { id, siteId, identifiers, requestedBy, requestedAt, expected, counts, doneAt } = deletion;
      await database
        .insertInto('deletions')
        .values({
          id,
          site_id: siteId,
          identifiers: toJson(identifiers),
          requested_by: requestedBy,
          requested_at: requestedAt,
          expected: toJson(expected),
          counts: toJson(counts),
          done_at: doneAt,
        })
        .execute();
    },
    async findDeletion(id) {
      const row = await deletions().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : toDeletion(row);
    },
    recentDeletions: async (limit) =>
      (await deletions().orderBy('requested_at', 'desc').limit(limit).execute()).map(toDeletion),
    unfinishedDeletions: async (limit) =>
      (await deletions().where('done_at', 'is', null).orderBy('requested_at').limit(limit).execute()).map(toDeletion),
    async finishDeletion(id, at) {
      await database
        .updateTable('deletions')
        .set({ done_at: at, identifiers: '[]' })
        .where('id', '=', id)
        .where('done_at', 'is', null)
        .execute();
    },
  };
}

const toDeletion = (row: Selectable<Tables['deletions']>): Deletion => ({
  id: row.id,
  siteId: row.site_id,
  identifiers: row.identifiers as readonly string[],
  requestedBy: row.requested_by,
  requestedAt: row.requested_at,
  expected: { ...nothingCounted, ...(row.expected as PersonCounts) },
  counts: { ...nothingCounted, ...(row.counts as PersonCounts) },
  doneAt: row.done_at,
});

async function deleteMessagesTo(
  transaction: Executor,
  { siteId, identifiers }: Person,
  ledger: Ledger,
  now: number,
  limit: number,
): Promise<number> {
  const rows = await transaction
    .selectFrom('messages')
    .select(['id', 'call_id'])
    .where('site_id', '=', siteId)
    .where('destination', '=', anyOf(identifiers))
    .where('gone', '=', false)
    .orderBy('id')
    .limit(limit)
    .execute();
  if (rows.length === 0) return 0;
  await takeOutMentions(transaction, rows, identifiers);
  const messages = await deleteMessages(
    transaction,
    (where) => where('messages.id', '=', anyOf(rows.map(({ id }) => id))),
    now,
  );
  await enter(transaction, ledger, { messages });
  return messages;
}

async function deleteCallbacksTo(
  transaction: Executor,
  { siteId, identifiers }: Person,
  ledger: Ledger,
  limit: number,
): Promise<number> {
  const rows = await transaction
    .selectFrom('callbacks')
    .select(['id', 'call_id'])
    .where('site_id', '=', siteId)
    .where('phone', '=', anyOf(identifiers))
    .where(sql<boolean>`not open`)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .execute();
  await takeOutMentions(transaction, rows, identifiers);
  await deleteCallbacks(
    transaction,
    rows.map(({ id }) => id),
  );
  await enter(transaction, ledger, { callbacks: rows.length });
  return rows.length;
}

/** Somebody else's call in which their number or address was given stays, without it. */
async function takeOutMentions(
  transaction: Executor,
  rows: readonly { readonly call_id: string }[],
  identifiers: readonly string[],
): Promise<void> {
  for (const callId of new Set(rows.map(({ call_id }) => call_id)))
    await rewriteEvents(transaction, callId, (event) => withoutIdentifiers(event, identifiers));
}

function contactRows(executor: Executor, { siteId, identifiers }: Person) {
  return executor
    .selectFrom('contacts')
    .select(contactColumns)
    .where('site_id', '=', siteId)
    .where('id', 'in', (query) =>
      query
        .selectFrom('contact_identifiers')
        .select('contact_id')
        .where('site_id', '=', siteId)
        .where('identifier', '=', anyOf(identifiers)),
    )
    .orderBy('id')
    .execute();
}

async function deleteContactsOf(transaction: Executor, person: Person, ledger: Ledger): Promise<void> {
  const { siteId, identifiers } = person;
  await raiseVersion(transaction, siteId);
  const contacts = await contactRows(transaction, person);
  for (const { id } of contacts) await removeContact(transaction, siteId, id);
  const imports = transaction.selectFrom('contact_imports').select('id').where('site_id', '=', siteId);
  await transaction.deleteFrom('contact_import_rows').where('import_id', 'in', imports).execute();
  await transaction.deleteFrom('contact_imports').where('site_id', '=', siteId).execute();
  const { rows } = await sql`update attendant.opt_outs set destination = ${hashOf(sql`destination`)}
    from attendant.shared_secrets where name = 'destinations' and site_id = ${siteId}
      and destination = ${anyOf(identifiers)} and not exists (select 1 from attendant.opt_outs twin
        where twin.site_id = opt_outs.site_id and twin.medium = opt_outs.medium
          and twin.destination = ${hashOf(sql`opt_outs.destination`)})
    returning opt_outs.id`.execute(transaction);
  // The same person, deleted before: that hash holds already.
  await transaction
    .deleteFrom('opt_outs')
    .where('site_id', '=', siteId)
    .where('destination', '=', anyOf(identifiers))
    .execute();
  await enter(transaction, ledger, { contacts: contacts.length, optOuts: rows.length });
}
