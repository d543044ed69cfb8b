import type { Outcome } from '../domain/errors.ts';
import type { CallPlacer, NewOutboundCall, PlacedCall } from '../ports/call-placer.ts';
import type { VendorFailure } from '../ports.ts';
import { attempt, clockDifferenceMs, createTwilioClient, epochOf, type TwilioAccount } from './twilio-client.ts';

type Client = ReturnType<typeof createTwilioClient>;

/** The call is over, or not there at all: whoever wanted it ended has what they want (twilio.com/docs/api/errors). */
const overAlready = new Set(['21220', '20404']);
const listed = 50;

/** Calls over Twilio's REST API. Never retries by itself: an unknown outcome is looked up by whoever owns the callback. */
export function createTwilioCalls(account: TwilioAccount): CallPlacer {
  const client = createTwilioClient(account);
  return {
    placeCall: (call) => attempt(() => place(client, call), false),
    findCalls: (parties, since) => attempt(() => find(client, parties, since), true),
    requestsOfCall: (callSid) => attempt(() => requests(client, callSid), true),
    endCall: (callSid) => end(client, callSid),
  };
}

async function place(client: Client, call: NewOutboundCall): Promise<PlacedCall> {
  const placed = await client.calls.create({
    to: call.to,
    from: call.from,
    url: call.url,
    statusCallback: call.statusCallbackUrl,
    statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
    timeout: call.ringSeconds,
    timeLimit: call.limitSeconds,
    ...(call.detectMachine && { machineDetection: 'DetectMessageEnd' }),
  });
  if (typeof placed.sid !== 'string' || placed.sid === '') throw new Error('an answer without a call');
  return placedCall(placed);
}

/** Compared by time here: Twilio's own filter goes by the start, which a call still queued does not have. */
async function find(
  client: Client,
  { to, from }: Pick<NewOutboundCall, 'to' | 'from'>,
  since: number,
): Promise<readonly PlacedCall[]> {
  const list = await client.calls.list({ to, from, limit: listed });
  return list.map(placedCall).filter(({ createdAt }) => createdAt === null || createdAt >= since - clockDifferenceMs);
}

interface VendorCall {
  readonly sid: string;
  readonly status: string;
  readonly dateCreated: unknown;
}

const placedCall = ({ sid, status, dateCreated }: VendorCall): PlacedCall => ({
  callSid: sid,
  status: String(status),
  createdAt: epochOf(dateCreated),
});

/** The SDK passes the request on as Twilio wrote it. */
async function requests(client: Client, callSid: string): Promise<readonly string[]> {
  const events = await client.calls(callSid).events.list({ limit: 200 });
  return events.flatMap(({ request }) => {
    const url = (request as { url?: unknown } | null | undefined)?.url;
    return typeof url === 'string' ? [url] : [];
  });
}

async function end(client: Client, callSid: string): Promise<Outcome<null, VendorFailure>> {
  const ended = await attempt(async () => {
    await client.calls(callSid).update({ status: 'completed' });
    return null;
  }, false);
  const over = !ended.ok && ended.failure.code !== null && overAlready.has(ended.failure.code);
  return over ? { ok: true, value: null } : ended;
}
