const endOfCall = '(coalesce(ended_at, started_at + 86400000))';

/**
 * New tables, indexes and columns with a default only: processes of the version before go on beside it. A call without
 * an end (its process died and nobody came after it) counts as over a day after it began. Destinations of people who were
 * deleted are kept as hashes under a secret of the database, so that an opt-out goes on holding.
 */
export const peopleAndRetention: readonly string[] = [
  'alter table calls add column redacted text',
  "create index calls_by_caller on calls (site_id, (caller ->> 'number'))",
  "create index calls_to on calls (site_id, called) where direction = 'outbound'",
  `create index calls_by_end on calls (site_id, line_id, ${endOfCall}, id)`,
  `create index calls_whole on calls (site_id, line_id, ${endOfCall}, id) where redacted is null`,
  `create index calls_masked on calls (site_id, line_id, ${endOfCall}, id) where redacted = 'no_personal_data'`,
  'alter table messages add column gone boolean not null default false',
  'create index messages_gone on messages (created_at) where gone',
  "create index messages_hashed on messages (created_at) where destination like 'hash:%'",
  'alter table callbacks add column redacted boolean not null default false',
  'create index callbacks_by_phone on callbacks (phone)',
  'alter table recordings add column deletion_id text',
  "create index recordings_removing on recordings (updated_at) where state = 'removing'",
  "create index recordings_deleted on recordings (updated_at) where state = 'deleted'",
  'create index recordings_by_deletion on recordings (deletion_id) where deletion_id is not null',
  'create index forms_by_call on forms (call_id)',
  'create index relay_tokens_by_call on relay_tokens (call_sid)',
  'create index notices_by_call on notices (call_id)',
  'alter table opt_outs add column id int8 generated always as identity',
  'create unique index opt_outs_by_id on opt_outs (id)',
  `alter table contacts
     add column search tsvector generated always as (to_tsvector('simple'::regconfig, coalesce(name, ''))) stored,
     add column sort_name text collate "C" generated always as (lower(coalesce(nullif(name, ''), '~'))) stored`,
  'create index contacts_by_word on contacts using gin (search)',
  'create index contacts_by_name on contacts (site_id, sort_name, id)',
  'create index contact_identifiers_from on contact_identifiers (site_id, identifier text_pattern_ops)',
  'create index contact_identifiers_to on contact_identifiers (site_id, reverse(identifier) text_pattern_ops)',
  'create table contact_versions (site_id text primary key, version int8 not null)',
  `create table contact_imports (
     id text primary key, site_id text not null, base int8 not null, state text not null, counts jsonb not null,
     created_by text not null, created_at int8 not null, applied_at int8)`,
  'create index contact_imports_by_time on contact_imports (created_at)',
  `create table contact_import_rows (
     import_id text not null, line int4 not null, change text not null, contact jsonb not null, fields jsonb not null,
     primary key (import_id, line))`,
  `create table deletions (
     id text primary key, site_id text not null, identifiers jsonb not null, requested_by text not null,
     requested_at int8 not null, expected jsonb not null, counts jsonb not null, done_at int8)`,
  'create index deletions_by_time on deletions (requested_at)',
  'create index deletions_unfinished on deletions (requested_at) where done_at is null',
  `create table retention_runs (id text primary key, started_at int8 not null, ended_at int8, lines jsonb not null)`,
  'create index retention_runs_by_time on retention_runs (started_at)',
  `insert into shared_secrets (name, secret) values ('destinations', gen_random_uuid()::text || gen_random_uuid()::text)
     on conflict (name) do nothing`,
];
