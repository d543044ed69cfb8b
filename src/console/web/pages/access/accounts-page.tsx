import './access.css';
import { Ellipsis, KeyRound, ShieldCheck, Trash2, UserPlus, Users } from 'lucide-react';
import { useState } from 'react';
import { Accounts, type AccountView } from '../../../contract/access.ts';
import { useApi } from '../../data/use-api.ts';
import { useWho } from '../../data/who.tsx';
import { Answer } from '../../kit/answer.tsx';
import { Badge } from '../../kit/badge.tsx';
import { Button, IconButton } from '../../kit/button.tsx';
import { type Column, DataTable } from '../../kit/data-table.tsx';
import { Menu } from '../../kit/menu.tsx';
import { EmptyState, Note } from '../../kit/note.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { Time } from '../../kit/time.tsx';
import { AddAccount, ChangeRole, DeleteAccount, SetPassword } from './account-dialogs.tsx';
import { RoleBadge } from './roles.tsx';

type Asked = { readonly what: 'role' | 'password' | 'delete'; readonly account: AccountView };

/** Who may sign in, and as what. */
export function AccountsPage() {
  const accounts = useApi(Accounts, '/api/accounts');
  const [isAdding, setAdding] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const add = (
    <Button variant="primary" icon={UserPlus} onPress={() => setAdding(true)}>
      Add an account
    </Button>
  );
  const isEmpty = accounts.data?.accounts.length === 0;
  return (
    <>
      <PageHeader
        title="Accounts"
        note="Who may sign in to this console, and as what."
        {...(!isEmpty && { actions: add })}
      />
      <Answer of={accounts} what="the accounts">
        {({ accounts: all, open, sharedPassword }) => (
          <>
            {sharedPassword && (
              <Note>
                Whoever knows the server's own password (CONSOLE_PASSWORD) signs in as an admin too, without a name.
              </Note>
            )}
            {all.length === 0 ? <Empty isOpen={open} action={add} /> : <AccountTable accounts={all} onAsk={setAsked} />}
            {isAdding && <AddAccount isFirst={open} onClose={() => setAdding(false)} />}
          </>
        )}
      </Answer>
      <AskedDialog asked={asked} onClose={() => setAsked(null)} />
    </>
  );
}

function Empty({ isOpen, action }: { readonly isOpen: boolean; readonly action: React.ReactNode }) {
  return (
    <EmptyState icon={Users} title="There are no accounts yet" action={action}>
      {isOpen
        ? 'The console is open to everybody on this machine, as an admin. With accounts each person signs in under a name, may do what their role allows, and the audit log says who did what.'
        : "Everybody uses the server's own password, as an admin. With accounts each person signs in under a name, may do what their role allows, and the audit log says who did what."}
    </EmptyState>
  );
}

function AccountTable({
  accounts,
  onAsk,
}: {
  readonly accounts: readonly AccountView[];
  readonly onAsk: (asked: Asked) => void;
}) {
  const { operator } = useWho();
  const columns: readonly Column<AccountView>[] = [
    {
      id: 'name',
      title: 'Name',
      cell: ({ name }) => (
        <span className="row">
          {name} {name === operator.name && <Badge>you</Badge>}
        </span>
      ),
    },
    { id: 'role', title: 'Role', cell: ({ role }) => <RoleBadge role={role} /> },
    {
      id: 'signed-in',
      title: 'Signed in last',
      cell: ({ signedInAt }) => (signedInAt === null ? <span className="muted">never</span> : <Time at={signedInAt} />),
    },
    { id: 'added', title: 'Added', cell: ({ createdAt }) => <Time at={createdAt} show="day" /> },
    {
      id: 'actions',
      title: <span className="visually-hidden">Actions</span>,
      end: true,
      cell: (account) => <AccountActions account={account} isOwn={account.name === operator.name} onAsk={onAsk} />,
    },
  ];
  return <DataTable caption="Accounts" columns={columns} rows={accounts} rowKey={({ name }) => name} />;
}

function AccountActions({
  account,
  isOwn,
  onAsk,
}: {
  readonly account: AccountView;
  readonly isOwn: boolean;
  readonly onAsk: (asked: Asked) => void;
}) {
  const ask = (what: Asked['what']) => () => onAsk({ what, account });
  return (
    <Menu
      label={`Change ${account.name}`}
      trigger={<IconButton small label={`Change ${account.name}`} icon={Ellipsis} />}
      entries={[
        { id: 'role', label: 'Change role …', icon: ShieldCheck, onAction: ask('role') },
        { id: 'password', label: 'New password …', icon: KeyRound, onAction: ask('password') },
        { id: 'delete', label: 'Delete …', icon: Trash2, danger: true, isDisabled: isOwn, onAction: ask('delete') },
      ]}
    />
  );
}

function AskedDialog({ asked, onClose }: { readonly asked: Asked | null; readonly onClose: () => void }) {
  if (asked === null) return null;
  const { what, account } = asked;
  if (what === 'role') return <ChangeRole account={account} onClose={onClose} />;
  if (what === 'password') return <SetPassword account={account} onClose={onClose} />;
  return <DeleteAccount account={account} onClose={onClose} />;
}
