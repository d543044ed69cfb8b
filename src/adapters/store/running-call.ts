import type { Database } from './tables.ts';

/** Shared: an end of the call that is being written is waited for, and one that comes now waits. */
export function runningCall(query: Pick<Database, 'selectFrom'>, callId: string) {
  return query
    .selectFrom('calls')
    .select('calls.id')
    .where('calls.id', '=', callId)
    .where('status', 'is', null)
    .forShare();
}
