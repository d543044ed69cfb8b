import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type LoadedSites, loadSites } from '../../src/config/load-sites.ts';
import { formatProblem } from '../../src/config/problem.ts';

/** A folder of site files, thrown away after the test. */
export class SiteFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'attendant-config-'));

  write(name: string, text: string): this {
    mkdirSync(dirname(join(this.path, name)), { recursive: true });
    writeFileSync(join(this.path, name), text);
    return this;
  }

  load(secrets: Readonly<Record<string, string>> = {}, sandboxed = false): Promise<LoadedSites> {
    return loadSites(this.path, { sandboxed, secret: (reference) => secrets[reference.slice(2, -1)] ?? null });
  }

  /** All problems of the folder, without its path: `site.yaml:1:5: message`. */
  async problems(secrets?: Readonly<Record<string, string>>, sandboxed?: boolean): Promise<readonly string[]> {
    const { problems } = await this.load(secrets, sandboxed);
    return problems.map((problem) => formatProblem(problem).replace(`${this.path}/`, ''));
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A valid site; `line` and `site` are further YAML lines of theirs. The line's begin at line 16. */
export function siteText(line = '', site = '', number = '+14155550101'): string {
  return `id: acme
name: Acme
time_zone: America/New_York
country: US
plan: enterprise
mail:
  default:
    from: { name: Acme, address: hello@example.com }
lines:
  - id: front
    name: Front
    numbers: ["${number}"]
    greeting: Hello, I am the AI assistant.
    persona: { name: Sam }
    prompt: Help.
${indent(line, 4)}${site}`;
}

const indent = (text: string, by: number): string =>
  text === '' ? '' : text.replace(/^(?=.)/gm, ' '.repeat(by)).replace(/\n?$/, '\n');
