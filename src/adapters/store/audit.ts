import { sql } from 'kysely';
import type { AuditEntry, AuditStore } from '../../ports/audit-store.ts';
import { toJson } from './clean-text.ts';
import type { Database } from './tables.ts';

/** Who did what in the console. */
export function auditMethods(database: Database): AuditStore {
  return {
    async appendAudit({ at, operator, action, subject, detail }) {
      await database
        .insertInto('audit')
        .values({ at, operator, action, subject: subject.toWellFormed(), detail: toJson(detail) })
        .execute();
    },
    async auditLog({ limit, before, operator, action }) {
      let query = database.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(limit);
      if (before !== undefined) query = query.where('id', '<', before);
      if (operator !== undefined) query = query.where(sql<boolean>`starts_with(operator, ${operator})`);
      if (action !== undefined) query = query.where('action', '=', action);
      return (await query.execute()).map((row) => ({ ...row, detail: row.detail as AuditEntry['detail'] }));
    },
  };
}
