import { AttendantError } from '../domain/errors.ts';
import type { Line } from '../domain/line.ts';
import type { LineInForce, SiteBook } from '../domain/line-in-force.ts';
import { Site } from '../domain/site.ts';
import type { Store } from '../ports/store.ts';
import type { Cancel, Clock, Log } from '../ports.ts';
import type { Secrets } from './check-secrets.ts';
import { type LoadedSite, type LoadedSites, loadSites } from './load-sites.ts';
import { formatProblem, hasErrors } from './problem.ts';
import { watchFolder } from './watch-folder.ts';

/** Editors write in several steps; what they leave behind after this long is what they meant. */
const DEBOUNCE_MS = 200;

export interface SiteBookOptions {
  readonly directory: string;
  readonly store: Pick<Store, 'saveSiteVersion' | 'findSiteVersion'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Reload when a file of the folder changes. */
  readonly watch: boolean;
  readonly secrets: Secrets['secret'];
  /** No real calls: a secret that is not set is only warned of. Default: true. */
  readonly sandboxed?: boolean;
}

export interface WatchedSiteBook extends SiteBook {
  /** Reads the folder again now. What is wrong is logged and answered; then the last good sites stay in force. */
  check(): Promise<LoadedSites>;
  close(): void;
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
  check(): Promise<LoadedSites> {
    const next = this.#checking.then(() => this.#reload());
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

  async #reload(): Promise<LoadedSites> {
    const { directory, secrets: secret, sandboxed = true } = this.#options;
    const loaded = await loadSites(directory, { secret, sandboxed });
    this.#report(loaded);
    const before = this.#inForce.map(({ version }) => version).join();
    const after = loaded.sites.map(({ version }) => version).join();
    if (hasErrors(loaded.problems) || before === after) return loaded;
    await this.#save(loaded.sites);
    this.#take(loaded.sites);
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
