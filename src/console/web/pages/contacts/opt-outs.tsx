import { BellOff, Plus, SearchX } from 'lucide-react';
import { useState } from 'react';
import { Done, OptOutList, type OptOutView } from '../../../contract/contacts.ts';
import { useHashQuery } from '../../data/location.ts';
import { withQuery } from '../../data/request.ts';
import { useApiPages, useCommand } from '../../data/use-api.ts';
import { useMay } from '../../data/who.tsx';
import { Button } from '../../kit/button.tsx';
import { RadioGroup } from '../../kit/choice.tsx';
import { type Column, VirtualTable } from '../../kit/data-table.tsx';
import { ConfirmDialog, Dialog } from '../../kit/dialog.tsx';
import { EmptyState, ErrorNote, Note } from '../../kit/note.tsx';
import { ShowNumbers } from '../../kit/show-numbers.tsx';
import { Loading } from '../../kit/spinner.tsx';
import { SearchField, TextField } from '../../kit/text-field.tsx';
import { Time } from '../../kit/time.tsx';
import { mediumWords, sourceWords } from './words.ts';

/** Who wants no messages, and who may say so. */
export function OptOuts({ siteId }: { readonly siteId: string }) {
  const [query, change] = useHashQuery();
  const [isShown, setShown] = useState(false);
  const [isAdding, setAdding] = useState(false);
  const [lifting, setLifting] = useState<OptOutView | null>(null);
  const mayEdit = useMay('operator');
  const q = query.q ?? '';
  const pages = useApiPages(
    OptOutList,
    (before) => withQuery('/api/opt-outs', { site: siteId, q, before, unmasked: isShown }),
    ({ next }) => (next === null ? null : String(next)),
  );
  const rows = pages.data?.pages.flatMap(({ optOuts }) => optOuts) ?? [];
  const columns: readonly Column<OptOutView>[] = [
    {
      id: 'to',
      title: 'Number or address',
      cell: ({ destination }) => destination ?? <span className="muted">somebody whose data was deleted</span>,
    },
    { id: 'medium', title: 'Wants no', cell: ({ medium }) => mediumWords[medium].toLowerCase() },
    { id: 'source', title: 'How we know', cell: ({ source }) => sourceWords[source] },
    { id: 'when', title: 'Since', cell: ({ at }) => <Time at={at} /> },
    {
      id: 'lift',
      title: <span className="visually-hidden">Lift</span>,
      end: true,
      cell: (one) =>
        mayEdit && (
          <Button
            small
            onPress={() => setLifting(one)}
            aria-label={`Lift the opt-out of ${one.destination ?? 'somebody'}`}
          >
            Lift
          </Button>
        ),
    },
  ];
  return (
    <div className="stack">
      <div className="toolbar">
        <SearchField
          label="Search opt-outs"
          placeholder="Part of a number or address"
          value={q}
          onChange={(text) => change({ q: text })}
        />
        <ShowNumbers isShown={isShown} onChange={setShown} />
        {mayEdit && (
          <Button variant="primary" icon={Plus} onPress={() => setAdding(true)}>
            Add opt-out
          </Button>
        )}
      </div>
      {pages.error !== null && <ErrorNote error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.isPending ? (
        <Loading what="opt-outs" />
      ) : rows.length > 0 ? (
        <VirtualTable
          caption="Opt-outs"
          columns={columns}
          rows={rows}
          rowKey={({ id }) => String(id)}
          onNearEnd={() => {
            if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
          }}
        />
      ) : q === '' ? (
        <EmptyState icon={BellOff} title="Nobody has opted out">
          Who texts STOP, asks the bot not to be written to, or tells somebody of the business, is sent nothing from
          then on.
        </EmptyState>
      ) : (
        <EmptyState icon={SearchX} title="Nobody fits">
          Look for a part of the number or address.
        </EmptyState>
      )}
      {isAdding && <AddDialog siteId={siteId} onClose={() => setAdding(false)} />}
      {lifting !== null && <LiftDialog optOut={lifting} onClose={() => setLifting(null)} />}
    </div>
  );
}

function AddDialog({ siteId, onClose }: { readonly siteId: string; readonly onClose: () => void }) {
  const [medium, setMedium] = useState<'sms' | 'email'>('sms');
  const [destination, setDestination] = useState('');
  const add = useCommand(Done, () => ({ path: '/api/opt-outs', body: { siteId, medium, destination } }), {
    done: 'They are sent nothing any more.',
    changes: ['/api/opt-outs', '/api/contacts'],
    silent: true,
    onDone: onClose,
  });
  const footer = (
    <>
      <Button onPress={onClose}>Cancel</Button>
      <Button
        variant="primary"
        isPending={add.isPending}
        isDisabled={destination.trim() === ''}
        onPress={() => add.mutate(undefined)}
      >
        Add opt-out
      </Button>
    </>
  );
  return (
    <Dialog title="Add an opt-out" isOpen onClose={onClose} footer={footer}>
      <div className="stack">
        <p className="muted">Somebody told you that they want no messages. It holds at once.</p>
        <RadioGroup
          label="They want no"
          value={medium}
          options={[
            { value: 'sms', label: 'texts' },
            { value: 'email', label: 'e-mails' },
          ]}
          onChange={setMedium}
        />
        <TextField
          label={medium === 'sms' ? 'Number' : 'Address'}
          value={destination}
          onChange={setDestination}
          error={add.error?.message}
        />
      </div>
    </Dialog>
  );
}

function LiftDialog({ optOut, onClose }: { readonly optOut: OptOutView; readonly onClose: () => void }) {
  const lift = useCommand(Done, () => ({ path: `/api/opt-outs/${optOut.id}/lift`, body: { confirm: true } }), {
    done: 'They may be sent messages again.',
    changes: ['/api/opt-outs', '/api/contacts'],
    onDone: onClose,
  });
  if (optOut.fixed !== null)
    return (
      <Dialog
        title="This cannot be lifted here"
        isOpen
        onClose={onClose}
        footer={<Button onPress={onClose}>Close</Button>}
      >
        <Note tone="warn">{optOut.fixed}</Note>
      </Dialog>
    );
  return (
    <ConfirmDialog
      title="Do they want messages again?"
      isOpen
      onClose={onClose}
      onConfirm={() => lift.mutate(undefined)}
      action="They said so: lift it"
      isPending={lift.isPending}
    >
      <p>
        {mediumWords[optOut.medium]} to {optOut.destination} are sent again. Only do this when the person asked for it;
        it is kept in the audit log.
      </p>
    </ConfirmDialog>
  );
}
