import { sql } from 'kysely';
import type { LineLatency, OperationsStore, Percentiles } from '../../ports/operations-store.ts';
import type { Database } from './tables.ts';

/** Three numbers, or null where nothing was measured. Written out as text: every driver reads that the same way. */
const percentiles = (milliseconds: ReturnType<typeof sql>) =>
  sql<string | null>`to_json(percentile_cont(array[0.5, 0.95, 0.99]) within group (order by ${milliseconds}))::text`;

const timing = (from: string, to: string) =>
  sql`(events.body->'timing'->>${sql.lit(to)})::float8 - (events.body->'timing'->>${sql.lit(from)})::float8`;

/** Types are written out: from a parameter the planner could not tell that the partial index has these rows. */
const isTurn = sql<boolean>`events.type = 'turn-ended'`;
const isTool = sql<boolean>`events.type = 'tool-returned'`;

export const latencyMethods = (database: Database): Pick<OperationsStore, 'latencyByLine'> => ({
  async latencyByLine(since) {
    const ofCalls = () =>
      database
        .selectFrom('events')
        .innerJoin('calls', 'calls.id', 'events.call_id')
        .select(['calls.site_id', 'calls.line_id'])
        .where('events.at', '>', since)
        .groupBy(['calls.site_id', 'calls.line_id']);
    const turns = ofCalls()
      .select([
        sql<number>`count(*)::int4`.as('turns'),
        percentiles(timing('promptAt', 'firstSentAt')).as('answer'),
        percentiles(timing('requestAt', 'firstDeltaAt')).as('model'),
      ])
      .where(isTurn)
      .orderBy('calls.site_id')
      .orderBy('calls.line_id');
    const tools = ofCalls().select(percentiles(sql`(events.body->>'durationMs')::float8`).as('tools')).where(isTool);
    const [turnRows, toolRows] = await Promise.all([turns.execute(), tools.execute()]);
    return turnRows.map((row): LineLatency => {
      const { site_id: siteId, line_id: lineId } = row;
      const ofLine = toolRows.find((other) => other.site_id === siteId && other.line_id === lineId);
      const [answer, model, own] = [row.answer, row.model, ofLine?.tools ?? null].map(toPercentiles);
      return { siteId, lineId, turns: row.turns, answer: answer ?? null, model: model ?? null, tools: own ?? null };
    });
  },
});

function toPercentiles(text: string | null): Percentiles | null {
  const values: unknown = text === null ? null : JSON.parse(text);
  if (!Array.isArray(values) || values.some((value) => typeof value !== 'number')) return null;
  const [p50, p95, p99] = values as number[];
  return { p50: p50 ?? 0, p95: p95 ?? 0, p99: p99 ?? 0 };
}
