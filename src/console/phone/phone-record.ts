import type { StoredCallEvent } from '../../domain/event.ts';
import type { PhoneRecord } from '../contract/phone.ts';
import { maskEvent } from '../mask-event.ts';
import { masked } from '../unmask.ts';

/** What the phone shows beside the talk: what the bot did, how long it took, and where it handed the call. */
const shown: readonly string[] = ['tool-called', 'tool-returned', 'turn-ended', 'handed-off', 'session-ended'];

export function phoneRecord(callId: string, events: readonly StoredCallEvent[]): PhoneRecord {
  const told = events.filter(({ type }) => shown.includes(type));
  return { callId, events: told.map((event) => ({ seq: event.seq, event: maskEvent(event, masked) })) };
}
