import { Contact, FileUp, Plus, SearchX } from 'lucide-react';
import { useState } from 'react';
import { type ContactSummary, ContactList as List } from '../../../contract/contacts.ts';
import { goTo, useHashQuery } from '../../data/location.ts';
import { withQuery } from '../../data/request.ts';
import { useApiPages } from '../../data/use-api.ts';
import { useMay } from '../../data/who.tsx';
import { Button } from '../../kit/button.tsx';
import { type Column, VirtualTable } from '../../kit/data-table.tsx';
import { EmptyState, ErrorNote } from '../../kit/note.tsx';
import { ShowNumbers } from '../../kit/show-numbers.tsx';
import { Loading } from '../../kit/spinner.tsx';
import { SearchField } from '../../kit/text-field.tsx';
import { ContactDialog } from './contact-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';

const columns: readonly Column<ContactSummary>[] = [
  {
    id: 'name',
    title: 'Name',
    cell: (contact) => (
      <a className="row-link" href={contactHref(contact)}>
        {contact.name ?? contact.id}
      </a>
    ),
  },
  { id: 'number', title: 'Number', cell: ({ callbackNumber }) => callbackNumber ?? <None /> },
  { id: 'email', title: 'E-mail', cell: ({ email }) => email ?? <None /> },
  { id: 'language', title: 'Language', cell: ({ language }) => language ?? <None /> },
  { id: 'zone', title: 'Time zone', cell: ({ timeZone }) => timeZone ?? <None /> },
];

const None = () => <span className="muted">none</span>;

export const contactHref = ({ siteId, id }: Pick<ContactSummary, 'siteId' | 'id'>): string =>
  `#/contacts/${encodeURIComponent(siteId)}/${encodeURIComponent(id)}`;

/** Search and list; new ones are made here, one by one or by a file. */
export function ContactList({ siteId }: { readonly siteId: string }) {
  const [query, change] = useHashQuery();
  const [isShown, setShown] = useState(false);
  const [open, setOpen] = useState<'none' | 'new' | 'import'>('none');
  const mayEdit = useMay('operator');
  const q = query.q ?? '';
  const pages = useApiPages(
    List,
    (cursor) => withQuery('/api/contacts', { site: siteId, q, cursor, unmasked: isShown }),
    ({ next }) => next,
    { topics: ['contacts'] },
  );
  const rows = pages.data?.pages.flatMap(({ contacts }) => contacts) ?? [];
  const total = pages.data?.pages[0]?.total ?? null;
  return (
    <div className="stack">
      <div className="toolbar">
        <SearchField
          label="Search contacts"
          placeholder="Name, number or address"
          value={q}
          onChange={(text) => change({ q: text })}
        />
        <ShowNumbers isShown={isShown} onChange={setShown} />
        {mayEdit && (
          <>
            <Button icon={FileUp} onPress={() => setOpen('import')}>
              Import
            </Button>
            <Button variant="primary" icon={Plus} onPress={() => setOpen('new')}>
              New contact
            </Button>
          </>
        )}
      </div>
      {pages.error !== null && <ErrorNote error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.isPending ? (
        <Loading what="contacts" />
      ) : rows.length > 0 ? (
        <>
          <p className="muted small" role="status">
            {q === ''
              ? `${total?.toLocaleString('en') ?? rows.length} contacts`
              : `Found: ${rows.length}${pages.hasNextPage ? ' or more' : ''}`}
          </p>
          <VirtualTable
            caption="Contacts"
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            {...(q === '' && total !== null && { total })}
            onNearEnd={() => {
              if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
            }}
          />
        </>
      ) : (
        <Nothing q={q} mayEdit={mayEdit} onImport={() => setOpen('import')} />
      )}
      {open === 'new' && (
        <ContactDialog
          siteId={siteId}
          onClose={() => setOpen('none')}
          onSaved={(saved) => goTo(contactHref(saved).slice(1))}
        />
      )}
      {open === 'import' && <ImportDialog siteId={siteId} onClose={() => setOpen('none')} />}
    </div>
  );
}

function Nothing({
  q,
  mayEdit,
  onImport,
}: {
  readonly q: string;
  readonly mayEdit: boolean;
  readonly onImport: () => void;
}) {
  if (q !== '')
    return (
      <EmptyState icon={SearchX} title="Nobody fits">
        Search by the beginning of a name, by the beginning or the last digits of a number, or by an address.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={Contact}
      title="No contacts yet"
      {...(mayEdit && { action: <Button onPress={onImport}>Import a file</Button> })}
    >
      The bot greets known callers by name and knows where to text and e-mail them. Import a CSV file, or add contacts
      one by one.
    </EmptyState>
  );
}
