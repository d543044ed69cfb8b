import { lazy, Suspense } from 'react';
import { type CheckAnswer, SaveAnswer, type SiteFileText } from '../../../contract/site-files.ts';
import { useCommand } from '../../data/use-api.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { ErrorNote, Note } from '../../kit/note.tsx';
import { Loading } from '../../kit/spinner.tsx';
import { ChangeList } from './change-list.tsx';

const Difference = lazy(async () => ({ default: (await import('./editor/difference.tsx')).Difference }));

export interface SaveDialogProps {
  readonly path: string;
  readonly file: SiteFileText;
  readonly before: string;
  readonly after: string;
  readonly check: CheckAnswer;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** What is about to be saved beside what is there, and what it changes for callers. */
export function SaveDialog({ path, file, before, after, check, onClose, onSaved }: SaveDialogProps) {
  const save = useCommand(
    SaveAnswer,
    () => ({ path, method: 'PUT' as const, body: { text: after, basedOn: file.hash } }),
    {
      done: savedWords,
      changes: ['/api/lines', '/api/who'],
      silent: true,
      onDone: () => {
        onClose();
        onSaved();
      },
    },
  );
  const footer = (
    <>
      <Button onPress={onClose}>Back to the editor</Button>
      <Button variant="primary" isPending={save.isPending} onPress={() => save.mutate(undefined)}>
        Save and put in force
      </Button>
    </>
  );
  const warnings = check.problems.filter(({ severity }) => severity === 'warning').length;
  return (
    <Dialog title={`Save ${file.name}`} isOpen onClose={onClose} wide footer={footer}>
      {save.error !== null && <ErrorNote error={save.error} />}
      <ChangeList changes={check.changes} />
      {warnings > 0 && (
        <Note tone="warn">
          {warnings} {warnings === 1 ? 'warning' : 'warnings'}: it can be saved all the same.
        </Note>
      )}
      <Suspense fallback={<Loading what="the comparison" />}>
        <Difference label="What changes in the file" before={before} after={after} />
      </Suspense>
      <p className="small muted">Calls in progress keep what they began with; the next call goes by the new text.</p>
    </Dialog>
  );
}

export const savedWords = ({ file, version }: SaveAnswer): string =>
  file.inForce && version !== null
    ? `${file.name} is in force (version ${version.slice(0, 8)}).`
    : `${file.name} is saved, but not in force: another file has errors.`;
