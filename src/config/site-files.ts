import { readFile } from 'node:fs/promises';
import type { Action } from '../domain/action.ts';
import { attachmentLimitBytes } from '../domain/attachment-limit.ts';
import type { Knowledge } from '../domain/line.ts';
import type { Site } from '../domain/site.ts';
import { findFile } from './find-file.ts';
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
    const path = [...at, index, 'attachments'];
    let bytes = 0;
    for (const [position, file] of action.attachments.entries()) {
      const found = await findFile(directory, file);
      if ('refusal' in found) findings.push(error([...path, position], `${file}: ${found.refusal}`));
      else bytes += found.bytes;
    }
    if (bytes > attachmentLimitBytes) findings.push(error(path, tooLarge(bytes)));
  }
}

const inMegabytes = (bytes: number): number => Math.ceil(bytes / 100_000) / 10;

const tooLarge = (bytes: number): string =>
  `the attachments have ${inMegabytes(bytes)} MB together, at most ${inMegabytes(attachmentLimitBytes)} MB can be sent; ` +
  'leave one out or make them smaller';
