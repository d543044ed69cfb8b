import { basename } from 'node:path';
import type { ConfigurationWarning } from '../ports/process-health.ts';
import type { Environment } from './env.ts';
import type { WatchedSiteBook } from './site-book.ts';

/** What is allowed but hardly meant, and what keeps the newest files from coming into force. */
export function configurationWarnings(
  { warnings }: Pick<Environment, 'warnings'>,
  siteBook: Pick<WatchedSiteBook, 'problems'>,
): readonly ConfigurationWarning[] {
  return [
    ...siteBook.problems().map(({ severity, file, line, column, message }) => {
      return { severity, where: `${basename(file)}:${line}:${column}`, message };
    }),
    ...warnings.map((message) => ({ severity: 'warning' as const, where: null, message })),
  ];
}
