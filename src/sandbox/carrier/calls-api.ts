import type { Next } from './call-context.ts';
import { callJson, isOver } from './call-record.ts';
import type { CallSwitch } from './call-switch.ts';
import type { Faults } from './faults.ts';
import { type Route, type RouteRequest, sendJson } from './http-routes.ts';
import { sendTwilioError, type TwilioError, twilioError } from './twilio-error.ts';

export interface CallsOptions {
  readonly accountSid: string;
  readonly calls: CallSwitch;
  readonly faults: Faults;
}

const MAX_TWIML = 4000;
const E164 = /^\+[1-9]\d{6,14}$/;
const calleeErrors: Readonly<Record<string, number>> = {
  '+15005550001': 21217,
  '+15005550002': 21214,
  '+15005550003': 21215,
  '+15005550004': 21216,
};

/** Twilio's Calls resource: create, fetch, list, and end or redirect a live call. */
export function callsRoutes(options: CallsOptions): readonly Route[] {
  const collection = new RegExp(`^/2010-04-01/Accounts/${options.accountSid}/Calls\\.json$`);
  const one = new RegExp(`^/2010-04-01/Accounts/${options.accountSid}/Calls/(CA[0-9a-f]{32})\\.json$`);
  return [
    { method: 'POST', pattern: collection, handle: options.faults.around((request) => create(options, request)) },
    { method: 'GET', pattern: collection, handle: (request) => list(options, request) },
    { method: 'GET', pattern: one, handle: (request) => fetchOne(options, request) },
    { method: 'POST', pattern: one, handle: (request) => update(options, request) },
  ];
}

function create(options: CallsOptions, { response, body }: RouteRequest): void {
  const form = new URLSearchParams(body);
  const error = callError(form);
  if (error !== null) return sendTwilioError(response, error);
  const events = form.getAll('StatusCallbackEvent').flatMap((value) => value.split(' '));
  const leg = options.calls.startOutbound({
    from: form.get('From') ?? '',
    to: form.get('To') ?? '',
    first: documentOf(form),
    fallbackUrl: form.get('FallbackUrl'),
    statusCallbackUrl: form.get('StatusCallback'),
    statusEvents: events.length === 0 ? ['completed'] : events,
  });
  sendJson(response, 201, { ...callJson(leg.record), status: 'queued' });
}

function callError(form: URLSearchParams): TwilioError | null {
  const to = form.get('To') ?? '';
  const from = form.get('From') ?? '';
  if (to === '') return twilioError(21201);
  if (from === '') return twilioError(21213);
  if (from === '+15005550001' || !E164.test(from)) return twilioError(21212);
  const magic = calleeErrors[to];
  if (magic !== undefined) return twilioError(magic);
  if (!E164.test(to) && !to.startsWith('sip:') && !to.startsWith('client:')) return twilioError(21211);
  const url = form.get('Url');
  if (url === null && !form.has('Twiml')) return twilioError(21205);
  if (url !== null && !URL.canParse(url)) return twilioError(21205, { message: `Url is not a valid URL: ${url}` });
  if (url === null && (form.get('Twiml') ?? '').length > MAX_TWIML)
    return twilioError(21205, { message: 'Twiml is too long' });
  return null;
}

/** When both are given, Twiml is ignored. */
function documentOf(form: URLSearchParams): Next {
  const url = form.get('Url');
  if (url === null) return { kind: 'document', url: 'https://api.twilio.com/', body: form.get('Twiml') ?? '' };
  const method = form.get('Method') === 'GET' ? 'GET' : 'POST';
  return { kind: 'fetch', request: { url, method, parameters: {} } };
}

function list(options: CallsOptions, { response, query }: RouteRequest): void {
  const calls = options.calls.calls
    .map((call) => call.record)
    .filter((record) => (query.get('To') ?? record.to) === record.to)
    .filter((record) => (query.get('From') ?? record.from) === record.from)
    .filter((record) => (query.get('Status') ?? record.status) === record.status)
    .toReversed();
  const uri = `/2010-04-01/Accounts/${options.accountSid}/Calls.json`;
  sendJson(response, 200, { calls: calls.map(callJson), page: 0, page_size: calls.length, uri, next_page_uri: null });
}

function fetchOne(options: CallsOptions, { response, path }: RouteRequest): void {
  const call = options.calls.find(path[0] ?? '');
  if (call === null) sendTwilioError(response, twilioError(20404));
  else sendJson(response, 200, callJson(call.record));
}

function update(options: CallsOptions, { response, path, body }: RouteRequest): void {
  const call = options.calls.find(path[0] ?? '');
  const form = new URLSearchParams(body);
  if (call === null) return sendTwilioError(response, twilioError(20404));
  if (isOver(call.record.status)) return sendTwilioError(response, twilioError(21220));
  const status = form.get('Status');
  if (status === 'completed') call.end('server', 'completed');
  else if (status === 'canceled' && call.record.status !== 'in-progress') call.end('server', 'canceled');
  else if (status !== null) return sendTwilioError(response, twilioError(21220));
  else if (form.has('Url') || form.has('Twiml')) call.replaceDocument(documentOf(form));
  sendJson(response, 200, callJson(call.record));
}
