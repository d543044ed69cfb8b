/** Never edited: databases were made by it. What changes is a migration of its own. */
export const firstCall: readonly string[] = [
  `create table calls (
     id text primary key, call_sid text not null unique, site_id text not null, line_id text not null,
     site_version text not null, direction text not null, caller jsonb not null, called text not null,
     started_at int8 not null, status text, ended_at int8, last_seq int4 not null default 0)`,
  'create index calls_by_start on calls (site_id, started_at desc)',
  'create index calls_open on calls (started_at) where status is null',
  `create table events (
     id int8 generated always as identity primary key, call_id text not null, seq int4 not null, at int8 not null,
     type text not null, body jsonb not null, unique (call_id, seq))`,
  'create table site_versions (version text primary key, site_id text not null, document jsonb not null, saved_at int8 not null)',
  `create table relay_tokens (
     token_hash text primary key, call_sid text not null, expires_at int8 not null, reusable boolean not null,
     used boolean not null default false, open boolean not null default false)`,
  'create index relay_tokens_by_expiry on relay_tokens (expires_at)',
  `create table messages (
     id text primary key, site_id text not null, line_id text not null, call_id text not null, tool_call_id text not null,
     tool text not null, medium text not null, destination text not null, content jsonb not null, status text not null,
     attempts int4 not null, vendor_id text, error_code text, due_at int8 not null, created_at int8 not null,
     updated_at int8 not null, unique (call_id, tool_call_id))`,
  'create index messages_by_site on messages (site_id, medium, created_at)',
  'create index messages_by_destination on messages (site_id, medium, destination, created_at)',
  'create index messages_to on messages (destination, created_at)',
  'create unique index messages_by_vendor_id on messages (vendor_id) where vendor_id is not null',
  "create index messages_undelivered on messages (due_at) where status in ('reserved', 'sending', 'retry', 'unknown')",
  `create table message_history (
     id int8 generated always as identity primary key, message_id text not null, at int8 not null, status text not null,
     vendor_status text, error_code text)`,
  'create index message_history_by_message on message_history (message_id, id)',
  `create table early_statuses (
     vendor_id text not null, status text not null, vendor_status text not null, error_code text, at int8 not null)`,
  'create index early_statuses_by_vendor_id on early_statuses (vendor_id)',
  'create table opt_outs (site_id text not null, medium text not null, destination text not null, at int8 not null, primary key (site_id, medium, destination))',
  `create table contacts (
     id text not null, site_id text not null, name text, callback_number text, email text, language text, time_zone text,
     notes text, primary key (site_id, id))`,
  `create table contact_identifiers (
     site_id text not null, identifier text not null, contact_id text not null, primary key (site_id, identifier))`,
  'create index contact_identifiers_by_contact on contact_identifiers (site_id, contact_id)',
];
