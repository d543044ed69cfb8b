import type { CallEvent } from '../domain/event.ts';
import type { Shown } from './unmask.ts';

/** Ids, names of ours and words from closed lists: never a number or an address of a person. */
const plain: ReadonlySet<string> = new Set([
  'type',
  'lineId',
  'callback',
  'sessionId',
  'toolCallId',
  'name',
  'noticeId',
  'messageId',
  'recordingId',
  'commandId',
  'transcription',
  'status',
  'code',
  'outcome',
  'medium',
  'state',
  'kind',
  'via',
  'language',
  'model',
]);

/** The event with every number, address and free text in it as `shown` shows it. */
export function maskEvent<T extends CallEvent>(event: T, shown: Shown): T {
  return maskValue(event, '', shown) as T;
}

function maskValue(value: unknown, key: string, shown: Shown): unknown {
  if (typeof value === 'string') return plain.has(key) ? value : maskString(value, key, shown);
  if (Array.isArray(value)) return value.map((one) => maskValue(one, key, shown));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, maskValue(one, name, shown)]));
}

function maskString(value: string, key: string, shown: Shown): string {
  if (/^\+\d{7,15}$/.test(value)) return shown.number(value);
  return key === 'argumentsJson' ? maskJson(value, shown) : shown.text(value);
}

/** What the model wrote may not be JSON; a number may be written as one. */
function maskJson(json: string, shown: Shown): string {
  try {
    const masked = maskValue(JSON.parse(json), '', shown);
    return JSON.stringify(masked, (_, value) =>
      typeof value === 'number' && Math.abs(value) >= 1e6 ? shown.text(String(value)) : value,
    );
  } catch {
    return shown.text(json);
  }
}
