import type { ColumnType } from 'kysely';

/** What calls are found by. */
export interface CallSearchTables {
  call_summaries: {
    call_id: string;
    site_id: string;
    line_id: string;
    direction: string;
    started_at: number;
    /** Of the other party's number, backwards; empty where there is none. */
    digits: string;
    outcome: string;
    /** How many of the call's events are counted. */
    seq: number;
    /** The `CallSummary`. */
    facts: ColumnType<unknown, string, string>;
    /** Null until the call is over. */
    words: ColumnType<unknown, string | null, string | null>;
    updated_at: number;
  };
  /** One row: up to which event the log was looked through for what is not counted. */
  summary_progress: { id: number; event_id: number };
}
