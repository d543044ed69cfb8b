/**
 * Indexes only, for the console's lists of messages and callbacks: processes of the version before go on beside it. Of
 * the tables they use `messages` comes first, as in their own transactions.
 */
export const desk: readonly string[] = [
  'create index messages_by_time on messages (created_at, id)',
  'create index messages_by_line on messages (site_id, line_id, created_at, id)',
  'create index messages_by_status on messages (status, created_at, id)',
  'create index callbacks_open_by_start on callbacks (starts_at, id) where open',
  'create index callbacks_by_line on callbacks (site_id, line_id, starts_at)',
];
