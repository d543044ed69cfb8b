import { lazy, Suspense } from 'react';
import {
  SaveAnswer,
  type SiteFileText,
  type SiteFileVersions,
  SiteFileVersionText,
} from '../../../contract/site-files.ts';
import { withQuery } from '../../data/request.ts';
import { useApi, useCommand } from '../../data/use-api.ts';
import { useMay } from '../../data/who.tsx';
import { Answer } from '../../kit/answer.tsx';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { ErrorNote } from '../../kit/note.tsx';
import { Loading } from '../../kit/spinner.tsx';
import { Time } from '../../kit/time.tsx';
import { savedWords } from './save-dialog.tsx';

const Difference = lazy(async () => ({ default: (await import('./editor/difference.tsx')).Difference }));

export interface VersionDialogProps {
  readonly path: string;
  readonly file: SiteFileText;
  readonly version: SiteFileVersions['versions'][number];
  readonly onClose: () => void;
  readonly onRestored: () => void;
}

/** What going back to an earlier text would change. */
export function VersionDialog({ path, file, version, onClose, onRestored }: VersionDialogProps) {
  const isAdmin = useMay('admin');
  const own = `${path}/versions/${version.id}`;
  const earlier = useApi(SiteFileVersionText, withQuery(own, { unmasked: !file.isMasked }));
  const restore = useCommand(SaveAnswer, () => ({ path: `${own}/restore`, body: { basedOn: file.hash } }), {
    done: savedWords,
    changes: ['/api/lines', '/api/who'],
    silent: true,
    onDone: () => {
      onClose();
      onRestored();
    },
  });
  const footer = (
    <>
      <Button onPress={onClose}>Back</Button>
      {isAdmin && (
        <Button
          variant="primary"
          isPending={restore.isPending}
          isDisabled={file.readOnly !== null}
          onPress={() => restore.mutate(undefined)}
        >
          Go back to this version
        </Button>
      )}
    </>
  );
  return (
    <Dialog title={`${file.name}, an earlier version`} isOpen onClose={onClose} wide footer={footer}>
      <p className="muted">
        In force from <Time at={version.at} />, {version.by === null ? 'found on disk' : `saved by ${version.by}`}. What
        is marked as added stands in it and not in the file as it is; what is struck out stands in the file as it is.
      </p>
      {restore.error !== null && <ErrorNote error={restore.error} />}
      <Answer of={earlier} what="the version">
        {({ text }) => (
          <Suspense fallback={<Loading what="the comparison" />}>
            <Difference label="What going back changes" before={file.text ?? ''} after={text} />
          </Suspense>
        )}
      </Answer>
    </Dialog>
  );
}
