import { sql } from 'kysely';
import type { PeopleStore, Person } from '../../ports/people-store.ts';
import { anyOf } from './delete-calls.ts';
import type { Executor } from './tables.ts';

/** Ids of a person's calls, each part by its own index. */
export function callsOf({ siteId, identifiers }: Person) {
  const ids = anyOf(identifiers);
  return sql<string>`(
    select id from attendant.calls where site_id = ${siteId} and caller ->> 'number' = ${ids}
    union select id from attendant.calls where site_id = ${siteId} and direction = 'outbound' and called = ${ids}
    union select id from attendant.calls
      where site_id = ${siteId} and direction = 'inbound' and caller ->> 'number' is null and id in (
        select call_id from attendant.messages
          where site_id = ${siteId} and destination = ${ids} and audience = 'caller'
        union select call_id from attendant.callbacks where site_id = ${siteId} and phone = ${ids}))`;
}

type Counted = Awaited<ReturnType<PeopleStore['countPerson']>>;

export async function countPerson(executor: Executor, person: Person): Promise<Counted> {
  const { siteId, identifiers } = person;
  const ids = anyOf(identifiers);
  const { rows } = await sql<Counted>`
    with own as materialized (select id, status from attendant.calls where id in ${callsOf(person)}),
      reached as materialized (
        select id, state, open, attempts from attendant.callbacks
        where (site_id = ${siteId} and phone = ${ids}) or call_id in (select id from own))
    select
      (select count(distinct contact_id) from attendant.contact_identifiers
        where site_id = ${siteId} and identifier = ${ids})::int4 as contacts,
      (select count(*) from own)::int4 as calls,
      (select count(*) from own where status is null)::int4 as running,
      (select count(*) from attendant.messages where not gone and id in (
        select id from attendant.messages where site_id = ${siteId} and destination = ${ids}
        union select id from attendant.messages where call_id in (select id from own)))::int4 as messages,
      (select count(*) from reached)::int4 as callbacks,
      (select count(*) from reached where open and attempts @? '$[*] ? (@.state != "ended")')::int4 as dialing,
      (select count(*) from attendant.recordings
        where state in ('reported', 'stored', 'removing') and call_id in (select id from own))::int4 as recordings,
      (select count(*) from attendant.opt_outs
        where site_id = ${siteId} and destination = ${ids})::int4 as "optOuts"`.execute(executor);
  return (
    rows[0] ?? { contacts: 0, calls: 0, messages: 0, callbacks: 0, recordings: 0, optOuts: 0, running: 0, dialing: 0 }
  );
}
