import { readFile, realpath } from 'node:fs/promises';
import { isAbsolute, resolve, sep } from 'node:path';
import type { Action } from '../domain/action.ts';
import type { Knowledge } from '../domain/line.ts';
import type { Site } from '../domain/site.ts';
import { error, type Finding, type Path } from './problem.ts';

const KNOWLEDGE_LIMIT_BYTES = 1_000_000;

/** The site with the text of its knowledge files in place of their names, and what is wrong with its files. */
export async function readSiteFiles(
  site: Site,
  directory: string,
): Promise<{ site: Site; findings: readonly Finding[] }> {
  const findings: Finding[] = [];
  const lines = await Promise.all(
    site.lines.map(async (line, index) => ({
      ...line,
      knowledge: await readKnowledge(line.knowledge, directory, ['lines', index, 'knowledge'], findings),
    })),
  );
  await checkAttachments(site.actions, directory, ['actions'], findings);
  for (const [index, line] of site.lines.entries())
    await checkAttachments(line.actions, directory, ['lines', index, 'actions'], findings);
  return { site: { ...site, lines }, findings };
}

async function readKnowledge(
  items: Knowledge[],
  directory: string,
  at: Path,
  findings: Finding[],
): Promise<Knowledge[]> {
  const read = items.map(async (item, index): Promise<Knowledge> => {
    if ('text' in item) return item;
    const found = await findFile(directory, item.file);
    const text = 'path' in found ? await readFile(found.path, 'utf8') : '';
    const refusal = 'refusal' in found ? found.refusal : refuseText(text);
    if (refusal === null) return { title: item.title, text };
    findings.push(error([...at, index, 'file'], `${item.file}: ${refusal}`));
    return item;
  });
  return Promise.all(read);
}

function refuseText(text: string): string | null {
  if (text.trim() === '') return 'the file is empty; write something or remove the entry';
  return text.length > KNOWLEDGE_LIMIT_BYTES ? 'the file is larger than 1 MB; shorten it' : null;
}

async function checkAttachments(
  actions: readonly Action[],
  directory: string,
  at: Path,
  findings: Finding[],
): Promise<void> {
  for (const [index, action] of actions.entries()) {
    if (action.type !== 'send_email') continue;
    for (const [position, file] of action.attachments.entries()) {
      const found = await findFile(directory, file);
      if ('refusal' in found)
        findings.push(error([...at, index, 'attachments', position], `${file}: ${found.refusal}`));
    }
  }
}

/** A file of the site's own folder. Links are followed first, so that none leads out of it. */
async function findFile(directory: string, file: string): Promise<{ path: string } | { refusal: string }> {
  const outside = { refusal: "the file must lie in the site file's folder; write a path below it" };
  const folder = await realpath(directory);
  const wanted = resolve(folder, file);
  if (isAbsolute(file) || !wanted.startsWith(folder + sep)) return outside;
  try {
    const path = await realpath(wanted);
    return path.startsWith(folder + sep) ? { path } : outside;
  } catch {
    return { refusal: 'there is no such file; create it or correct the path' };
  }
}
