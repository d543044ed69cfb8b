import type { StoredCallEvent } from '../../domain/event.ts';
import { maskText } from '../../domain/spoken/masked.ts';
import type { PhoneRecord } from '../contract/phone.ts';

/** What the phone shows beside the talk: what the bot did, how long it took, and where it handed the call. */
const shown: readonly string[] = ['tool-called', 'tool-returned', 'turn-ended', 'handed-off', 'session-ended'];

export function phoneRecord(callId: string, events: readonly StoredCallEvent[]): PhoneRecord {
  const told = events.filter(({ type }) => shown.includes(type));
  return { callId, events: told.map(({ callId: _callId, id: _id, ...event }) => maskedEvent(event)) };
}

/** Every text in it masked, however deep. */
function maskedEvent(event: Omit<StoredCallEvent, 'callId' | 'id'>): PhoneRecord['events'][number] {
  const masked: unknown = JSON.parse(JSON.stringify(event), (_key, value: unknown) =>
    typeof value === 'string' ? maskText(value) : value,
  );
  return { ...(masked as object), seq: event.seq, type: event.type, at: event.at };
}
