import { sql } from 'kysely';
import { isSessionOver, sessionIdleMs, sessionLifeMs } from '../../domain/session-life.ts';
import type { AccountStore, SessionHolder } from '../../ports/account-store.ts';
import { toAccount } from './accounts.ts';
import type { Database } from './tables.ts';
import { hashToken } from './token-hash.ts';

type Methods = Pick<AccountStore, 'saveSession' | 'findSession' | 'deleteSession'>;

/** The use of a session is written down once a minute at most. */
const noteUseMs = 60_000;

/** Who is signed in to the console. */
export function consoleSessionMethods(database: Database): Methods {
  return {
    async saveSession(token, holder, at) {
      const row = { token_hash: hashToken(token), created_at: at, seen_at: at };
      if (holder.kind === 'account') return saveOfAccount(database, row, holder);
      const shared = { account_id: null, account_version: null, proof: holder.proof };
      await database
        .insertInto('console_sessions')
        .values({ ...row, ...shared })
        .execute();
      return true;
    },
    async findSession(token, now, use) {
      const hash = hashToken(token);
      const row = await database
        .selectFrom('console_sessions as session')
        .leftJoin('accounts as account', (join) =>
          join.onRef('account.id', '=', 'session.account_id').onRef('account.version', '=', 'session.account_version'),
        )
        .select(['session.created_at as began_at', 'session.seen_at', 'session.proof', 'account.name', 'account.role'])
        .select(['account.created_at', 'account.changed_at', 'account.signed_in_at'])
        .where('session.token_hash', '=', hash)
        .executeTakeFirst();
      if (row === undefined || isSessionOver({ createdAt: row.began_at, seenAt: row.seen_at }, now)) return null;
      if (use && now - row.seen_at >= noteUseMs) await noteUse(database, hash, now);
      if (row.proof !== null) return { kind: 'shared', proof: row.proof };
      const { name, role, created_at, changed_at, signed_in_at } = row;
      if (name === null || role === null || created_at === null || changed_at === null) return null;
      return { kind: 'account', account: toAccount({ name, role, created_at, changed_at, signed_in_at }) };
    },
    async deleteSession(token) {
      await database.deleteFrom('console_sessions').where('token_hash', '=', hashToken(token)).execute();
    },
  };
}

/** The account is as it was read, or there is no session; a change that comes meanwhile waits, and then ends it. */
async function saveOfAccount(
  database: Database,
  row: { readonly token_hash: string; readonly created_at: number; readonly seen_at: number },
  { id, version }: Extract<SessionHolder, { kind: 'account' }>,
): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    const same = await transaction
      .updateTable('accounts')
      .set({ signed_in_at: row.created_at })
      .where('id', '=', id)
      .where('version', '=', version)
      .returning('id')
      .executeTakeFirst();
    if (same === undefined) return false;
    const ofAccount = { account_id: id, account_version: version, proof: null };
    await transaction
      .insertInto('console_sessions')
      .values({ ...row, ...ofAccount })
      .execute();
    return true;
  });
}

/** Never back: of two who use it at once the later one counts. */
async function noteUse(database: Database, hash: string, now: number): Promise<void> {
  await database
    .updateTable('console_sessions')
    .set({ seen_at: sql<number>`greatest(seen_at, ${now})` })
    .where('token_hash', '=', hash)
    .execute();
}

export async function forgetSessions(database: Database, now: number): Promise<void> {
  await database
    .deleteFrom('console_sessions')
    .where((where) =>
      where.or([where('seen_at', '<=', now - sessionIdleMs), where('created_at', '<=', now - sessionLifeMs)]),
    )
    .execute();
}
