import pg from 'pg';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { freshDatabase } from '../support/fresh-database.ts';
import { phone, ServerProcess } from '../support/server-process.ts';

const postgresUrl = inject('postgresUrl');
const caller = '+14155550121';

/** Every column of every table that holds this. */
async function placesOf(url: string, needle: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows: columns } = await client.query<{ table: string; column: string }>(
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = 'attendant' and data_type in ('text', 'jsonb', 'tsvector')`,
  );
  const places: string[] = [];
  for (const { table, column } of columns) {
    const { rows } = await client.query(`select 1 from attendant."${table}" where "${column}"::text ilike $1 limit 1`, [
      `%${needle}%`,
    ]);
    if (rows.length > 0) places.push(`${table}.${column}`);
  }
  await client.end();
  return places;
}

describe('a person who has called', () => {
  it.skipIf(postgresUrl === null)(
    '[DEL16] is deleted by the real server, also when it is killed meanwhile, and is then nowhere in the database',
    async () => {
      const database = await freshDatabase(postgresUrl ?? '');
      const server = new ServerProcess({ DATABASE_URL: database.url });
      onTestFinished(async () => {
        await server.dispose();
        await database.drop();
      });
      await server.start();
      await phone([
        '--server',
        server.url,
        '--from',
        caller,
        '--speed',
        '6',
        '--script',
        'config/scripts/first-call.yaml',
      ]);
      const words = '4155550121';
      expect((await placesOf(database.url, words)).length).toBeGreaterThan(4);
      const started = await send(server, '/api/people/deletions', {
        siteId: 'brightwater',
        identifier: caller,
        confirm: 'delete',
      });
      expect(started).toMatchObject({ doneAt: null, expected: { contacts: 1, calls: 1 } });
      await server.stop('SIGKILL');
      await server.start();
      const done = await until(
        () => server.json<Deleted>(`/api/people/deletions/${started.id}`),
        ({ doneAt }) => doneAt !== null,
      );
      // What was done before the kill counts once.
      expect(done.counts).toEqual(started.expected);
      // The demo's contacts are imported anew at every start.
      const left = await placesOf(database.url, words);
      expect(left.filter((place) => !/^contact(s|_identifiers)\./.test(place))).toEqual([]);
    },
    120_000,
  );
});

interface Deleted {
  readonly id: string;
  readonly doneAt: number | null;
  readonly expected: unknown;
  readonly counts: unknown;
}

async function send(server: ServerProcess, path: string, body: unknown): Promise<Deleted> {
  const { csrfToken } = await server.json<{ csrfToken: string }>('/api/who');
  const headers = { 'content-type': 'application/json', 'x-csrf-token': csrfToken };
  const response = await fetch(`${server.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return response.json() as Promise<Deleted>;
}

async function until<T>(ask: () => Promise<T>, isThere: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isThere(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
