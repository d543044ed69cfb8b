/**
 * New tables and indexes only: processes of the version before go on beside it. The indexes of events hold the few kinds
 * that are counted, so that the others are written as fast as before.
 */
export const lineEditing: readonly string[] = [
  `create table site_files (
     id int8 generated always as identity primary key, name text not null, text text not null, hash text not null,
     at int8 not null, by text)`,
  'create index site_files_by_name on site_files (name, id)',
  `create index events_measured on events (type, at)
     where type in ('turn-ended', 'tool-returned', 'relay-error', 'session-ended')`,
  `create index events_refused on events (at, id)
     where type = 'tool-returned' and body->'result'->>'status' = 'refused'`,
  "create index messages_failed on messages (updated_at) where status in ('failed', 'undelivered')",
];
