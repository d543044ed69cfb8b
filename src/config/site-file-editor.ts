import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { siteChanges } from '../domain/site-changes.ts';
import type {
  CheckedSiteFile,
  ReplaceFile,
  SavedSiteFile,
  SiteFile,
  SiteFileEdit,
  SiteFileProblem,
  SiteFiles,
  SiteFolder,
} from '../ports/site-files.ts';
import type { Secrets } from './check-secrets.ts';
import { findFile } from './find-file.ts';
import { type LoadedSites, loadSites, siteFilesOf } from './load-sites.ts';
import type { Problem } from './problem.ts';
import type { WatchedSiteBook } from './site-book.ts';
import { hashOf } from './site-file-hash.ts';
import { siteJsonSchema } from './site-schema.ts';
import { whyNotWritable } from './why-not-writable.ts';

export interface SiteFileEditorOptions {
  readonly directory: string;
  readonly siteBook: Pick<WatchedSiteBook, 'check' | 'loaded'>;
  readonly secrets: Secrets;
  readonly replaceFile: ReplaceFile;
}

/** Reads, checks and replaces the site files of a folder. One save at a time. */
export function createSiteFileEditor(options: SiteFileEditorOptions): SiteFiles {
  const editor = new SiteFileEditor(options);
  let saving: Promise<unknown> = Promise.resolve();
  return {
    read: () => editor.read(),
    check: (name, text) => editor.check(name, text),
    save(edit, keep) {
      const saved = saving.then(() => editor.save(edit, keep));
      saving = saved.catch(() => {});
      return saved;
    },
    schema: () => siteJsonSchema(),
  };
}

type Found = { readonly path: string; readonly text: string } | { readonly refusal: string };

class SiteFileEditor {
  readonly #options: SiteFileEditorOptions;

  constructor(options: SiteFileEditorOptions) {
    this.#options = options;
  }

  async read(): Promise<SiteFolder> {
    const { directory } = this.#options;
    const names = (await siteFilesOf(directory)) ?? [];
    const loaded = await this.#load();
    const files = await Promise.all(names.map(async (name) => this.#describe(name, await this.#find(name), loaded)));
    return { files, readOnly: await writeProblem(directory) };
  }

  async check(name: string, text: string): Promise<CheckedSiteFile | null> {
    if (!(await this.#has(name))) return null;
    const loaded = await this.#load({ name, text });
    const before = this.#options.siteBook.loaded().find(({ file }) => basename(file) === name)?.site;
    const after = loaded.sites.find(({ file }) => basename(file) === name)?.site;
    const changes = before === undefined || after === undefined ? [] : siteChanges(before, after);
    return { problems: shown(loaded.problems), changes };
  }

  async save(edit: SiteFileEdit, keep: () => Promise<void>): Promise<SavedSiteFile | null> {
    const { name, text, basedOn, by } = edit;
    const found = (await this.#has(name)) ? await this.#find(name) : null;
    if (found === null) return null;
    if ('refusal' in found) return { outcome: 'read-only', why: found.refusal };
    if (hashOf(found.text) !== basedOn) return { outcome: 'stale', hash: hashOf(found.text) };
    const wrong = await this.#newErrors(name, text);
    if (wrong.length > 0) return { outcome: 'wrong', problems: wrong };
    const why = await writeProblem(dirname(found.path));
    if (why !== null) return { outcome: 'read-only', why };
    await keep();
    const refused = await this.#replace(found.path, text, basedOn);
    if (refused !== null) return refused;
    return this.#inForceNow(name, by);
  }

  /** All there is to say, when it has errors of its own or would make some elsewhere. */
  async #newErrors(name: string, text: string): Promise<readonly SiteFileProblem[]> {
    const [now, then] = await Promise.all([this.#load(), this.#load({ name, text })]);
    const known = new Set(now.problems.filter((one) => basename(one.file) !== name).map(keyOf));
    const isNew = then.problems.some((one) => one.severity === 'error' && !known.has(keyOf(one)));
    return isNew ? shown(then.problems) : [];
  }

  /** Somebody may have written the file while it was checked. */
  async #replace(path: string, text: string, basedOn: string): Promise<SavedSiteFile | null> {
    try {
      const hash = hashOf(await readFile(path, 'utf8'));
      if (hash !== basedOn) return { outcome: 'stale', hash };
      await this.#options.replaceFile(path, text);
      return null;
    } catch (error) {
      const why = whyNotWritable(error);
      if (why === null) throw error;
      return { outcome: 'read-only', why };
    }
  }

  async #inForceNow(name: string, by: string): Promise<SavedSiteFile | null> {
    const { siteBook } = this.#options;
    const loaded = await siteBook.check({ name, by });
    const file = this.#describe(name, await this.#find(name), loaded);
    const version = siteBook.loaded().find((one) => basename(one.file) === name)?.version ?? null;
    return { outcome: 'saved', file, version };
  }

  #describe(name: string, found: Found, loaded: LoadedSites): SiteFile {
    if ('refusal' in found) {
      const problem = { severity: 'error', file: name, line: 1, column: 1, message: found.refusal } as const;
      return { name, text: null, hash: '', siteId: null, inForce: false, problems: [problem] };
    }
    const { text } = found;
    const read = loaded.sites.find(({ file }) => basename(file) === name);
    const current = this.#options.siteBook.loaded().find(({ file }) => basename(file) === name);
    const inForce = current !== undefined && current.text === text && current.version === read?.version;
    const problems = shown(loaded.problems).filter(({ file }) => file === name);
    return { name, text, hash: hashOf(text), siteId: (read ?? current)?.site.id ?? null, inForce, problems };
  }

  /** A link that leads out of the folder is not followed: its text is not ours to show. */
  async #find(name: string): Promise<Found> {
    const found = await findFile(this.#options.directory, name);
    if ('refusal' in found) return found;
    try {
      return { path: found.path, text: await readFile(found.path, 'utf8') };
    } catch {
      return { refusal: 'the file cannot be read; check its permissions' };
    }
  }

  async #has(name: string): Promise<boolean> {
    return ((await siteFilesOf(this.#options.directory)) ?? []).includes(name);
  }

  #load(instead?: { readonly name: string; readonly text: string }): Promise<LoadedSites> {
    return loadSites(this.#options.directory, this.#options.secrets, instead);
  }
}

const keyOf = ({ file, message }: Problem): string => `${file} ${message}`;

const shown = (problems: readonly Problem[]): readonly SiteFileProblem[] =>
  problems.map((problem) => ({ ...problem, file: basename(problem.file) }));

/** A new file is written beside the old one: the folder has to let us. */
async function writeProblem(directory: string): Promise<string | null> {
  try {
    await access(join(directory, '.'), constants.W_OK);
    return null;
  } catch (error) {
    return whyNotWritable(error) ?? 'The folder of the site files is not there.';
  }
}
