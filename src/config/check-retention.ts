import type { Line } from '../domain/line.ts';
import { retentionOf } from '../domain/retention.ts';
import type { Site } from '../domain/site.ts';
import { type Finding, type Path, warning } from './problem.ts';

/** What is collected only to be thrown away the next night. */
export function retentionFindings(site: Site, line: Line, at: Path): readonly Finding[] {
  const { keep } = retentionOf(site, line);
  if (keep === 'everything' || line.transfer === undefined || line.transfer.recording === 'off') return [];
  const message = `recordings are deleted with the next daily run: a voice tells who somebody is, and retention keeps ${keep}`;
  return [warning([...at, 'transfer', 'recording'], message)];
}
