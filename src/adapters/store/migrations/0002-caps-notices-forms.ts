/**
 * Runs while processes of the version before still work: what they write gets the defaults. Of the tables they use
 * `messages` comes first, as in their own transactions, so that neither waits for the other for ever. Its new indexes
 * hold none of the rows that are there, so building one is a single pass.
 */
export const capsNoticesForms: readonly string[] = [
  `create table notices (
     id text primary key, call_id text not null, text text not null, urgent boolean not null, at int8 not null,
     taken boolean not null default false)`,
  'create index notices_waiting on notices (call_id) where not taken',
  'create index notices_by_time on notices (at)',
  'create table forms (token_hash text primary key, call_id text not null, expires_at int8 not null, used_at int8)',
  'create index forms_by_expiry on forms (expires_at)',
  `alter table messages
     add column audience text not null default 'caller', add column country text,
     add column cost_micros int8 not null default 0, add column result jsonb`,
  'create index messages_by_country on messages (site_id, medium, country, created_at) where country is not null',
  'create index messages_by_cost on messages (site_id, created_at) include (cost_micros) where cost_micros > 0',
  "alter table opt_outs add column source text not null default 'texted'",
  'create index early_statuses_by_time on early_statuses (at)',
];
