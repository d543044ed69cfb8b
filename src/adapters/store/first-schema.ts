/** The first version of the schema. Never edited once released: what comes later is another migration. */
export const firstSchema: readonly string[] = [
  `create table attendant.calls (
    id text primary key,
    call_sid text not null unique,
    site_version text not null,
    document jsonb not null,
    started_at bigint not null,
    status text,
    ended_at bigint
  )`,
  'create index calls_open on attendant.calls (started_at) where status is null',
  'create index calls_newest on attendant.calls (started_at)',
  `create table attendant.events (
    id bigint generated always as identity primary key,
    call_id text not null,
    seq integer not null,
    at bigint not null,
    type text not null,
    document jsonb not null,
    batch text not null,
    unique (call_id, seq)
  )`,
  `create table attendant.site_versions (
    version text primary key,
    site_id text not null,
    document jsonb not null,
    saved_at bigint not null
  )`,
  `create table attendant.relay_tokens (
    token_hash text primary key,
    call_sid text not null,
    expires_at bigint not null,
    reusable boolean not null,
    used boolean not null default false,
    open boolean not null default false
  )`,
  'create index relay_tokens_expired on attendant.relay_tokens (expires_at)',
  `create table attendant.messages (
    id text primary key,
    site_id text not null,
    line_id text not null,
    call_id text not null,
    tool_call_id text not null,
    tool text not null,
    medium text not null,
    destination text not null,
    content jsonb not null,
    status text not null,
    attempts integer not null,
    due_at bigint not null,
    vendor_id text,
    error_code text,
    error_message text,
    created_at bigint not null,
    updated_at bigint not null,
    unique (call_id, tool_call_id)
  )`,
  `create index messages_counted on attendant.messages (site_id, medium, created_at) where status <> 'failed'`,
  `create index messages_destination on attendant.messages (site_id, medium, destination, created_at)
    where status <> 'failed'`,
  'create index messages_vendor on attendant.messages (vendor_id) where vendor_id is not null',
  `create index messages_due on attendant.messages (due_at) where status in ('reserved', 'sending', 'retry', 'unknown')`,
  `create table attendant.message_history (
    id bigint generated always as identity primary key,
    message_id text not null,
    status text not null,
    source text not null,
    attempts integer not null,
    vendor_status text,
    error_code text,
    error_message text,
    applied boolean not null,
    at bigint not null
  )`,
  'create index message_history_message on attendant.message_history (message_id, id)',
  `create table attendant.early_statuses (
    id bigint generated always as identity primary key,
    vendor_id text not null,
    status text not null,
    vendor_status text not null,
    error_code text,
    at bigint not null
  )`,
  'create index early_statuses_vendor on attendant.early_statuses (vendor_id)',
  `create table attendant.opt_outs (
    site_id text not null,
    medium text not null,
    destination text not null,
    at bigint not null,
    primary key (site_id, medium, destination)
  )`,
  `create table attendant.contacts (
    site_id text not null,
    id text not null,
    document jsonb not null,
    primary key (site_id, id)
  )`,
  `create table attendant.contact_identifiers (
    site_id text not null,
    identifier text not null,
    contact_id text not null,
    primary key (site_id, identifier, contact_id),
    foreign key (site_id, contact_id) references attendant.contacts (site_id, id) on delete cascade
  )`,
  'create index contact_identifiers_contact on attendant.contact_identifiers (site_id, contact_id)',
];
