import type { CallbackDetail } from '../../../contract/callbacks.ts';
import { StatusBadge } from '../../kit/badge.tsx';
import { type Column, DataTable } from '../../kit/data-table.tsx';
import { Time } from '../../kit/time.tsx';

type Attempt = CallbackDetail['attempts'][number];

/** Every call that was placed for it, whom it rang and what it came to. */
export function CallbackTries({ attempts, zone }: { readonly attempts: readonly Attempt[]; readonly zone: string }) {
  if (attempts.length === 0) return <p className="muted">No phone has rung for it yet.</p>;
  const columns: readonly Column<Attempt>[] = [
    { id: 'round', title: 'Try', cell: ({ round }) => round },
    { id: 'at', title: 'When', cell: ({ startedAt }) => <Time at={startedAt} zone={zone} /> },
    { id: 'who', title: 'Rang', cell: ({ first, targetId }) => (first === 'agent' ? targetId : 'the customer') },
    { id: 'words', title: 'What it came to', wrap: true, cell: (attempt) => <Outcome attempt={attempt} /> },
    { id: 'call', title: 'Call', cell: ({ callSid }) => callSid !== null && <Open callSid={callSid} /> },
  ];
  return (
    <DataTable
      caption="Calls placed for this callback"
      columns={columns}
      rows={attempts}
      rowKey={({ number }) => String(number)}
    />
  );
}

function Outcome({ attempt: { state, outcome, words } }: { readonly attempt: Attempt }) {
  if (state !== 'ended')
    return (
      <StatusBadge tone="violet" pulse>
        {words}
      </StatusBadge>
    );
  return <span className={outcome === 'connected' ? 'callbacks-good' : undefined}>{words}</span>;
}

const Open = ({ callSid }: { readonly callSid: string }) => <a href={`#/calls/${encodeURIComponent(callSid)}`}>Open</a>;
