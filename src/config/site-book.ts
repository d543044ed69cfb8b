import { basename } from 'node:path';
import { AttendantError } from '../domain/errors.ts';
import type { Line } from '../domain/line.ts';
import type { LineInForce, SiteBook } from '../domain/line-in-force.ts';
import { Site } from '../domain/site.ts';
import type { Store } from '../ports/store.ts';
import type { Cancel, Clock, Log } from '../ports.ts';
import type { Secrets } from './check-secrets.ts';
import { type LoadedSite, type LoadedSites, loadSites } from './load-sites.ts';
import { formatProblem, hasErrors, type Problem } from './problem.ts';
import { hashOf } from './site-file-hash.ts';
import { watchFolder } from './watch-folder.ts';

/** Editors write in several steps; what they leave behind after this long is what they meant. */
const DEBOUNCE_MS = 200;

export interface SiteBookOptions {
  readonly directory: string;
  readonly store: Pick<Store, 'saveSiteVersion' | 'findSiteVersion' | 'keepSiteFile'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Reload when a file of the folder changes. */
  readonly watch: boolean;
  readonly secrets: Secrets['secret'];
  /** No real calls: a secret that is not set is only warned of. Default: true. */
  readonly sandboxed?: boolean;
}

export interface WatchedSiteBook extends SiteBook {
  /**
   * Reads the folder again now. What is wrong is logged and answered; then the last good sites stay in force. `saved`: a
   * file that somebody has just saved, for the record of its versions.
   */
  check(saved?: SavedFile): Promise<LoadedSites>;
  /** What is in force, with the texts it came from. */
  loaded(): readonly LoadedSite[];
  /** What was wrong when the folder was read last. */
  problems(): readonly Problem[];
  close(): void;
}

/** `name`: of the file, without the folder. */
export interface SavedFile {
  readonly name: string;
  readonly by: string;
}

/** Loads all sites and keeps them current. Throws AttendantError `config_invalid` with every error at the start. */
export async function createSiteBook(options: SiteBookOptions): Promise<WatchedSiteBook> {
  const book = new FolderSiteBook(options);
  const loaded = await book.check();
  if (hasErrors(loaded.problems)) {
    const list = loaded.problems.map((problem) => `\n${formatProblem(problem)}`).join('');
    throw new AttendantError('config_invalid', `The configuration has errors:${list}`);
  }
  if (options.watch) book.watch();
  return book;
}

class FolderSiteBook implements WatchedSiteBook {
  readonly #options: SiteBookOptions;
  readonly #versions = new Map<string, Site>();
  #inForce: readonly LoadedSite[] = [];
  #byNumber: ReadonlyMap<string, LineInForce> = new Map();
  /** Hashes of the texts that are in the record, by name. */
  readonly #kept = new Map<string, string>();
  #problems: readonly Problem[] = [];
  #checking: Promise<unknown> = Promise.resolve();
  #stopWatching: Cancel = () => {};

  constructor(options: SiteBookOptions) {
    this.#options = options;
  }

  lineForNumber(number: string): LineInForce | null {
    return this.#byNumber.get(number) ?? null;
  }

  sites(): readonly Site[] {
    return this.#inForce.map(({ site }) => site);
  }

  async lineAtVersion(version: string, lineId: string): Promise<LineInForce | null> {
    const site = this.#versions.get(version) ?? (await this.#fromStore(version));
    const line = site?.lines.find((candidate) => candidate.id === lineId);
    return site === undefined || line === undefined ? null : { site, line, version };
  }

  /** One after the other: an older reading must not replace a newer one. */
  check(saved?: SavedFile): Promise<LoadedSites> {
    const next = this.#checking.then(() => this.#reload(saved));
    this.#checking = next.catch(() => {});
    return next;
  }

  watch(): void {
    const { directory, clock, log } = this.#options;
    let cancel: Cancel = () => {};
    const reload = (): void => {
      this.check().catch((error: unknown) => log.error('the configuration could not be reloaded', { error }));
    };
    const stop = watchFolder(directory, log, () => {
      cancel();
      cancel = clock.after(DEBOUNCE_MS, reload);
    });
    this.#stopWatching = () => {
      cancel();
      stop();
    };
  }

  close(): void {
    this.#stopWatching();
  }

  loaded(): readonly LoadedSite[] {
    return this.#inForce;
  }

  problems(): readonly Problem[] {
    return this.#problems;
  }

  async #reload(saved?: SavedFile): Promise<LoadedSites> {
    const { directory, secrets: secret, sandboxed = true } = this.#options;
    const loaded = await loadSites(directory, { secret, sandboxed });
    this.#problems = loaded.problems;
    this.#report(loaded);
    if (hasErrors(loaded.problems)) return loaded;
    const before = this.#inForce.map(({ version }) => version).join();
    const after = loaded.sites.map(({ version }) => version).join();
    if (before !== after) await this.#save(loaded.sites);
    await this.#keepTexts(loaded.sites, saved);
    this.#take(loaded.sites);
    if (before !== after)
      this.#options.log.info('configuration in force', { sites: loaded.sites.map(({ site }) => site.id) });
    return loaded;
  }

  #report(loaded: LoadedSites): void {
    const { log } = this.#options;
    const failed = hasErrors(loaded.problems);
    for (const problem of loaded.problems) {
      if (problem.severity === 'error') log.error(formatProblem(problem));
      else log.warn(formatProblem(problem));
    }
    if (failed && this.#inForce.length > 0) log.error('the last good configuration stays in force');
  }

  /** Before a call can use it: another process may have to find the version a call began with. */
  async #save(sites: readonly LoadedSite[]): Promise<void> {
    for (const { version, site } of sites)
      await this.#options.store.saveSiteVersion(version, site.id, site, this.#options.clock.now());
  }

  /** Every text that comes into force, comments and all: for going back to it. */
  async #keepTexts(sites: readonly LoadedSite[], saved?: SavedFile): Promise<void> {
    const { store, clock } = this.#options;
    for (const { file, text } of sites) {
      const name = basename(file);
      const hash = hashOf(text);
      if (this.#kept.get(name) === hash) continue;
      await store.keepSiteFile({ name, text, hash, at: clock.now(), by: saved?.name === name ? saved.by : null });
      this.#kept.set(name, hash);
    }
  }

  #take(sites: readonly LoadedSite[]): void {
    for (const { version, site } of sites) this.#versions.set(version, site);
    this.#inForce = sites;
    this.#byNumber = new Map(
      sites.flatMap(({ site, version }) =>
        site.lines.flatMap((line: Line) => line.numbers.map((number) => [number, { site, line, version }] as const)),
      ),
    );
  }

  async #fromStore(version: string): Promise<Site | undefined> {
    const parsed = Site.safeParse(await this.#options.store.findSiteVersion(version));
    if (!parsed.success) return undefined;
    this.#versions.set(version, parsed.data);
    return parsed.data;
  }
}
