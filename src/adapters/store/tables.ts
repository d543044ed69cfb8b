import type { ColumnType, Generated, Kysely, Transaction } from 'kysely';
import type { AccountTables } from './account-tables.ts';
import type { CallSearchTables } from './call-tables.ts';
import type { CallbackTables } from './callback-tables.ts';
import type { FeedTables } from './feed-tables.ts';
import type { PeopleTables } from './people-tables.ts';

/** JSON goes in as text and comes out parsed. Times are epoch ms (int8, read as numbers). */
type Json = ColumnType<unknown, string, string>;

export interface Tables extends CallbackTables, FeedTables, AccountTables, CallSearchTables, PeopleTables {
  calls: {
    id: string;
    call_sid: string;
    site_id: string;
    line_id: string;
    site_version: string;
    direction: string;
    caller: Json;
    called: string;
    started_at: number;
    status: string | null;
    ended_at: number | null;
    last_seq: Generated<number>;
    /** What was taken out of it: `no_personal_data`, `metadata`. */
    redacted: ColumnType<string | null, string | null | undefined, string>;
  };
  events: { id: Generated<number>; call_id: string; seq: number; at: number; type: string; body: Json };
  site_versions: { version: string; site_id: string; document: Json; saved_at: number };
  relay_tokens: {
    token_hash: string;
    call_sid: string;
    expires_at: number;
    reusable: boolean;
    used: boolean;
    open: boolean;
  };
  messages: {
    id: string;
    site_id: string;
    line_id: string;
    call_id: string;
    tool_call_id: string;
    tool: string;
    medium: string;
    destination: string;
    audience: Generated<string>;
    country: string | null;
    cost_micros: Generated<number>;
    content: Json;
    status: string;
    attempts: number;
    vendor_id: string | null;
    error_code: string | null;
    result: ColumnType<unknown, string | null, string | null>;
    due_at: number;
    created_at: number;
    updated_at: number;
    /** Its call was deleted: it is there for the caps only. */
    gone: Generated<boolean>;
  };
  audit: { id: Generated<number>; at: number; operator: string; action: string; subject: string; detail: Json };
  site_files: { id: Generated<number>; name: string; text: string; hash: string; at: number; by: string | null };
  message_history: {
    id: Generated<number>;
    message_id: string;
    at: number;
    status: string;
    vendor_status: string | null;
    error_code: string | null;
  };
  early_statuses: { vendor_id: string; status: string; vendor_status: string; error_code: string | null; at: number };
  notices: { id: string; call_id: string; text: string; urgent: boolean; at: number; taken: Generated<boolean> };
  forms: { token_hash: string; call_id: string; expires_at: number; used_at: number | null };
}

export type Database = Kysely<Tables>;
export type Executor = Kysely<Tables> | Transaction<Tables>;
