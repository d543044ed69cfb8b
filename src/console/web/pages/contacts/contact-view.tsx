import { BellOff, Download, Ellipsis, MessageSquareText, Pencil, PhoneCall, Trash2, UserX } from 'lucide-react';
import { useState } from 'react';
import { ContactDetail, Done } from '../../../contract/contacts.ts';
import { goTo } from '../../data/location.ts';
import { withQuery } from '../../data/request.ts';
import { useApi, useCommand } from '../../data/use-api.ts';
import { useLineName, useLineZone, useMay } from '../../data/who.tsx';
import { Answer } from '../../kit/answer.tsx';
import { Badge } from '../../kit/badge.tsx';
import { Button, IconButton } from '../../kit/button.tsx';
import { Card, Facts } from '../../kit/card.tsx';
import { type Column, DataTable } from '../../kit/data-table.tsx';
import { ConfirmDialog } from '../../kit/dialog.tsx';
import { Menu, type MenuEntry } from '../../kit/menu.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { ShowNumbers } from '../../kit/show-numbers.tsx';
import { Time } from '../../kit/time.tsx';
import { ContactDialog } from './contact-dialog.tsx';
import { DeletePersonDialog } from './delete-person-dialog.tsx';
import { savePerson } from './save-person.ts';
import { mediumWords, sourceWords } from './words.ts';

type Call = ContactDetail['calls'][number];
type Message = ContactDetail['messages'][number];

const pathOf = (siteId: string, id: string): string =>
  `/api/contacts/${encodeURIComponent(siteId)}/${encodeURIComponent(id)}`;

/** One contact: what is known, and what has happened with them. */
export function ContactView({ siteId, id }: { readonly siteId: string; readonly id: string }) {
  const [isShown, setShown] = useState(false);
  const contact = useApi(ContactDetail, withQuery(pathOf(siteId, id), { unmasked: isShown }), {
    topics: ['contacts', 'calls', 'messages'],
  });
  const title = contact.data?.name ?? contact.data?.id ?? 'Contact';
  return (
    <>
      <PageHeader
        title={title}
        back={{ href: '#/contacts', title: 'Contacts' }}
        actions={
          contact.data !== undefined && (
            <>
              <ShowNumbers isShown={isShown} onChange={setShown} />
              <Actions siteId={siteId} id={id} title={title} />
            </>
          )
        }
      />
      <Answer of={contact} what="the contact">
        {(found) => (
          <div className="contacts-detail">
            <div className="stack">
              <Known contact={found} />
              <OptOutCard contact={found} />
            </div>
            <div className="stack">
              <Calls contact={found} isShown={isShown} />
              <Messages contact={found} isShown={isShown} />
            </div>
          </div>
        )}
      </Answer>
    </>
  );
}

function Actions({ siteId, id, title }: { readonly siteId: string; readonly id: string; readonly title: string }) {
  const [open, setOpen] = useState<'none' | 'edit' | 'remove' | 'person'>('none');
  const mayEdit = useMay('operator');
  const isAdmin = useMay('admin');
  const whole = useApi(ContactDetail, withQuery(pathOf(siteId, id), { unmasked: true }), { enabled: open === 'edit' });
  const remove = useCommand(Done, () => ({ path: pathOf(siteId, id), method: 'DELETE' }), {
    done: 'The contact was removed.',
    changes: ['/api/contacts'],
    onDone: () => goTo('/contacts'),
  });
  // As it was when the dialog opened: what changes meanwhile takes nothing from what is typed.
  const [edited, setEdited] = useState<ContactDetail | null>(null);
  if (open === 'edit' && edited === null && whole.data !== undefined && !whole.isFetching) setEdited(whole.data);
  const close = (): void => {
    setOpen('none');
    setEdited(null);
  };
  const entries: readonly MenuEntry[] = [
    ...(isAdmin
      ? [
          {
            id: 'export',
            label: 'Export all their data',
            icon: Download,
            onAction: () => void savePerson({ siteId, contactId: id }),
          },
        ]
      : []),
    ...(mayEdit
      ? [{ id: 'remove', label: 'Remove from contacts', icon: Trash2, onAction: () => setOpen('remove') }]
      : []),
    ...(isAdmin
      ? [{ id: 'person', label: 'Delete all their data', icon: UserX, danger: true, onAction: () => setOpen('person') }]
      : []),
  ];
  return (
    <>
      {mayEdit && (
        <Button icon={Pencil} isPending={open === 'edit' && edited === null} onPress={() => setOpen('edit')}>
          Edit
        </Button>
      )}
      {entries.length > 0 && (
        <Menu label="More" trigger={<IconButton label="More" icon={Ellipsis} variant="plain" />} entries={entries} />
      )}
      {edited !== null && <ContactDialog siteId={siteId} contact={edited} onClose={close} />}
      <ConfirmDialog
        title={`Remove ${title} from the contacts?`}
        isOpen={open === 'remove'}
        onClose={close}
        onConfirm={() => remove.mutate(undefined)}
        action="Remove contact"
        danger
        isPending={remove.isPending}
      >
        <p>
          The bot does not recognise them any more. Their calls, messages and opt-outs stay: to delete those too, an
          administrator deletes all their data.
        </p>
      </ConfirmDialog>
      {open === 'person' && <DeletePersonDialog person={{ siteId, contactId: id }} onClose={close} />}
    </>
  );
}

function Known({ contact }: { readonly contact: ContactDetail }) {
  const others = (all: readonly string[], main: string | null): string => all.filter((one) => one !== main).join(', ');
  return (
    <Card title="Known">
      <Facts
        facts={[
          ['Number', contact.callbackNumber ?? 'none'],
          ['Other numbers', others(contact.numbers, contact.callbackNumber)],
          ['E-mail', contact.email ?? 'none'],
          ['Other addresses', others(contact.addresses, contact.email)],
          ['Language', contact.language],
          ['Time zone', contact.timeZone],
          ['Notes', contact.notes],
          ['Id', contact.id],
        ]}
      />
    </Card>
  );
}

function OptOutCard({ contact }: { readonly contact: ContactDetail }) {
  return (
    <Card title="Opt-outs">
      {contact.optOuts.length === 0 ? (
        <p className="muted">None. They may be sent what they ask for.</p>
      ) : (
        <ul className="contacts-plain">
          {contact.optOuts.map(({ id, medium, destination, source, at }) => (
            <li key={id}>
              <Badge tone="warn" icon={BellOff}>
                No {mediumWords[medium].toLowerCase()}
              </Badge>{' '}
              to {destination}.{' '}
              <span className="muted">
                {sourceWords[source]}, <Time at={at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Calls({ contact, isShown }: { readonly contact: ContactDetail; readonly isShown: boolean }) {
  const lineName = useLineName();
  const lineZone = useLineZone();
  const columns: readonly Column<Call>[] = [
    {
      id: 'when',
      title: 'When',
      cell: ({ callSid, startedAt, siteId, lineId }) => (
        <a className="row-link" href={`#/calls/${callSid}`}>
          <Time at={startedAt} zone={lineZone(siteId, lineId)} />
        </a>
      ),
    },
    { id: 'line', title: 'Line', cell: ({ siteId, lineId }) => lineName(siteId, lineId) },
    { id: 'way', title: 'Who called', cell: ({ direction }) => (direction === 'inbound' ? 'They did' : 'We did') },
    {
      id: 'status',
      title: 'State',
      cell: ({ status }) => (status === null ? <Badge tone="accent">on the phone</Badge> : status),
    },
  ];
  const number = isShown ? contact.callbackNumber : null;
  return (
    <Card
      title="Calls"
      flush
      aside={number !== null && <a href={`#/calls?number=${encodeURIComponent(number)}`}>All calls of this number</a>}
    >
      {contact.calls.length === 0 ? (
        <Quiet icon={PhoneCall} text="No calls yet. They appear here with the first one." />
      ) : (
        <DataTable
          caption="Calls of this contact"
          columns={columns}
          rows={contact.calls}
          rowKey={({ callSid }) => callSid}
        />
      )}
    </Card>
  );
}

function Messages({ contact, isShown }: { readonly contact: ContactDetail; readonly isShown: boolean }) {
  const lineName = useLineName();
  const lineZone = useLineZone();
  const columns: readonly Column<Message>[] = [
    {
      id: 'when',
      title: 'When',
      cell: ({ id, createdAt, siteId, lineId }) => (
        <a className="row-link" href={`#/messages/${id}`}>
          <Time at={createdAt} zone={lineZone(siteId, lineId)} />
        </a>
      ),
    },
    { id: 'medium', title: 'By', cell: ({ medium }) => (medium === 'sms' ? 'text' : medium) },
    { id: 'line', title: 'Line', cell: ({ siteId, lineId }) => lineName(siteId, lineId) },
    { id: 'status', title: 'State', cell: ({ status }) => status },
  ];
  const to = isShown ? (contact.callbackNumber ?? contact.email) : null;
  return (
    <Card
      title="Messages"
      flush
      aside={to !== null && <a href={`#/messages?q=${encodeURIComponent(to)}`}>All messages to {to}</a>}
    >
      {contact.messages.length === 0 ? (
        <Quiet icon={MessageSquareText} text="Nothing was sent to them yet." />
      ) : (
        <DataTable
          caption="Messages to this contact"
          columns={columns}
          rows={contact.messages}
          rowKey={({ id }) => id}
        />
      )}
    </Card>
  );
}

function Quiet({ icon: Icon, text }: { readonly icon: typeof PhoneCall; readonly text: string }) {
  return (
    <p className="contacts-quiet muted">
      <Icon aria-hidden />
      {text}
    </p>
  );
}
