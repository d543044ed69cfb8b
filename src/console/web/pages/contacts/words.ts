import type { OptOutView } from '../../../contract/contacts.ts';
import type { PersonCounts, RetentionView } from '../../../contract/people.ts';

export const sourceWords: Readonly<Record<OptOutView['source'], string>> = {
  spoken: 'Said on the phone',
  texted: 'Texted STOP',
  carrier: 'Told by the carrier',
  operator: 'Written down here',
};

export const mediumWords = { sms: 'Texts', email: 'E-mails' } as const;

export const fieldWords: Readonly<Record<string, string>> = {
  name: 'name',
  callbackNumber: 'number',
  email: 'e-mail',
  language: 'language',
  timeZone: 'time zone',
  notes: 'notes',
  identifiers: 'other numbers and addresses',
};

type Keep = RetentionView['lines'][number]['keep'];
export const keepWords: Readonly<Record<Keep, { readonly title: string; readonly text: string }>> = {
  everything: { title: 'Everything', text: 'Calls stay whole until their days are over.' },
  no_personal_data: {
    title: 'No personal data',
    text: 'Words stay, without numbers, addresses and known names. No caller id, no recording.',
  },
  metadata: { title: 'Metadata only', text: 'Times, outcomes and tools stay. No words, no caller id, no recording.' },
};

export const daysWords = (days: number | 'forever'): string => (days === 'forever' ? 'For ever' : `${days} days`);

export const countWords: readonly (readonly [keyof PersonCounts, one: string, many: string])[] = [
  ['contacts', 'contact', 'contacts'],
  ['calls', 'call', 'calls'],
  ['messages', 'message', 'messages'],
  ['callbacks', 'callback', 'callbacks'],
  ['recordings', 'recording', 'recordings'],
  ['optOuts', 'opt-out', 'opt-outs'],
];

export const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
