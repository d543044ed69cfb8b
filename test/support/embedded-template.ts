import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { openStore } from '../../src/adapters/open-store.ts';
import { createRandomIds } from '../../src/adapters/random-ids.ts';
import { systemClock as clock } from '../../src/adapters/system-clock.ts';
import { SilentLog } from './silent-log.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A data directory whose embedded database is made and up to date, and empty. */
    embeddedTemplate: string;
  }
}

/** Making an embedded database takes seconds of work: it is done once, and tests begin with a copy. */
export async function setup(project: TestProject): Promise<() => void> {
  const directory = mkdtempSync(join(tmpdir(), 'attendant-template-'));
  const ids = createRandomIds(clock);
  const opened = await openStore({ databaseUrl: null, dataDirectory: directory, clock, ids, log: new SilentLog() });
  await opened.close();
  project.provide('embeddedTemplate', directory);
  return () => rmSync(directory, { recursive: true, force: true });
}

/** A data directory of one's own, as after a first start that was stopped again. */
export function usedDataDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'attendant-'));
  cpSync(join(inject('embeddedTemplate'), 'db'), join(directory, 'db'), { recursive: true });
  return directory;
}
