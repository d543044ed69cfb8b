import type { CallEvent, CallEventBody } from '../domain/event.ts';
import type { HandOff } from '../domain/hand-off.ts';
import { handOffOf, languageOfCall, latestDial } from '../domain/hand-off-progress.ts';
import type { LineInForce } from '../domain/line-in-force.ts';
import type { StoredCall } from '../ports/store.ts';
import { lineOfCall } from './lines.ts';
import type { WebhookPorts } from './webhook-ports.ts';

/** A caller on the way to a person: all that a webhook needs to know to take the next step. */
export interface HandOffInCall {
  readonly stored: StoredCall;
  readonly inForce: LineInForce;
  /** Counts the hand-offs of the call, from 1. */
  readonly dial: number;
  readonly handOff: Pick<HandOff, 'reason' | 'summary' | 'department'>;
  readonly events: readonly CallEvent[];
}

/** Reads what happened so far, what was just appended included. Null: nobody knows the line any more. */
export async function loadHandOff(
  ports: WebhookPorts,
  stored: StoredCall,
  dial: number | null,
): Promise<HandOffInCall | null> {
  await ports.journal.flush();
  const events = await ports.store.eventsOfCall(stored.call.id);
  const inForce = await lineOfCall(ports, stored);
  if (inForce === null) return null;
  const counted = dial ?? latestDial(events);
  const { reason = '', summary = '', department } = handOffOf(events, counted) ?? {};
  const handOff = { reason, summary, ...(department !== undefined && { department }) };
  return { stored, inForce, dial: counted, handOff, events };
}

/** Appends to the record of the call; the hand-off then knows of it. */
export function note(ports: WebhookPorts, handOff: HandOffInCall, body: CallEventBody): HandOffInCall {
  const event = { ...body, at: ports.clock.now() };
  ports.journal.append(handOff.stored.call.id, event);
  return { ...handOff, events: [...handOff.events, event] };
}

/** BCP-47: what the caller speaks, and what is said to them. */
export const spokenNow = ({ events, inForce }: HandOffInCall): string =>
  languageOfCall(events, inForce.line.voice.language);

/** The caller's leg came in by SIP. */
export const cameBySip = ({ events, stored }: HandOffInCall): boolean =>
  stored.call.from.kind === 'sip' || events.some((event) => event.type === 'call-started' && event.sip === true);
