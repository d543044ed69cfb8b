import type { ColumnType, Generated } from 'kysely';

/** Written as JSON text, read as the value. */
type Json = ColumnType<unknown, string, string>;

interface CallsTable {
  id: string;
  call_sid: string;
  site_version: string;
  /** The `Call` as it was opened. */
  document: Json;
  started_at: number;
  status: string | null;
  ended_at: number | null;
}

interface EventsTable {
  id: Generated<number>;
  call_id: string;
  seq: number;
  at: number;
  type: string;
  document: Json;
  /** Names the append that wrote it, so that a repeated one is known. */
  batch: string;
}

interface SiteVersionsTable {
  version: string;
  site_id: string;
  document: Json;
  saved_at: number;
}

interface RelayTokensTable {
  token_hash: string;
  call_sid: string;
  expires_at: number;
  reusable: boolean;
  used: boolean;
  open: boolean;
}

export interface MessagesTable {
  id: string;
  site_id: string;
  line_id: string;
  call_id: string;
  tool_call_id: string;
  tool: string;
  medium: string;
  destination: string;
  content: Json;
  status: string;
  attempts: number;
  /** Retry, unknown: when to try again. Sending: when the lease ends. */
  due_at: number;
  vendor_id: string | null;
  error_code: string | null;
  error_message: string | null;
  created_at: number;
  updated_at: number;
}

interface MessageHistoryTable {
  id: Generated<number>;
  message_id: string;
  status: string;
  /** Who said so: our own delivery, or the vendor's callback. */
  source: 'reserve' | 'delivery' | 'vendor';
  attempts: number;
  vendor_status: string | null;
  error_code: string | null;
  error_message: string | null;
  /** False: came too late to change anything. */
  applied: boolean;
  at: number;
}

interface EarlyStatusesTable {
  id: Generated<number>;
  vendor_id: string;
  status: string;
  vendor_status: string;
  error_code: string | null;
  at: number;
}

interface OptOutsTable {
  site_id: string;
  medium: string;
  destination: string;
  at: number;
}

interface ContactsTable {
  site_id: string;
  id: string;
  document: Json;
}

interface ContactIdentifiersTable {
  site_id: string;
  identifier: string;
  contact_id: string;
}

/** Every table of the schema `attendant`, as Kysely takes it. Times are epoch ms. */
export interface Tables {
  'attendant.calls': CallsTable;
  'attendant.events': EventsTable;
  'attendant.site_versions': SiteVersionsTable;
  'attendant.relay_tokens': RelayTokensTable;
  'attendant.messages': MessagesTable;
  'attendant.message_history': MessageHistoryTable;
  'attendant.early_statuses': EarlyStatusesTable;
  'attendant.opt_outs': OptOutsTable;
  'attendant.contacts': ContactsTable;
  'attendant.contact_identifiers': ContactIdentifiersTable;
}
