import type { CallEvent } from '../event.ts';
import type { KeepMode } from '../retention-keys.ts';
import { maskPersonal } from './mask-personal.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * Words of ours or of the carrier's, out of small closed sets, and ids: all the text that stays where no words stay. A
 * kind of event nobody has thought of here keeps none of its other texts.
 */
const closedWords: ReadonlySet<string> = new Set([
  'type',
  'via',
  'language',
  'name',
  'status',
  'outcome',
  'method',
  'state',
  'callId',
  'sessionId',
  'lineId',
  'toolCallId',
  'messageId',
  'recordingId',
  'medium',
  'errorCode',
  'model',
  'target',
  'callback',
  'sipCode',
  'speaker',
  'transcription',
]);
/** Of the objects inside an event. */
const closedWordsWithin: ReadonlySet<string> = new Set(['result.status', 'result.code', 'notes.sentiment']);
/** Where somebody can be reached stands in these, whatever it looks like. */
const identities: ReadonlySet<string> = new Set(['from', 'to', 'destination', 'phone', 'email', 'number', 'address']);

/** What is kept of an event. It is of the same type and shape, so that whoever reads it needs to know nothing of this. */
export function redactEvent(event: CallEvent, keep: KeepMode, names: readonly string[]): CallEvent {
  if (keep === 'everything') return event;
  const kept = Object.entries(event as unknown as Record<string, Json>).map(([key, value]) => [
    key,
    keep === 'metadata' ? withoutWords(event.type, key, value) : withoutIdentities(key, value, names),
  ]);
  return Object.fromEntries(kept) as CallEvent;
}

function withoutWords(type: string, key: string, value: Json): Json {
  if (typeof value === 'string') return keepsText(type, key) ? value : key === 'argumentsJson' ? '{}' : '';
  return emptied(value, key);
}

/** Why a session ended is one of a few words; why a caller was handed over is told in the model's own. */
const keepsText = (type: string, key: string): boolean =>
  closedWords.has(key) || (key === 'reason' && type === 'session-ended');

/** Numbers and marks stay, texts do not, lists of texts are empty. */
function emptied(value: Json, path: string): Json {
  if (typeof value === 'string') return closedWordsWithin.has(path) ? value : '';
  if (Array.isArray(value)) return value.filter((one) => typeof one !== 'string').map((one) => emptied(one, path));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, emptied(one, `${path}.${key}`)]));
}

/** As it is, but for what tells who somebody is. */
export function withoutIdentities(key: string, value: Json, names: readonly string[]): Json {
  if (typeof value === 'string') {
    if (identities.has(key)) return '';
    return closedWords.has(key) || key === 'noticeId' ? value : maskPersonal(value, names);
  }
  if (Array.isArray(value)) return value.map((one) => withoutIdentities(key, one, names));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([inner, one]) => [inner, withoutIdentities(inner, one, names)]));
}

/** The event with these numbers and addresses taken out wherever they stand; everything else stays. */
export function withoutIdentifiers(event: CallEvent, identifiers: readonly string[]): CallEvent {
  const text = JSON.stringify(event);
  const found = identifiers.filter((one) => one !== '' && text.toLowerCase().includes(one.toLowerCase()));
  if (found.length === 0) return event;
  const literal = (one: string): string => one.replace(/[^A-Za-z0-9]/g, '\\$&');
  const pattern = new RegExp(found.map(literal).join('|'), 'gi');
  return JSON.parse(text.replace(pattern, '[removed]')) as CallEvent;
}
