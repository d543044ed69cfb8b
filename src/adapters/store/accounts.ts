import { type Selectable, sql } from 'kysely';
import type { Account } from '../../domain/account.ts';
import type { Role } from '../../domain/operator.ts';
import type { AccountChange, AccountStore } from '../../ports/account-store.ts';
import type { AccountTables } from './account-tables.ts';
import type { Database, Executor } from './tables.ts';

type Methods = Pick<
  AccountStore,
  'accounts' | 'hasAccounts' | 'findAccount' | 'addAccount' | 'changeAccount' | 'deleteAccount'
>;

/** Who may sign in to the console. */
export function accountMethods(database: Database): Methods {
  return {
    async accounts() {
      return (await database.selectFrom('accounts').selectAll().orderBy(sql`name collate "C"`).execute()).map(
        toAccount,
      );
    },
    async hasAccounts() {
      return (await database.selectFrom('accounts').select('id').limit(1).executeTakeFirst()) !== undefined;
    },
    async findAccount(name) {
      const row = await database.selectFrom('accounts').selectAll().where('name', '=', name).executeTakeFirst();
      if (row === undefined) return null;
      return { ...toAccount(row), id: row.id, version: row.version, passwordHash: row.password_hash };
    },
    async addAccount({ id, name, role, passwordHash, createdAt }) {
      const times = { created_at: createdAt, changed_at: createdAt, signed_in_at: null };
      const added = await database
        .insertInto('accounts')
        .values({ id, name, role, password_hash: passwordHash, version: 1, ...times })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .returning('id')
        .executeTakeFirst();
      return added !== undefined;
    },
    changeAccount: (name, { role, passwordHash }, { at, keepAdmin }) =>
      withAdmin(database, name, keepAdmin && role !== undefined && role !== 'admin', async (transaction) => {
        const changes = {
          changed_at: at,
          ...(role !== undefined && { role }),
          ...(passwordHash !== undefined && { password_hash: passwordHash }),
        };
        const changed = await transaction
          .updateTable('accounts')
          .set((row) => ({ ...changes, version: row('version', '+', 1) }))
          .where('name', '=', name)
          .returning('id')
          .executeTakeFirst();
        if (changed === undefined) return 'unknown';
        await transaction.deleteFrom('console_sessions').where('account_id', '=', changed.id).execute();
        return 'done';
      }),
    deleteAccount: (name, { keepAdmin }) =>
      withAdmin(database, name, keepAdmin, async (transaction) => {
        const gone = await transaction
          .deleteFrom('accounts')
          .where('name', '=', name)
          .returning('id')
          .executeTakeFirst();
        return gone === undefined ? 'unknown' : 'done';
      }),
  };
}

/** Holds all admins while it is made sure that one remains; in the order of their ids, so that two never wait crosswise. */
async function withAdmin(
  database: Database,
  name: string,
  keepAdmin: boolean,
  change: (transaction: Executor) => Promise<AccountChange>,
): Promise<AccountChange> {
  return database.transaction().execute(async (transaction) => {
    if (!keepAdmin) return change(transaction);
    const admins = await transaction
      .selectFrom('accounts')
      .select('name')
      .where('role', '=', 'admin')
      .orderBy('id')
      .forUpdate()
      .execute();
    return admins.length === 1 && admins[0]?.name === name ? 'last-admin' : change(transaction);
  });
}

export const toAccount = (
  row: Pick<Selectable<AccountTables['accounts']>, 'name' | 'role' | 'created_at' | 'changed_at' | 'signed_in_at'>,
): Account => ({
  name: row.name,
  role: row.role as Role,
  createdAt: row.created_at,
  changedAt: row.changed_at,
  signedInAt: row.signed_in_at,
});
