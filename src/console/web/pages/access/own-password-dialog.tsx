import { type FormEvent, useState } from 'react';
import { z } from 'zod';
import { useCommand } from '../../data/use-api.ts';
import { useWho } from '../../data/who.tsx';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Note } from '../../kit/note.tsx';
import { TextField } from '../../kit/text-field.tsx';
import { askWhoAgain } from './session.ts';

interface Props {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** One's own password, by whoever knows the one before. */
export function OwnPasswordDialog({ isOpen, onClose }: Props) {
  return (
    <Dialog title="Change your password" isOpen={isOpen} onClose={onClose}>
      <OwnPasswordForm onClose={onClose} />
    </Dialog>
  );
}

function OwnPasswordForm({ onClose }: Pick<Props, 'onClose'>) {
  const { operator } = useWho();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const change = useCommand(
    z.null(),
    (body: { readonly current: string; readonly password: string }) => ({ path: '/api/own-password', body }),
    {
      silent: true,
      done: 'Your password is changed. Wherever else you were signed in, you are signed out.',
      // The session is a new one, and with it the token that changes need.
      onDone() {
        onClose();
        askWhoAgain();
      },
    },
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate({ current, password });
  };
  return (
    <form className="access-form" onSubmit={submit}>
      <input
        className="visually-hidden"
        autoComplete="username"
        value={operator.name}
        readOnly
        tabIndex={-1}
        aria-hidden
      />
      <TextField
        label="Current password"
        type="password"
        autoComplete="current-password"
        autoFocus
        isRequired
        value={current}
        onChange={setCurrent}
      />
      <TextField
        label="New password"
        type="password"
        autoComplete="new-password"
        note="At least 12 characters. Three or four words that do not belong together are good."
        isRequired
        value={password}
        onChange={setPassword}
      />
      {change.error !== null && <Note tone="bad">{change.error.message}</Note>}
      <div className="access-buttons">
        <Button onPress={onClose}>Back</Button>
        <Button type="submit" variant="primary" isPending={change.isPending}>
          Change it
        </Button>
      </div>
    </form>
  );
}
