import type { CallEvent } from '../domain/event.ts';
import type { ToolResult } from '../domain/tool-result.ts';
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
  const entries = Object.entries(event).map(([name, value]) => [name, maskField(name, value, shown)]);
  return Object.fromEntries(entries) as T;
}

function maskField(name: string, value: unknown, shown: Shown): unknown {
  if (plain.has(name)) return value;
  if (name === 'argumentsJson') return maskJson(String(value), shown);
  const masked = maskValue(value, shown);
  // Both from closed lists; the rest of a tool's result is anything.
  return name === 'result' ? { ...(masked as object), ...wordsOfResult(value as ToolResult) } : masked;
}

const wordsOfResult = ({ status, code }: ToolResult) => ({ status, ...(code !== undefined && { code }) });

function maskValue(value: unknown, shown: Shown): unknown {
  if (typeof value === 'string') return /^\+\d{7,15}$/.test(value) ? shown.number(value) : shown.text(value);
  if (Array.isArray(value)) return value.map((one) => maskValue(one, shown));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, maskValue(one, shown)]));
}

/** What the model wrote may not be JSON; a number may be written as one. */
function maskJson(json: string, shown: Shown): string {
  try {
    const masked = maskValue(JSON.parse(json), shown);
    return JSON.stringify(masked, (_, value) =>
      typeof value === 'number' && Math.abs(value) >= 1e6 ? shown.text(String(value)) : value,
    );
  } catch {
    return shown.text(json);
  }
}
