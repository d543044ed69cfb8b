import type { AuditEntry, AuditStore } from '../../ports/audit-store.ts';
import { toJson } from './clean-text.ts';
import type { Database } from './tables.ts';

/** Who did what in the console. */
export function auditMethods(database: Database): AuditStore {
  return {
    async appendAudit({ detail, ...entry }) {
      await database
        .insertInto('audit')
        .values({ ...entry, detail: toJson(detail) })
        .execute();
    },
    async auditLog({ limit, before }) {
      let query = database.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(limit);
      if (before !== undefined) query = query.where('id', '<', before);
      return (await query.execute()).map((row) => ({ ...row, detail: row.detail as AuditEntry['detail'] }));
    },
  };
}
