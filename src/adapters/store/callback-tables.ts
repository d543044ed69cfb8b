import type { ColumnType, Generated } from 'kysely';

type Json = ColumnType<unknown, string, string>;

/** Callbacks, the seats they take, recordings, and what all processes share. */
export interface CallbackTables {
  callbacks: {
    id: string;
    site_id: string;
    line_id: string;
    call_id: string;
    tool_call_id: string;
    phone: string;
    state: string;
    /** Whether the state is one of the open ones: the database allows one of those per number and line. */
    open: boolean;
    starts_at: number;
    next_at: number | null;
    /** What is never searched for. */
    details: Json;
    attempts: Json;
    version: number;
    created_at: number;
    updated_at: number;
    /** Nobody can be called by it any more: it is never changed again. */
    redacted: Generated<boolean>;
  };
  callback_events: {
    id: Generated<number>;
    callback_id: string;
    at: number;
    type: string;
    actor: string;
    detail: Json;
  };
  /** A booked one has a callback; one that is held for a call has an end. */
  callback_seats: {
    id: Generated<number>;
    site_id: string;
    line_id: string;
    starts_at: number;
    ends_at: number;
    number: number;
    capacity: number;
    call_id: string;
    callback_id: string | null;
    held_until: number | null;
  };
  recordings: {
    id: string;
    call_id: string;
    site_id: string;
    line_id: string;
    state: string;
    duration_seconds: number | null;
    channels: number;
    file: string | null;
    bytes: number | null;
    deleted_at_carrier: boolean;
    created_at: number;
    updated_at: number;
    deletion_id: ColumnType<string | null, string | null | undefined, string | null>;
  };
  shared_secrets: { name: string; secret: string };
}
