import type { Generated } from 'kysely';

/** What the console follows, and what it has running calls do. */
export interface FeedTables {
  changes: { id: Generated<number>; topic: string };
  commands: {
    id: string;
    call_id: string;
    kind: string;
    text: string;
    now: boolean;
    operator: string;
    created_at: number;
    status: Generated<string>;
    outcome: string | null;
    taken_at: number | null;
    finished_at: number | null;
  };
}
