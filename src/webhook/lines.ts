import type { Call } from '../domain/call.ts';
import { createDialEndedUrl, createRelayEndedUrl, createRelayUrl } from '../domain/callback-urls.ts';
import type { LineInForce } from '../domain/line-in-force.ts';
import type { StoredCall } from '../ports/store.ts';
import { apology, type Fallback } from '../twiml/apology.ts';
import { connectRelay } from '../twiml/connect-relay.ts';
import type { Announcement } from '../twiml/say.ts';
import type { WebhookPorts } from './webhook-ports.ts';

/** How long Twilio may take to open the socket. */
const TOKEN_LIFE_MS = 60_000;

/** The number called: plain, or the user part of a SIP address. */
export function numberCalled(to: string | undefined): string {
  return /^sips?:(\+?\d+)@/.exec(to ?? '')?.[1] ?? (to ?? '').trim();
}

/** Our number in a call (E.164): the one called, or of a call we placed the one it comes from. */
export const ourNumber = ({ direction, from, to }: Call): string =>
  direction === 'outbound' && from.kind === 'phone' ? from.number : to;

/** The line of a stored call as it was when the call began; when that is lost, as it is now. */
export async function lineOfCall(ports: WebhookPorts, { call, siteVersion }: StoredCall): Promise<LineInForce | null> {
  const kept = await ports.siteBook.lineAtVersion(siteVersion, call.lineId);
  return kept ?? ports.siteBook.lineForNumber(ourNumber(call));
}

/** An apology in the line's language, with its fallback number where it has one. Needs nothing but memory. */
export function apologise(ports: WebhookPorts, inForce: LineInForce | null, callerId: string): string {
  const number = inForce?.line.fallback_number;
  const fallback: Fallback | null =
    number === undefined ? null : { number, callerId, actionUrl: createDialEndedUrl(ports.publicUrl(), 'fallback') };
  return apology(inForce?.line.voice.language ?? 'en-US', fallback);
}

export interface RelayStart {
  /** Null: the bot goes on without a greeting. */
  readonly greeting: string | null;
  readonly announcement?: Announcement;
  readonly stopTranscription?: boolean;
}

/** Connects a call with the bot, by a fresh token that opens one socket for this call only. */
export async function connect(
  ports: WebhookPorts,
  { call }: StoredCall,
  { line }: LineInForce,
  start: RelayStart,
): Promise<string> {
  const token = ports.ids.token();
  const expiresAt = ports.clock.now() + TOKEN_LIFE_MS;
  await ports.store.saveRelayToken(token, call.callSid, { expiresAt, reusable: line.voice.applicationReconnect });
  return connectRelay({
    ...start,
    voice: line.voice,
    relayUrl: createRelayUrl(ports.publicUrl(), token, call.callSid),
    actionUrl: createRelayEndedUrl(ports.publicUrl()),
    callId: call.id,
  });
}
