import type { ColumnType, Generated } from 'kysely';

type Json = ColumnType<unknown, string, string>;

/** Contacts, files of them, deletions of people, and what retention has done. */
export interface PeopleTables {
  contacts: {
    id: string;
    site_id: string;
    name: string | null;
    callback_number: string | null;
    email: string | null;
    language: string | null;
    time_zone: string | null;
    notes: string | null;
    /** Made by the database: for searching, and for the order of the list. */
    search: ColumnType<string, never, never>;
    sort_name: ColumnType<string, never, never>;
  };
  contact_identifiers: { site_id: string; identifier: string; contact_id: string };
  contact_versions: { site_id: string; version: number };
  contact_imports: {
    id: string;
    site_id: string;
    base: number;
    state: string;
    counts: Json;
    created_by: string;
    created_at: number;
    applied_at: number | null;
  };
  contact_import_rows: { import_id: string; line: number; change: string; contact: Json; fields: Json };
  opt_outs: {
    id: Generated<number>;
    site_id: string;
    medium: string;
    destination: string;
    at: number;
    source: Generated<string>;
  };
  deletions: {
    id: string;
    site_id: string;
    identifiers: Json;
    requested_by: string;
    requested_at: number;
    expected: Json;
    counts: Json;
    done_at: number | null;
  };
  retention_runs: { id: string; started_at: number; ended_at: number | null; lines: Json };
}
