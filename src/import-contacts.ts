import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openStore } from './adapters/open-store.ts';
import { createPinoLog } from './adapters/pino-log.ts';
import { createRandomIds } from './adapters/random-ids.ts';
import { systemClock as clock } from './adapters/system-clock.ts';
import { processEnvironment, readEnvironment } from './config/env.ts';
import { createSiteBook } from './config/site-book.ts';
import { importContacts } from './domain/contact-import.ts';
import { AttendantError } from './domain/errors.ts';

/** `npm run contacts:import -- FILE.csv [--site ID]`: all rows or none, errors by line. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { site: { type: 'string' } } });
  const [file] = positionals;
  if (file === undefined)
    throw new AttendantError('bad_request', 'Say which file: npm run contacts:import -- FILE.csv [--site ID]');
  const environment = readEnvironment(processEnvironment());
  const log = createPinoLog('warn');
  const opened = await openStore({ ...environment, clock, ids: createRandomIds(clock), log });
  try {
    const book = await createSiteBook({
      directory: environment.configDirectory,
      store: opened.store,
      clock,
      log,
      watch: false,
      secrets: environment.secret,
    });
    const site = values.site === undefined ? book.sites()[0] : book.sites().find((one) => one.id === values.site);
    book.close();
    if (site === undefined)
      throw new AttendantError(
        'not_found',
        `There is no site "${values.site ?? ''}". There is: ${book
          .sites()
          .map((one) => one.id)
          .join(', ')}`,
      );
    const imported = importContacts(await readFile(file, 'utf8'), { siteId: site.id, defaultCountry: site.country });
    if (!imported.ok)
      throw new AttendantError(
        'bad_request',
        imported.failure.map((error) => `${file}:${error.line}: ${error.message}`).join('\n'),
      );
    await opened.store.saveContacts(imported.value);
    process.stdout.write(`${imported.value.length} contacts of ${site.name} imported.\n`);
  } finally {
    await opened.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
