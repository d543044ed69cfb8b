import './access.css';
import { CircleUser, KeyRound, LogOut } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import { useCommand } from '../../data/use-api.ts';
import { useWho } from '../../data/who.tsx';
import { Button } from '../../kit/button.tsx';
import { Menu, type MenuEntry } from '../../kit/menu.tsx';
import { OwnPasswordDialog } from './own-password-dialog.tsx';
import { beginAnew } from './session.ts';

/** Who is at the console, and the way out. */
export function AccountMenu() {
  const { operator, signedIn } = useWho();
  const [isChanging, setChanging] = useState(false);
  const signOut = useCommand(z.null(), () => ({ path: '/api/sign-out' }), { onDone: () => void beginAnew() });
  if (!signedIn)
    return (
      <p className="access-open">
        {operator.name === 'local' ? 'Open to this machine; nobody signs in.' : `Signed in as ${operator.name}.`}
      </p>
    );
  const ownPassword: MenuEntry = {
    id: 'password',
    label: 'Change password …',
    icon: KeyRound,
    onAction: () => setChanging(true),
  };
  const leave: MenuEntry = { id: 'out', label: 'Sign out', icon: LogOut, onAction: () => signOut.mutate(undefined) };
  const isShared = operator.name === 'console';
  return (
    <>
      <Menu
        label={`Account: ${operator.name}`}
        trigger={
          <Button small variant="quiet" icon={CircleUser} isPending={signOut.isPending}>
            <span className="access-who">
              <span className="visually-hidden">Account: </span>
              <span className="truncate">{isShared ? 'Shared password' : operator.name}</span>
              <span className="access-role">{operator.role}</span>
            </span>
          </Button>
        }
        entries={isShared ? [leave] : [ownPassword, leave]}
      />
      <OwnPasswordDialog isOpen={isChanging} onClose={() => setChanging(false)} />
    </>
  );
}
