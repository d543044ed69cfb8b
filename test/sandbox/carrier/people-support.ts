import type { SimulatedCall } from '../../../src/sandbox/carrier/simulated-call.ts';
import type { FakeApp } from './fake-app.ts';
import { accountSid, authToken, parties, startPair } from './with-call.ts';

export const agent = '+14155550111';
const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
const account = `/2010-04-01/Accounts/${accountSid}`;

/** A carrier whose calls are answered with these verbs, and what a test does with it. */
export async function startDialling(verbs: string, inputs: Parameters<typeof startPair>[0] = {}) {
  const { app, carrier } = await startPair(inputs);
  app.answers.set('/voice', `<Response>${verbs}</Response>`);
  app.answers.set('/whisper', whisper);
  app.answers.set('/key', keyAnswer);
  return { app, carrier, call: (from = parties.from) => carrier.placeCall({ ...parties, from }) };
}

/** The announcement an agent answers by a key; 1 connects. */
export const whisper =
  '<Response><Gather numDigits="1" timeout="4" action="/key"><Say>Call from Ann. Press 1.</Say></Gather><Hangup/></Response>';
const keyAnswer: NonNullable<ReturnType<FakeApp['answers']['get']>> = (request, response) => {
  const document = request.parameters.Digits === '1' ? '<Response/>' : '<Response><Hangup/></Response>';
  response.writeHead(200, { 'content-type': 'text/xml' }).end(document);
};

/** What a leg's log says of those at other legs, e.g. `hears: Call from Ann.` */
export const actsOf = (call: SimulatedCall): string[] =>
  call.events.flatMap((event) =>
    event.type === 'person' ? [event.text === '' ? event.does : `${event.does}: ${event.text}`] : [],
  );

export const parametersOf = (app: FakeApp, path: string) =>
  app.requests.events.filter((request) => request.path === path).map((request) => request.parameters);

/** A REST request; the answer's body is JSON, or null. */
export async function rest(url: string, method: string, path: string, form: Record<string, string> = {}) {
  const body = method === 'POST' ? { body: new URLSearchParams(form) } : {};
  const response = await fetch(url + account + path, { method, headers: { authorization }, ...body });
  const text = await response.text();
  const isJson = response.headers.get('content-type') === 'application/json';
  return { status: response.status, body: isJson ? (JSON.parse(text) as Record<string, unknown>) : null };
}

export async function fetchSound(url: string) {
  const response = await fetch(url, { headers: { authorization } });
  return { status: response.status, data: Buffer.from(await response.arrayBuffer()) };
}
