import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type CallScript, parseCallScript } from './call-script.ts';
import { describeStep } from './run-script.ts';

/** A script in the folder, as a list shows it. */
export interface SavedScript {
  readonly file: string;
  readonly name: string;
  /** What its first comment says. */
  readonly about: string;
  /** `support`, or `site/support`; null: it does not say. */
  readonly line: string | null;
  readonly steps: readonly string[];
  /** How many things it expects. */
  readonly expectations: number;
  /** Why it cannot be played, or null. */
  readonly problem: string | null;
}

export const MAX_SCRIPT_BYTES = 100_000;
const MAX_SCRIPTS = 200;
const NAME = /^[\w][\w .-]{0,100}\.ya?ml$/;

/** The scripts of a folder by name; none where there is no such folder. */
export async function listScripts(directory: string): Promise<readonly SavedScript[]> {
  const files = await readdir(directory).catch(() => []);
  const named = files
    .filter((file) => NAME.test(file))
    .sort()
    .slice(0, MAX_SCRIPTS);
  return Promise.all(named.map((file) => describe(directory, file)));
}

/** A string says why there is none to be played. */
export async function readSavedScript(directory: string, file: string): Promise<CallScript | string> {
  const text = NAME.test(file) ? await readText(join(directory, file)) : null;
  return text === null ? `There is no script ${file}.` : parseCallScript(text);
}

async function describe(directory: string, file: string): Promise<SavedScript> {
  const text = (await readText(join(directory, file))) ?? '';
  const script = parseCallScript(text);
  const about = aboutOf(text);
  if (typeof script === 'string')
    return { file, name: file, about, line: null, steps: [], expectations: 0, problem: script };
  const { name = file, line = null, steps, expect, forbid } = script;
  const expectations = expect.length + forbid.length + steps.reduce((sum, step) => sum + step.expect.length, 0);
  return { file, name, about, line, steps: steps.map(describeStep), expectations, problem: null };
}

/** Null: it is not there, not a file, or too large. */
async function readText(path: string): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile() || found.size > MAX_SCRIPT_BYTES) return null;
  return readFile(path, 'utf8');
}

function aboutOf(text: string): string {
  const [first = ''] = text.split('\n', 1);
  return first.startsWith('#') ? first.slice(1).trim().slice(0, 300) : '';
}
