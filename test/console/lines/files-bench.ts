import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { replaceFile } from '../../../src/adapters/replace-file.ts';
import { createSiteBook } from '../../../src/config/site-book.ts';
import { createSiteFileEditor } from '../../../src/config/site-file-editor.ts';
import type {
  CheckAnswer,
  SaveAnswer,
  SiteFileList,
  SiteFileText,
  SiteFileVersions,
  SiteFileVersionText,
} from '../../../src/console/contract/site-files.ts';
import { linesApi } from '../../../src/console/lines/lines-api.ts';
import type { Role } from '../../../src/domain/operator.ts';
import type { ReplaceFile } from '../../../src/ports/site-files.ts';
import { SiteFolder, siteText } from '../../config/site-folder.ts';
import { consoleParts, consoleServer } from '../console-bench.ts';

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
export const greeting = (words: string): string => siteText().replace('Hello, I am', words);
export const secrets = { sandboxed: true, secret: () => null };

/** A real folder, the book that reads it, and the console's API over it. */
export async function filesBench(options: { readonly replaceFile?: ReplaceFile; readonly files?: object } = {}) {
  const root = new SiteFolder();
  onTestFinished(() => root[Symbol.dispose]());
  const directory = join(root.path, 'config');
  mkdirSync(directory);
  for (const [name, text] of Object.entries(options.files ?? { 'acme.yaml': siteText() }))
    root.write(join('config', name), text);
  const { store, clock, log, dependencies } = consoleParts();
  const siteBook = await createSiteBook({ directory, store, clock, log, watch: false, secrets: secrets.secret });
  const siteFiles = createSiteFileEditor({
    ...{ directory, siteBook, secrets },
    replaceFile: options.replaceFile ?? replaceFile,
  });
  const { ask, port } = await consoleServer(linesApi({ ...dependencies, siteBook, siteFiles }));
  const path = '/lines/files/acme.yaml';
  return {
    ...{ ask, port, store, clock, log, siteBook, root, directory },
    onDisk: (name = 'acme.yaml') => readFileSync(join(directory, name), 'utf8'),
    leftovers: () => readdirSync(directory).filter((name) => name.startsWith('.')),
    exists: (name: string) => existsSync(join(root.path, name)),
    spoken: () => siteBook.lineForNumber('+14155550101')?.line.greeting,
    list: () => ask<SiteFileList>('/lines/files'),
    read: (query = '?unmasked=1', role: Role = 'admin') => ask<SiteFileText>(`${path}${query}`, { role }),
    check: (text: string, role: Role = 'admin') =>
      ask<CheckAnswer>(`${path}/check`, { method: 'POST', body: { text }, role }),
    save: (text: string, basedOn: string, role: Role = 'admin') =>
      ask<SaveAnswer & { error?: string; hash?: string }>(path, { method: 'PUT', body: { text, basedOn }, role }),
    versions: () => ask<SiteFileVersions>(`${path}/versions`),
    version: (id: number, role: Role = 'admin') =>
      ask<SiteFileVersionText>(`${path}/versions/${id}${role === 'viewer' ? '' : '?unmasked=1'}`, { role }),
    restore: (id: number | string, basedOn: string, role: Role = 'admin') =>
      ask<SaveAnswer & { error?: string }>(`${path}/versions/${id}/restore`, {
        method: 'POST',
        body: { basedOn },
        role,
      }),
  };
}
