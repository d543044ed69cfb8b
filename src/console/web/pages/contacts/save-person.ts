import { z } from 'zod';
import type { PersonRequest } from '../../../contract/people.ts';
import { request } from '../../data/request.ts';
import { showToast } from '../../kit/toasts.tsx';

/** Asks for everything about a person and saves it as one file. The number goes in the body, never in an address. */
export async function savePerson(person: PersonRequest): Promise<void> {
  try {
    const data = await request(z.unknown(), '/api/people/export', { method: 'POST', body: person });
    save(`${JSON.stringify(data, null, 2)}\n`, `person-${person.contactId ?? 'data'}.json`);
    showToast('The file was made. It is in the audit log that you asked for it.');
  } catch (error) {
    showToast(error instanceof Error ? error.message : String(error), 'bad');
  }
}

function save(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
