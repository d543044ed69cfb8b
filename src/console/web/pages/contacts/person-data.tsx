import { Download, ShieldCheck, UserX } from 'lucide-react';
import { useState } from 'react';
import { DeletionList, type DeletionView } from '../../../contract/people.ts';
import { useApi } from '../../data/use-api.ts';
import { Answer } from '../../kit/answer.tsx';
import { StatusBadge } from '../../kit/badge.tsx';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { type Column, DataTable } from '../../kit/data-table.tsx';
import { TextField } from '../../kit/text-field.tsx';
import { Time } from '../../kit/time.tsx';
import { DeletePersonDialog } from './delete-person-dialog.tsx';
import { savePerson } from './save-person.ts';
import { counted, countWords } from './words.ts';

const columns: readonly Column<DeletionView>[] = [
  { id: 'when', title: 'Asked for', cell: ({ requestedAt }) => <Time at={requestedAt} /> },
  { id: 'who', title: 'By', cell: ({ requestedBy }) => requestedBy },
  {
    id: 'state',
    title: 'State',
    cell: ({ doneAt }) =>
      doneAt === null ? (
        <StatusBadge tone="accent" pulse>
          going on
        </StatusBadge>
      ) : (
        <StatusBadge tone="good">done</StatusBadge>
      ),
  },
  { id: 'what', title: 'Deleted so far', wrap: true, cell: ({ counts }) => summary(counts) },
];

function summary(counts: DeletionView['counts']): string {
  const parts = countWords.flatMap(([key, one, many]) => (counts[key] > 0 ? [counted(counts[key], one, many)] : []));
  return parts.length === 0 ? 'nothing yet' : parts.join(', ');
}

/** By a number or an address, also of somebody who is no contact. */
export function PersonData({ siteId }: { readonly siteId: string }) {
  const [identifier, setIdentifier] = useState('');
  const [isOpen, setOpen] = useState(false);
  const deletions = useApi(DeletionList, '/api/people/deletions', { everyMs: 5000 });
  const person = { siteId, identifier: identifier.trim() };
  const isEmpty = person.identifier === '';
  return (
    <div className="stack">
      <Card title="Somebody asks for their data">
        <div className="stack">
          <p className="muted contacts-measure">
            Give their number or address. What belongs to it is found: the contact, calls with all that was said,
            messages, callbacks, recordings and opt-outs. Both are kept in the audit log, without the number.
          </p>
          <div className="toolbar">
            <TextField
              label="Number or address"
              value={identifier}
              onChange={setIdentifier}
              placeholder="+1 415 555 0100"
              autoComplete="off"
            />
            <Button icon={Download} isDisabled={isEmpty} onPress={() => void savePerson(person)}>
              Export
            </Button>
            <Button variant="danger" icon={UserX} isDisabled={isEmpty} onPress={() => setOpen(true)}>
              Delete
            </Button>
          </div>
        </div>
      </Card>
      <Card title="Deletions" flush>
        <Answer of={deletions} what="deletions">
          {({ deletions: rows }) =>
            rows.length === 0 ? (
              <p className="contacts-quiet muted">
                <ShieldCheck aria-hidden />
                Nobody's data was deleted yet. Who was deleted is told nowhere; that it was done is told here.
              </p>
            ) : (
              <DataTable caption="Deletions" columns={columns} rows={rows} rowKey={({ id }) => id} />
            )
          }
        </Answer>
      </Card>
      {isOpen && <DeletePersonDialog person={person} onClose={() => setOpen(false)} />}
    </div>
  );
}
