import type { Response } from 'express';
import type { SiteFileProblem } from '../../ports/site-files.ts';
import type { SaveAnswer } from '../contract/site-files.ts';
import { operatorOf } from '../operator.ts';
import { type FilesApiDependencies, noSuchFile, summaryOf } from './file-request.ts';

export interface Wanted {
  readonly name: string;
  readonly text: string;
  readonly basedOn: string;
  /** The version that is gone back to. */
  readonly restored?: number;
}

/** Saves and answers. Who saved what is in the audit log before anything is written. */
export async function saveFile(
  { siteFiles, store, clock }: FilesApiDependencies,
  response: Response,
  { restored, ...edit }: Wanted,
): Promise<void> {
  const operator = operatorOf(response).name;
  const saved = await siteFiles.save({ ...edit, by: operator }, () =>
    store.appendAudit({
      at: clock.now(),
      operator,
      action: restored === undefined ? 'edit-lines' : 'roll-back-lines',
      subject: `site file ${edit.name}`,
      detail: { before: edit.basedOn.slice(0, 12), ...(restored !== undefined && { version: restored }) },
    }),
  );
  if (saved === null) return void response.status(404).json(noSuchFile);
  switch (saved.outcome) {
    case 'saved':
      return void response.json({ file: summaryOf(saved.file), version: saved.version } satisfies SaveAnswer);
    case 'stale':
      return void response.status(409).json({ error: stale, hash: saved.hash });
    case 'wrong':
      return void response.status(422).json({ error: wrong(saved.problems), problems: saved.problems });
    case 'read-only':
      return void response.status(409).json({ error: `Nothing was written. ${saved.why}` });
  }
}

const stale =
  'The file was changed meanwhile, by somebody else or on disk. Load it again, look at what differs, and make your change there.';

function wrong(problems: readonly SiteFileProblem[]): string {
  const first = problems.find(({ severity }) => severity === 'error');
  if (first === undefined) return 'The file has errors; nothing was written.';
  return `Nothing was written. ${first.file}:${first.line}:${first.column}: ${first.message}`;
}
