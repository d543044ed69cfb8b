import { useState } from 'react';
import { type ContactDetail, type ContactForm, ContactProblems, ContactSaved } from '../../../contract/contacts.ts';
import { RequestError } from '../../data/request.ts';
import { useCommand } from '../../data/use-api.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Note } from '../../kit/note.tsx';
import { TextField } from '../../kit/text-field.tsx';

type Fields = { readonly [Field in keyof ContactForm]: string };

/** Without `contact`: a new one. It has to be read unmasked, or masks would be saved. */
export function ContactDialog({
  siteId,
  contact,
  onClose,
  onSaved,
}: {
  readonly siteId: string;
  readonly contact?: ContactDetail;
  readonly onClose: () => void;
  readonly onSaved?: (saved: { readonly siteId: string; readonly id: string }) => void;
}) {
  const [fields, setFields] = useState<Fields>(() => fieldsOf(contact));
  const save = useCommand(ContactSaved, (form: ContactForm) => requestOf(siteId, contact, form), {
    done: contact === undefined ? 'The contact was added.' : 'The contact was saved.',
    changes: ['/api/contacts'],
    silent: true,
    onDone: (saved) => {
      onClose();
      onSaved?.(saved);
    },
  });
  const problems = problemsOf(save.error);
  const field = (name: keyof ContactForm, label: string, note?: string) => (
    <TextField
      label={label}
      value={fields[name]}
      onChange={(value) => setFields({ ...fields, [name]: value })}
      error={problems.find((problem) => problem.field === name)?.message}
      {...(note !== undefined && { note })}
      {...(name === 'notes' && { rows: 3 })}
    />
  );
  const footer = (
    <>
      <Button onPress={onClose}>Cancel</Button>
      <Button variant="primary" isPending={save.isPending} onPress={() => save.mutate(formOf(fields))}>
        {contact === undefined ? 'Add contact' : 'Save'}
      </Button>
    </>
  );
  return (
    <Dialog title={contact === undefined ? 'New contact' : 'Edit contact'} isOpen onClose={onClose} footer={footer}>
      <div className="stack">
        {save.error !== null && problems.length === 0 && <Note tone="bad">{save.error.message}</Note>}
        {field('name', 'Name')}
        <div className="contacts-pair">
          {field('callbackNumber', 'Number', 'To text and to call back.')}
          {field('email', 'E-mail')}
          {field('otherNumbers', 'Other numbers', 'By which they are recognised; several with ;')}
          {field('otherAddresses', 'Other addresses', 'Several with ;')}
          {field('language', 'Language', 'For example en-US.')}
          {field('timeZone', 'Time zone', 'For example America/New_York.')}
        </div>
        {field('notes', 'Notes', 'The bot reads them. It tells nobody that they exist.')}
        {contact === undefined && field('id', 'Id', 'As in your own system; made up when left empty.')}
      </div>
    </Dialog>
  );
}

function fieldsOf(contact: ContactDetail | undefined): Fields {
  const others = (all: readonly string[] | undefined, main: string | null | undefined): string =>
    (all ?? []).filter((one) => one !== main).join('; ');
  return {
    id: '',
    name: contact?.name ?? '',
    callbackNumber: contact?.callbackNumber ?? '',
    email: contact?.email ?? '',
    otherNumbers: others(contact?.numbers, contact?.callbackNumber),
    otherAddresses: others(contact?.addresses, contact?.email),
    language: contact?.language ?? '',
    timeZone: contact?.timeZone ?? '',
    notes: contact?.notes ?? '',
  };
}

const listOf = (text: string): string[] =>
  text
    .split(/[;,\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

const formOf = (fields: Fields): ContactForm => ({
  ...fields,
  otherNumbers: listOf(fields.otherNumbers),
  otherAddresses: listOf(fields.otherAddresses),
});

function requestOf(siteId: string, contact: ContactDetail | undefined, body: ContactForm) {
  const path = `/api/contacts/${encodeURIComponent(siteId)}`;
  if (contact === undefined) return { path, body };
  return { path: `${path}/${encodeURIComponent(contact.id)}`, method: 'PUT', body } as const;
}

function problemsOf(error: Error | null) {
  if (!(error instanceof RequestError)) return [];
  const parsed = ContactProblems.safeParse(error.body);
  return parsed.success ? parsed.data.fields : [];
}
