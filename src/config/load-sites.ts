import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Site } from '../domain/site.ts';
import type { Secrets } from './check-secrets.ts';
import { checkSite } from './check-site.ts';
import { describeIssues } from './describe-issue.ts';
import { error, type Finding, hasErrors, type Problem } from './problem.ts';
import { parseSiteDocument, type SiteDocument } from './site-document.ts';
import { readSiteFiles } from './site-files.ts';

export interface LoadedSite {
  readonly file: string;
  readonly text: string;
  readonly site: Site;
  /** Hash of the site with its knowledge: the same content is the same version everywhere. */
  readonly version: string;
}

/** `sites`: those that could be read; use them only when no problem is an error. */
export interface LoadedSites {
  readonly sites: readonly LoadedSite[];
  readonly problems: readonly Problem[];
}

type Read = {
  readonly loaded: LoadedSite | null;
  readonly document: SiteDocument | null;
  readonly problems: readonly Problem[];
};

/**
 * Reads and checks every site file of a folder. Does not throw: what is wrong is in `problems`. `instead`: a text to take
 * for that of the file of this name.
 */
export async function loadSites(
  directory: string,
  secrets: Secrets,
  instead?: { readonly name: string; readonly text: string },
): Promise<LoadedSites> {
  const files = await siteFilesOf(directory);
  if (files === null || files.length === 0) {
    const message = files === null ? 'there is no such folder; set CONFIG_DIR' : 'there is no site file (*.yaml) here';
    return { sites: [], problems: [{ severity: 'error', file: directory, line: 1, column: 1, message }] };
  }
  const read = await Promise.all(
    files.map((file) => loadSite(directory, file, secrets, instead?.name === file ? instead.text : null)),
  );
  const sites = read.flatMap(({ loaded }) => (loaded === null ? [] : [loaded]));
  const problems = [...read.flatMap((site) => site.problems), ...acrossSites(read)];
  return { sites, problems: problems.sort(byPlace) };
}

/** The names of the site files; null: there is no such folder. */
export async function siteFilesOf(directory: string): Promise<readonly string[] | null> {
  try {
    return (await readdir(directory)).filter((name) => /^[^.].*\.ya?ml$/.test(name)).sort();
  } catch {
    return null;
  }
}

async function loadSite(directory: string, name: string, secrets: Secrets, given: string | null): Promise<Read> {
  const file = join(directory, name);
  const text = given ?? (await readFile(file, 'utf8').catch(() => null));
  if (text === null) {
    const message = 'the file cannot be read; check its permissions';
    return { loaded: null, document: null, problems: [{ severity: 'error', file, line: 1, column: 1, message }] };
  }
  const document = parseSiteDocument(file, text);
  if (hasErrors(document.problems)) return { loaded: null, document, problems: document.problems };
  const parsed = Site.safeParse(document.value ?? {});
  if (!parsed.success) {
    const findings = describeIssues(parsed.error.issues, document.value ?? {});
    return { loaded: null, document, problems: [...document.problems, ...findings.map(document.place)] };
  }
  const { site, findings } = await readSiteFiles(parsed.data, directory);
  const problems = [...document.problems, ...[...findings, ...checkSite(site, secrets)].map(document.place)];
  return { loaded: { file, text, site, version: versionOf(site) }, document, problems };
}

const byPlace = (a: Problem, b: Problem): number =>
  a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column;

/** What two sites must not share: their id, and the numbers that decide who answers. */
function acrossSites(read: readonly Read[]): readonly Problem[] {
  const ids = new Set<string>();
  const numbers = new Map<string, string>();
  return read.flatMap(({ loaded, document }) => {
    if (loaded === null || document === null) return [];
    const findings: Finding[] = [];
    if (ids.has(loaded.site.id))
      findings.push(error(['id'], `another file has the site ${loaded.site.id} already; rename one`));
    ids.add(loaded.site.id);
    return [...findings, ...numberFindings(loaded.site, numbers)].map(document.place);
  });
}

function numberFindings(site: Site, owners: Map<string, string>): readonly Finding[] {
  return site.lines.flatMap((line, lineIndex) =>
    line.numbers.flatMap((number, index) => {
      const owner = owners.get(number);
      owners.set(number, owner ?? `line ${line.id} of site ${site.id}`);
      if (owner === undefined) return [];
      return [error(['lines', lineIndex, 'numbers', index], `this number belongs to ${owner} already; remove one`)];
    }),
  );
}

function versionOf(site: Site): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(site)))
    .digest('hex');
}

/** Keys in one order, so that moving them about in the file makes no new version. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
