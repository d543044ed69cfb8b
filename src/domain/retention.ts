import type { Line } from './line.ts';
import type { KeepMode } from './retention-keys.ts';
import type { Site } from './site.ts';

export interface Retention {
  readonly keep: KeepMode;
  readonly days: number | 'forever';
}

/** What holds for a line; for a line the site has not any more, what holds for the site. */
export function retentionOf(site: Pick<Site, 'retention'>, line: Pick<Line, 'retention'> | null): Retention {
  return { keep: line?.retention.keep ?? site.retention.keep, days: line?.retention.days ?? site.retention.days };
}

/** A call is left whole for so long after its end: messages, recordings and notes of it are still on their way. */
export const REDACTION_GRACE_MS = 6 * 3_600_000;
