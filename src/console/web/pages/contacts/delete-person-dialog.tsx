import { useEffect, useState } from 'react';
import { DELETE_WORD, DeletionView, PersonPreview, type PersonRequest } from '../../../contract/people.ts';
import { useApi, useCommand } from '../../data/use-api.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Note } from '../../kit/note.tsx';
import { Loading } from '../../kit/spinner.tsx';
import { TextField } from '../../kit/text-field.tsx';
import { counted, countWords } from './words.ts';

/** Shows what there is, has the word typed, then what has been done of it. */
export function DeletePersonDialog({
  person,
  onClose,
}: {
  readonly person: PersonRequest;
  readonly onClose: () => void;
}) {
  const [typed, setTyped] = useState('');
  const look = useCommand(PersonPreview, () => ({ path: '/api/people/preview', body: person }), { silent: true });
  const start = useCommand(
    DeletionView,
    () => ({ path: '/api/people/deletions', body: { ...person, confirm: DELETE_WORD } }),
    {
      changes: ['/api/people'],
      silent: true,
    },
  );
  const { mutate } = look;
  useEffect(() => mutate(undefined), [mutate]);
  const preview = look.data;
  const error = start.error ?? look.error;
  const isReady = preview?.blocked === null && typed.trim().toLowerCase() === DELETE_WORD;
  const footer =
    start.data === undefined ? (
      <>
        <Button onPress={onClose}>Back</Button>
        <Button
          variant="danger"
          isDisabled={!isReady}
          isPending={start.isPending}
          onPress={() => start.mutate(undefined)}
        >
          Delete all of it
        </Button>
      </>
    ) : (
      <Button onPress={onClose}>Close</Button>
    );
  return (
    <Dialog title="Delete a person's data" isOpen onClose={onClose} footer={footer}>
      <div className="stack">
        {error !== null && <Note tone="bad">{error.message}</Note>}
        {start.data !== undefined ? (
          <DeletionProgress id={start.data.id} />
        ) : preview === undefined ? (
          error === null && <Loading what="what there is of them" />
        ) : (
          <>
            <p>
              There is {preview.name === null ? 'of' : `of ${preview.name},`} {preview.identifiers.join(', ')}:
            </p>
            <ul className="contacts-counts">
              {countWords.map(([key, one, many]) => (
                <li key={key}>{counted(preview.counts[key], one, many)}</li>
              ))}
            </ul>
            <p>
              All of it is deleted, also what was said in their calls and the recordings, here and at the carrier. Open
              callbacks are cancelled. Opt-outs go on holding, as a hash. It cannot be taken back.
            </p>
            {preview.blocked !== null ? (
              <Note tone="warn">{preview.blocked}</Note>
            ) : (
              <TextField
                label={`Type “${DELETE_WORD}” to confirm`}
                value={typed}
                onChange={setTyped}
                autoComplete="off"
              />
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}

/** Asked for until it is done. */
export function DeletionProgress({ id }: { readonly id: string }) {
  const [isDone, setDone] = useState(false);
  const deletion = useApi(DeletionView, `/api/people/deletions/${id}`, isDone ? {} : { everyMs: 1000 });
  const { data } = deletion;
  const done = data?.doneAt !== null && data !== undefined;
  useEffect(() => {
    if (done) setDone(true);
  }, [done]);
  if (data === undefined) return <Loading what="the deletion" />;
  return (
    <div className="stack" role="status">
      <Note tone={done ? 'good' : 'accent'}>
        {done
          ? 'All of it is deleted.'
          : 'It is being deleted. You can close this; it goes on by itself, also after a restart.'}
      </Note>
      <ul className="contacts-counts">
        {countWords.map(([key, one, many]) => (
          <li key={key}>
            {counted(data.counts[key], one, many)} <span className="muted">of {data.expected[key]}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
