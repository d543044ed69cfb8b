import { RotateCcw, Save } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { CheckAnswer, SiteFileProblem, SiteFileSummary, SiteFileText } from '../../../contract/site-files.ts';
import { Button } from '../../kit/button.tsx';
import { ConfirmDialog } from '../../kit/dialog.tsx';
import { Note } from '../../kit/note.tsx';
import { Loading } from '../../kit/spinner.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import { ProblemList } from './problem-list.tsx';
import { SaveDialog } from './save-dialog.tsx';
import { useDraft } from './use-draft.ts';

/** The editor is large: it is loaded when a file is opened. */
const Editor = lazy(async () => ({ default: (await import('./editor/editor.tsx')).Editor }));

export interface EditTabProps {
  readonly path: string;
  readonly file: SiteFileText;
  readonly text: string;
  /** As the file is now, without its text. */
  readonly current: SiteFileSummary | undefined;
  readonly onReload: () => void;
}

/** Edits a site file: checked while one types, compared before it is saved. */
export function EditTab({ path, file, text, current, onReload }: EditTabProps) {
  const draft = useDraft(file.name, file.hash, text);
  const [check, setCheck] = useState<CheckAnswer>({ problems: file.problems, changes: [] });
  const [goTo, setGoTo] = useState<SiteFileProblem | null>(null);
  const [asking, setAsking] = useState<'save' | 'discard' | null>(null);
  // A new text for the editor, which otherwise keeps its own.
  const [edition, setEdition] = useState(0);
  const isChanged = draft.text !== text;
  const errors = check.problems.filter(({ severity }) => severity === 'error').length;
  const isStale = current !== undefined && current.hash !== file.hash;
  const discard = (): void => {
    draft.change(text);
    setEdition(edition + 1);
    setAsking(null);
    if (isStale) onReload();
  };
  const close = (): void => setAsking(null);
  const onSaved = (): void => {
    draft.forget();
    onReload();
  };
  return (
    <div className="stack">
      <Notices file={file} isStale={isStale} isChanged={isChanged} onReload={onReload} />
      <div className="row lines-edit-bar">
        <span className="small muted" aria-live="polite">
          {isChanged ? 'Not saved yet.' : 'No changes.'}{' '}
          {errors > 0 && `${errors} to put right before it can be saved.`}
        </span>
        <Button icon={RotateCcw} isDisabled={!isChanged} onPress={() => setAsking('discard')}>
          Discard changes
        </Button>
        <Button
          variant="primary"
          icon={Save}
          isDisabled={!isChanged || errors > 0 || isStale || file.readOnly !== null}
          onPress={() => setAsking('save')}
        >
          Compare and save …
        </Button>
      </div>
      <Suspense fallback={<Loading what="the editor" />}>
        <Editor
          key={edition}
          label={`Text of ${file.name}`}
          checkPath={`${path}/check`}
          start={draft.text}
          goTo={goTo}
          onChange={draft.change}
          onCheck={setCheck}
        />
      </Suspense>
      <p className="small muted">
        <kbd>Tab</kbd> leaves the editor; <kbd>Ctrl ]</kbd> and <kbd>Ctrl [</kbd> move a line in and out;{' '}
        <kbd>Ctrl Space</kbd> completes; <kbd>F8</kbd> goes to the next mark. On a Mac it is <kbd>⌘</kbd> where it says{' '}
        <kbd>Ctrl</kbd>, but for completing.
      </p>
      <ProblemList problems={check.problems} onOpen={(problem) => setGoTo({ ...problem })} own={file.name} />
      <LeaveGuard isOn={isChanged} />
      <ConfirmDialog
        {...{ title: 'Discard your changes?', action: 'Discard', danger: true, isOpen: asking === 'discard' }}
        onClose={close}
        onConfirm={discard}
      >
        What you changed in {file.name} since it was loaded is lost.
      </ConfirmDialog>
      {asking === 'save' && (
        <SaveDialog {...{ path, file, before: text, after: draft.text, check }} onClose={close} onSaved={onSaved} />
      )}
    </div>
  );
}

interface NoticesProps extends Pick<EditTabProps, 'file' | 'onReload'> {
  readonly isStale: boolean;
  readonly isChanged: boolean;
}

function Notices({ file, isStale, isChanged, onReload }: NoticesProps) {
  return (
    <>
      {file.readOnly !== null && <Note tone="warn">{file.readOnly}</Note>}
      {isStale && (
        <Note tone="warn">
          <div className="row">
            <span>
              The file was changed meanwhile, by somebody else or on disk.
              {isChanged && ' Copy what you want to keep, then load it again and make your change there.'}
            </span>
            <Button small onPress={onReload}>
              Load it again
            </Button>
          </div>
        </Note>
      )}
    </>
  );
}
