/** New tables, indexes and columns with a default only: processes of the version before go on beside it. */
export const accountsAndAudit: readonly string[] = [
  `create table audit (
     id int8 generated always as identity primary key, at int8 not null, operator text not null, action text not null,
     subject text not null, detail jsonb not null)`,
  'create index audit_by_action on audit (action, id)',
  `create table accounts (
     id text primary key, name text not null unique, role text not null, password_hash text not null,
     version int4 not null, created_at int8 not null, changed_at int8 not null, signed_in_at int8)`,
  `create table console_sessions (
     token_hash text primary key, account_id text references accounts (id) on delete cascade, account_version int4,
     proof text, created_at int8 not null, seen_at int8 not null, check ((account_id is null) = (proof is not null)))`,
  'create index console_sessions_by_account on console_sessions (account_id) where account_id is not null',
  'create index console_sessions_by_use on console_sessions (seen_at)',
];
