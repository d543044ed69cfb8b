import type { Next, StatusReports } from './call-context.ts';
import { callJson, isOver } from './call-record.ts';
import type { CallSwitch } from './call-switch.ts';
import type { MachineDetection } from './detect-machine.ts';
import type { Faults } from './faults.ts';
import { type Route, type RouteRequest, sendJson } from './http-routes.ts';
import { madeRequestJson } from './request-log.ts';
import { sendPage } from './send-page.ts';
import { sendTwilioError, type TwilioError, twilioError } from './twilio-error.ts';

export interface CallsOptions {
  readonly accountSid: string;
  readonly calls: CallSwitch;
  readonly faults: Faults;
  /** Of the creation of calls only; they come before the others. */
  readonly callFaults: Faults;
}

const MAX_TWIML = 4000;
const E164 = /^\+[1-9]\d{6,14}$/;
const TIMEOUT_S = 60;
const calleeErrors: Readonly<Record<string, number>> = {
  '+15005550001': 21217,
  '+15005550002': 21214,
  '+15005550003': 21215,
  '+15005550004': 21216,
};

/** Twilio's Calls resource: create, fetch, list, end or redirect a live call, and what was asked on its behalf. */
export function callsRoutes(options: CallsOptions): readonly Route[] {
  const { accountSid, callFaults, faults } = options;
  const collection = new RegExp(`^/2010-04-01/Accounts/${accountSid}/Calls\\.json$`);
  const one = new RegExp(`^/2010-04-01/Accounts/${accountSid}/Calls/(CA[0-9a-f]{32})\\.json$`);
  const events = new RegExp(`^/2010-04-01/Accounts/${accountSid}/Calls/(CA[0-9a-f]{32})/Events\\.json$`);
  const faulty = callFaults.around(faults.around((request) => create(options, request)));
  return [
    { method: 'POST', pattern: collection, handle: faulty },
    { method: 'GET', pattern: collection, handle: (request) => list(options, request) },
    { method: 'GET', pattern: one, handle: (request) => fetchOne(options, request) },
    { method: 'POST', pattern: one, handle: (request) => update(options, request) },
    { method: 'GET', pattern: events, handle: (request) => listEvents(options, request) },
  ];
}

function create(options: CallsOptions, { response, body }: RouteRequest): void {
  const form = new URLSearchParams(body);
  const error = callError(form);
  if (error !== null) return sendTwilioError(response, error);
  const limit = form.get('TimeLimit');
  const leg = options.calls.startOutbound({
    from: form.get('From') ?? '',
    to: form.get('To') ?? '',
    first: documentOf(form),
    fallbackUrl: form.get('FallbackUrl'),
    reports: reportsOf(form),
    timeoutMs: Number(form.get('Timeout') ?? TIMEOUT_S) * 1000,
    limitMs: limit === null ? null : Number(limit) * 1000,
    machineDetection: detectionOf(form),
  });
  sendJson(response, 201, { ...callJson(leg.record), status: 'queued' });
}

function reportsOf(form: URLSearchParams): StatusReports {
  const events = form.getAll('StatusCallbackEvent').flatMap((value) => value.split(' '));
  return {
    url: form.get('StatusCallback'),
    method: methodIn(form, 'StatusCallbackMethod'),
    events: events.length === 0 ? ['completed'] : events,
  };
}

/** Ignored together with SendDigits, as at Twilio. */
function detectionOf(form: URLSearchParams): MachineDetection | null {
  const mode = form.get('MachineDetection');
  if ((mode !== 'Enable' && mode !== 'DetectMessageEnd') || form.has('SendDigits')) return null;
  return {
    mode,
    asynchronous: form.get('AsyncAmd') === 'true',
    callbackUrl: form.get('AsyncAmdStatusCallback'),
    callbackMethod: methodIn(form, 'AsyncAmdStatusCallbackMethod'),
  };
}

const methodIn = (form: URLSearchParams, name: string): 'GET' | 'POST' => (form.get(name) === 'GET' ? 'GET' : 'POST');

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
  return timeoutError(form);
}

function timeoutError(form: URLSearchParams): TwilioError | null {
  const timeout = Number(form.get('Timeout') ?? TIMEOUT_S);
  const limit = Number(form.get('TimeLimit') ?? 1);
  const right = timeout >= 1 && timeout <= 600 && limit >= 1;
  return right ? null : twilioError(21218, { message: 'Timeout and TimeLimit are whole seconds' });
}

/** When both are given, Twiml is ignored. */
function documentOf(form: URLSearchParams): Next {
  const url = form.get('Url');
  if (url === null) return { kind: 'document', url: 'https://api.twilio.com/', body: form.get('Twiml') ?? '' };
  return { kind: 'fetch', request: { url, method: methodIn(form, 'Method'), parameters: {} } };
}

function list(options: CallsOptions, { response, query }: RouteRequest): void {
  const wanted = (name: string, value: string): boolean => (query.get(name) ?? value) === value;
  const calls = options.calls.calls
    .map((call) => call.record)
    .filter(({ to, from, status }) => wanted('To', to) && wanted('From', from) && wanted('Status', status))
    .filter(({ parentSid }) => (query.get('ParentCallSid') ?? parentSid) === parentSid)
    .filter(({ answeredAt, createdAt }) => isInTime(answeredAt ?? createdAt, query))
    .toReversed();
  sendPage(response, query, 'calls', `/2010-04-01/Accounts/${options.accountSid}/Calls.json`, calls.map(callJson));
}

/** `StartTime>` and `StartTime<` have whole days, as they are documented; other forms are ignored. */
function isInTime(at: number, query: URLSearchParams): boolean {
  const day = new Date(at).toISOString().slice(0, 10);
  const after = query.get('StartTime>')?.slice(0, 10) ?? day;
  const before = query.get('StartTime<')?.slice(0, 10) ?? day;
  return (query.get('StartTime')?.slice(0, 10) ?? day) === day && day >= after && day <= before;
}

function fetchOne(options: CallsOptions, { response, path }: RouteRequest): void {
  const call = options.calls.find(path[0] ?? '');
  if (call === null) sendTwilioError(response, twilioError(20404));
  else sendJson(response, 200, callJson(call.record));
}

function listEvents(options: CallsOptions, { response, path, query }: RouteRequest): void {
  const call = options.calls.find(path[0] ?? '');
  if (call === null) return sendTwilioError(response, twilioError(20404));
  const uri = `/2010-04-01/Accounts/${options.accountSid}/Calls/${call.sid}/Events.json`;
  sendPage(response, query, 'events', uri, call.requests.map(madeRequestJson));
}

function update(options: CallsOptions, { response, path, body }: RouteRequest): void {
  const call = options.calls.find(path[0] ?? '');
  const form = new URLSearchParams(body);
  if (call === null) return sendTwilioError(response, twilioError(20404));
  if (isOver(call.record.status)) return sendTwilioError(response, twilioError(21220));
  const status = form.get('Status');
  // Of a call that still rings, `completed` is the same as `canceled`.
  if (status === 'completed') call.end('server', call.record.answeredAt === null ? 'canceled' : 'completed');
  else if (status === 'canceled' && call.record.status !== 'in-progress') call.end('server', 'canceled');
  else if (status !== null) return sendTwilioError(response, twilioError(21220));
  else if (form.has('Url') || form.has('Twiml')) call.replaceDocument(documentOf(form));
  sendJson(response, 200, callJson(call.record));
}
