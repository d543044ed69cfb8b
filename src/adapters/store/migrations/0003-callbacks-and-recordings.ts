/**
 * New tables only: processes of the version before neither see nor wait for any of it. A seat has a number from 1 to
 * the line's capacity, and no two seats of one number overlap in time: that holds whoever writes, with our lock or
 * without. `text_span` is there because an exclusion needs a range to compare a text for being equal, without an
 * extension that not everybody may install.
 */
export const callbacksAndRecordings: readonly string[] = [
  `create table callbacks (
     id text primary key, site_id text not null, line_id text not null, call_id text not null, tool_call_id text not null,
     phone text not null, state text not null, open boolean not null, starts_at int8 not null, next_at int8,
     details jsonb not null, attempts jsonb not null, version int4 not null, created_at int8 not null,
     updated_at int8 not null, unique (call_id, tool_call_id))`,
  'create unique index callbacks_open on callbacks (phone, site_id, line_id) where open',
  'create index callbacks_by_next on callbacks (next_at) where next_at is not null',
  "create index callbacks_scheduled on callbacks (starts_at) where state = 'scheduled'",
  'create index callbacks_by_time on callbacks (created_at, id)',
  `create table callback_events (
     id int8 generated always as identity primary key, callback_id text not null, at int8 not null, type text not null,
     actor text not null, detail jsonb not null)`,
  'create index callback_events_by_callback on callback_events (callback_id, id)',
  'create type text_span as range (subtype = text, collation = "C")',
  `create table callback_seats (
     id int8 generated always as identity primary key, site_id text not null, line_id text not null,
     starts_at int8 not null, ends_at int8 not null check (starts_at < ends_at),
     number int4 not null check (number >= 1), capacity int4 not null check (number <= capacity),
     call_id text not null, callback_id text unique, held_until int8,
     check ((callback_id is null) = (held_until is not null)),
     constraint callback_seats_once exclude using gist (
       int8range(starts_at, ends_at) with &&, text_span(site_id, site_id, '[]') with =,
       text_span(line_id, line_id, '[]') with =, int4range(number, number, '[]') with =))`,
  'create index callback_seats_held on callback_seats (held_until) where held_until is not null',
  `create table recordings (
     id text primary key, call_id text not null, site_id text not null, line_id text not null, state text not null,
     duration_seconds float8, channels int4 not null, file text, bytes int8, deleted_at_carrier boolean not null,
     created_at int8 not null, updated_at int8 not null)`,
  'create index recordings_by_call on recordings (call_id, created_at)',
  "create index recordings_unfetched on recordings (created_at) where state = 'reported'",
  'create table shared_secrets (name text primary key, secret text not null)',
];
