/**
 * Each write of these tables leaves a line in `changes`, whichever process and version it came from. The table that
 * other transactions use first comes first here too.
 */
const followed = [
  ['messages', 'messages'],
  ['callbacks', 'callbacks'],
  ['contacts', 'contacts'],
] as const;

const triggers = followed.flatMap(([table, topic]) =>
  (['insert', 'update', 'delete'] as const).map(
    (verb) => `create trigger ${table}_${verb}_noted after ${verb} on ${table}
       referencing ${verb === 'delete' ? 'old' : 'new'} table as changed
       for each statement execute function note_change('${topic}')`,
  ),
);

/** New tables, indexes and columns with a default only: processes of the version before go on beside it. */
export const feedAndCommands: readonly string[] = [
  'create table changes (id int8 generated always as identity primary key, topic text not null)',
  `create function note_change() returns trigger language plpgsql as $$
   begin
     if exists (select from changed) then insert into attendant.changes (topic) values (tg_argv[0]); end if;
     return null;
   end $$`,
  // Also where nothing was written: a line goes back to a version that is known.
  `create function note_any_change() returns trigger language plpgsql as $$
   begin
     insert into attendant.changes (topic) values (tg_argv[0]);
     return null;
   end $$`,
  ...triggers,
  `create trigger site_versions_noted after insert on site_versions
   for each statement execute function note_any_change('lines')`,
  `create table commands (
     id text primary key, call_id text not null references calls (id) on delete cascade, kind text not null,
     text text not null, now boolean not null, operator text not null, created_at int8 not null,
     status text not null default 'waiting', outcome text, taken_at int8, finished_at int8)`,
  'create index commands_by_call on commands (call_id, created_at)',
  "create index commands_waiting on commands (call_id) where status = 'waiting'",
];
