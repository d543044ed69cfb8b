import type { Health, Vendor } from '../../../contract/health.ts';

export const vendorTitles: Readonly<Record<Vendor['name'], string>> = {
  model: 'The model',
  'fallback model': 'The fallback model',
  texts: 'Texts (carrier)',
  calls: 'Calls we place (carrier)',
  mail: 'The mail server',
};

type Kind = NonNullable<Health['store']['counts']>['troubles'][number]['kind'];

export const kindWords: Readonly<Record<Kind, string>> = {
  turn: 'The model gave no answer',
  relay: 'The carrier reported an error',
  session: 'A session ended badly',
  tool: 'A tool failed',
  message: 'A message was not delivered',
};

export const queueWords: Readonly<Record<string, string>> = {
  'deliver-message': 'Messages to deliver',
  'fetch-recording': 'Recordings to fetch',
  'wrap-up': 'Calls to write up',
  'apply-retention': 'Data past its time',
  'delete-person': 'Persons to delete',
};

/** "240 ms", "1.35 s". */
export const msWords = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`);
