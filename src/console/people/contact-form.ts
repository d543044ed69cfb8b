import type { Request, Response } from 'express';
import type { Contact } from '../../domain/call.ts';
import { type ContactColumn, ContactRow, readContactRow } from '../../domain/contact-row.ts';
import type { Site } from '../../domain/site.ts';
import type { PutContact } from '../../ports/contact-store.ts';
import { type ContactField, ContactForm } from '../contract/contacts.ts';
import { operatorOf } from '../operator.ts';
import type { ContactsDependencies } from './people-dependencies.ts';
import { siteOf } from './site-of.ts';

/** What the form calls what a file calls otherwise. */
const fieldOf: Readonly<Record<ContactColumn, ContactField>> = {
  id: 'id',
  name: 'name',
  phone: 'callbackNumber',
  callback_number: 'callbackNumber',
  email: 'email',
  language: 'language',
  time_zone: 'timeZone',
  notes: 'notes',
  other_phones: 'otherNumbers',
  other_emails: 'otherAddresses',
};

/** Makes or changes one contact, held to the same rules as a row of a file. */
export async function keepContact(
  dependencies: ContactsDependencies,
  request: Request,
  response: Response,
  mode: 'create' | 'update',
): Promise<void> {
  const { store, siteBook, clock, ids } = dependencies;
  const site = siteOf(siteBook, request.params.site, response);
  if (site === null) return;
  const form = ContactForm.safeParse(request.body);
  if (!form.success) return void response.status(400).json({ error: 'The form is not complete.' });
  const given = mode === 'update' ? String(request.params.id) : form.data.id.trim() || ids.next('contact');
  const { contact, problems } = readForm({ ...form.data, id: given }, site);
  if (problems.length > 0) return refuse(response, problems);
  const put = await store.putContact(contact, mode);
  if (put.outcome !== 'saved') return notSaved(response, put);
  const { name: operator } = operatorOf(response);
  const action = mode === 'create' ? 'add-contact' : 'edit-contact';
  const subject = `contact ${contact.id}`;
  await store.appendAudit({ at: clock.now(), operator, action, subject, detail: { siteId: site.id } });
  response.status(mode === 'create' ? 201 : 200).json({ siteId: site.id, id: contact.id });
}

interface FieldProblem {
  readonly field: ContactField;
  readonly message: string;
}

function readForm(
  form: ContactForm,
  site: Site,
): { readonly contact: Contact; readonly problems: readonly FieldProblem[] } {
  const row = ContactRow.parse({
    id: form.id,
    name: form.name,
    callback_number: form.callbackNumber,
    email: form.email,
    language: form.language,
    time_zone: form.timeZone,
    notes: form.notes,
    other_phones: form.otherNumbers.join(';'),
    other_emails: form.otherAddresses.join(';'),
  });
  const { contact, errors } = readContactRow(row, { siteId: site.id, country: site.country });
  return { contact, problems: errors.map(({ column, message }) => ({ field: fieldOf[column], message })) };
}

function refuse(response: Response, fields: readonly FieldProblem[]): void {
  response.status(422).json({ error: 'Some of it is not right.', fields });
}

function notSaved(response: Response, put: Exclude<PutContact, { outcome: 'saved' }>): void {
  switch (put.outcome) {
    case 'exists':
      return refuse(response, [{ field: 'id', message: 'There is a contact with this id already.' }]);
    case 'missing':
      return void response.status(404).json({ error: 'There is no such contact any more.' });
    case 'taken': {
      const field = put.identifier.includes('@') ? 'otherAddresses' : 'otherNumbers';
      const what = put.identifier.includes('@') ? 'address' : 'number';
      return refuse(response, [
        {
          field,
          message: `Contact ${put.contactId} has one of these: a ${what} leads to one contact only.`.replace(
            'a address',
            'an address',
          ),
        },
      ]);
    }
  }
}
