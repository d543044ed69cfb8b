import { type FormEvent, type ReactNode, useState } from 'react';
import { z } from 'zod';
import type { AccountView } from '../../../contract/access.ts';
import { useCommand } from '../../data/use-api.ts';
import { Button } from '../../kit/button.tsx';
import { ConfirmDialog, Dialog } from '../../kit/dialog.tsx';
import { Note } from '../../kit/note.tsx';
import { TextField } from '../../kit/text-field.tsx';
import { type Role, RoleChoice } from './roles.tsx';
import { askWhoAgain } from './session.ts';

const changes = ['/api/accounts', '/api/audit'];
const advice = 'At least 12 characters. Whoever it is for can change it later.';

interface Open {
  readonly onClose: () => void;
}

/** `isFirst`: whoever adds it has to sign in with it. */
export function AddAccount({ isFirst, onClose }: Open & { readonly isFirst: boolean }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>(isFirst ? 'admin' : 'operator');
  const [password, setPassword] = useState('');
  const add = useCommand(
    z.object({ name: z.string() }),
    (body: { readonly name: string; readonly role: Role; readonly password: string }) => ({
      path: '/api/accounts',
      body,
    }),
    {
      changes,
      silent: true,
      done: ({ name: added }) => `${added} may sign in.`,
      onDone() {
        onClose();
        if (isFirst) askWhoAgain();
      },
    },
  );
  return (
    <Dialog title="Add an account" isOpen onClose={onClose}>
      <AccountForm
        error={add.error}
        isPending={add.isPending}
        action="Add it"
        onClose={onClose}
        onSubmit={() => add.mutate({ name, role, password })}
      >
        {isFirst && (
          <Note tone="warn">
            This is the first account: from now on everybody signs in, you too. It has to be an admin's.
          </Note>
        )}
        <TextField
          label="Name"
          note="Letters, digits, dots and dashes; what is done under it is in the audit log."
          autoComplete="off"
          autoCapitalize="none"
          spellCheck="false"
          autoFocus
          isRequired
          value={name}
          onChange={setName}
        />
        {!isFirst && <RoleChoice value={role} onChange={setRole} />}
        <NewPassword value={password} onChange={setPassword} />
      </AccountForm>
    </Dialog>
  );
}

export function ChangeRole({ account, onClose }: Open & { readonly account: AccountView }) {
  const [role, setRole] = useState(account.role);
  const change = useChange(account.name, onClose, `${account.name} has another role now.`);
  return (
    <Dialog title={`Role of ${account.name}`} isOpen onClose={onClose}>
      <AccountForm
        error={change.error}
        isPending={change.isPending}
        action="Change it"
        onClose={onClose}
        onSubmit={() => (role === account.role ? onClose() : change.mutate({ role }))}
      >
        <RoleChoice value={role} onChange={setRole} />
        <p className="muted small">Wherever {account.name} is signed in, signing in again is needed.</p>
      </AccountForm>
    </Dialog>
  );
}

export function SetPassword({ account, onClose }: Open & { readonly account: AccountView }) {
  const [password, setPassword] = useState('');
  const change = useChange(account.name, onClose, `${account.name} has a new password.`);
  return (
    <Dialog title={`New password for ${account.name}`} isOpen onClose={onClose}>
      <AccountForm
        error={change.error}
        isPending={change.isPending}
        action="Set it"
        onClose={onClose}
        onSubmit={() => change.mutate({ password })}
      >
        <NewPassword value={password} onChange={setPassword} />
        <p className="muted small">Wherever {account.name} is signed in, signing in again is needed.</p>
      </AccountForm>
    </Dialog>
  );
}

export function DeleteAccount({ account, onClose }: Open & { readonly account: AccountView }) {
  const remove = useCommand(
    z.null(),
    () => ({ method: 'DELETE', path: `/api/accounts/${encodeURIComponent(account.name)}` }),
    { changes, done: `${account.name} is deleted.`, onDone: onClose },
  );
  return (
    <ConfirmDialog
      title={`Delete ${account.name}?`}
      action="Delete the account"
      danger
      isOpen
      isPending={remove.isPending}
      onClose={onClose}
      onConfirm={() => remove.mutate(undefined)}
    >
      <p>Whoever uses it is signed out at once. What was done under this name stays in the audit log.</p>
    </ConfirmDialog>
  );
}

function useChange(name: string, onClose: () => void, done: string) {
  const path = `/api/accounts/${encodeURIComponent(name)}`;
  const send = (body: { readonly role?: Role; readonly password?: string }) => ({
    method: 'PATCH' as const,
    path,
    body,
  });
  return useCommand(z.null(), send, {
    changes,
    silent: true,
    done,
    // It may have been one's own.
    onDone() {
      onClose();
      askWhoAgain();
    },
  });
}

function NewPassword({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  return (
    <TextField
      label="Password"
      type="password"
      autoComplete="new-password"
      note={advice}
      isRequired
      value={value}
      onChange={onChange}
    />
  );
}

interface AccountFormProps extends Open {
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly action: string;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

function AccountForm({ error, isPending, action, onClose, onSubmit, children }: AccountFormProps) {
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isPending) onSubmit();
  };
  return (
    <form className="access-form" onSubmit={submit}>
      {children}
      {error !== null && <Note tone="bad">{error.message}</Note>}
      <div className="access-buttons">
        <Button onPress={onClose}>Back</Button>
        <Button type="submit" variant="primary" isPending={isPending}>
          {action}
        </Button>
      </div>
    </form>
  );
}
