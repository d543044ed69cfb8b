import { describe, expect, test } from 'vitest';
import { actsOf, agent, parametersOf, rest, startDialling, whisper } from './people-support.ts';

const customer = '+14155550155';
const created = { To: agent, From: '+14155550100' };
const events = 'initiated ringing answered completed';

/** An application that calls an agent first and then connects the customer. */
async function startCallback(options: Parameters<typeof startDialling>[1] = {}) {
  const pair = await startDialling('', options);
  const { app, carrier } = pair;
  app.answers.set('/answered', whisper);
  app.answers.set('/key', `<Response><Dial action="/dialled"><Number>${customer}</Number></Dial></Response>`);
  const place = (more: Record<string, string> = {}) =>
    rest(carrier.url, 'POST', '/Calls.json', { ...created, Url: `${app.url}/answered?attempt=1`, ...more });
  const status = { StatusCallback: `${app.url}/status`, StatusCallbackEvent: events };
  return { ...pair, place, status };
}

test('[PPL60] who is called by REST answers, presses 1, and is connected with the next who is dialled', async () => {
  const { app, carrier, place } = await startCallback();
  carrier.setPerson(agent, { does: 'accepts', says: ['Kim speaking.'], talkMs: null });
  carrier.setPerson(customer, { does: 'accepts', says: ['This is Ann.'], talkMs: 6000 });
  const { status, body } = await place();
  expect(status).toBe(201);
  const { parameters } = await app.request('/dialled');
  expect(parameters).toMatchObject({ CallSid: body?.sid, DialBridged: 'true', Direction: 'outbound-api' });
  const leg = carrier.calls[0];
  expect(leg && actsOf(leg)).toEqual(['rings', 'picks-up', 'says: This is Ann.', 'ends: completed']);
  expect(leg?.events).toContainEqual(expect.objectContaining({ type: 'caller-speech', text: 'Kim speaking.' }));
});

describe('[PPL61] it rings as long as Timeout says, or until it is taken or not', () => {
  test.each([
    [{ does: 'no-answer' }, { Timeout: '10' }, 'no-answer'],
    [{ does: 'accepts', ringMs: 20_000 }, { Timeout: '10' }, 'no-answer'],
    [{ does: 'busy' }, {}, 'busy'],
    [{ does: 'failed' }, {}, 'failed'],
  ] as const)('[PPL61] %o with %o: %s', async (person, more, ended) => {
    const { app, carrier, place, status } = await startCallback();
    carrier.setPerson(agent, person);
    await place({ ...more, ...status });
    const last = await app.requests.next(({ parameters }) => parameters.CallStatus === ended);
    expect(last.parameters).toMatchObject({ CallDuration: '0', SipResponseCode: expect.stringMatching(/^4\d\d$/) });
    expect(parametersOf(app, '/answered')).toEqual([]);
  });
});

describe('[PPL62] machine detection', () => {
  test.each([
    ['accepts', 'DetectMessageEnd', 'human'],
    ['machine', 'DetectMessageEnd', 'machine_end_beep'],
    ['machine', 'Enable', 'machine_start'],
  ] as const)('[PPL62] %s with %s is %s before the document is asked for', async (does, mode, answeredBy) => {
    const { app, carrier, place, status } = await startCallback();
    carrier.setPerson(agent, { does });
    const { body } = await place({ ...status, MachineDetection: mode });
    const { parameters } = await app.request('/answered');
    expect(parameters).toMatchObject({ AnsweredBy: answeredBy, CallStatus: 'in-progress' });
    expect(Number(parameters.MachineDetectionDuration)).toBeGreaterThan(1000);
    expect((await rest(carrier.url, 'GET', `/Calls/${body?.sid}.json`)).body).toMatchObject({
      answered_by: answeredBy,
    });
    const answered = parametersOf(app, '/status').findIndex(({ CallStatus }) => CallStatus === 'in-progress');
    expect(answered).toBeGreaterThanOrEqual(0);
  });

  test('[PPL62] with AsyncAmd the document is not kept waiting and the result is told beside it', async () => {
    const { app, carrier, place } = await startCallback();
    app.answers.set('/answered', '<Response><Pause length="60"/></Response>');
    carrier.setPerson(agent, { does: 'machine' });
    await place({
      MachineDetection: 'DetectMessageEnd',
      AsyncAmd: 'true',
      AsyncAmdStatusCallback: `${app.url}/amd`,
    });
    expect((await app.request('/answered')).parameters).not.toHaveProperty('AnsweredBy');
    expect((await app.request('/amd')).parameters).toMatchObject({ AnsweredBy: 'machine_end_beep' });
  });
});

test('[PPL63] a ringing call is canceled by REST, with a report; it is not answered any more', async () => {
  const { app, carrier, place, status } = await startCallback();
  carrier.setPerson(agent, { does: 'accepts', ringMs: 30_000 });
  const { body } = await place(status);
  await app.requests.next(({ parameters }) => parameters.CallStatus === 'ringing');
  const canceled = await rest(carrier.url, 'POST', `/Calls/${body?.sid}.json`, { Status: 'canceled' });
  expect(canceled.body).toMatchObject({ status: 'canceled' });
  await carrier.calls[0]?.next('finished');
  expect(parametersOf(app, '/status').map(({ CallStatus }) => CallStatus)).toEqual([
    'initiated',
    'ringing',
    'canceled',
  ]);
  expect(parametersOf(app, '/answered')).toEqual([]);
});

test('[PPL63] of a call canceled while still queued nothing more is reported', async () => {
  const { app, carrier, place, status } = await startCallback({ speed: 1 });
  const { body } = await place(status);
  await rest(carrier.url, 'POST', `/Calls/${body?.sid}.json`, { Status: 'canceled' });
  await carrier.calls[0]?.next('finished');
  expect(parametersOf(app, '/status').filter(({ CallStatus }) => CallStatus !== 'initiated')).toEqual([]);
});

test('[PPL63] a running call is completed by REST, and so is whom it dials', async () => {
  const { app, carrier, place } = await startCallback();
  carrier.setPerson(customer, { does: 'no-answer' });
  const { body } = await place();
  await app.request('/key');
  await carrier.calls[0]?.next('person');
  await rest(carrier.url, 'POST', `/Calls/${body?.sid}.json`, { Status: 'completed' });
  await carrier.calls[0]?.next('finished');
  expect(carrier.calls.map(({ record }) => record.status)).toEqual(['completed', 'canceled']);
});

test('[PPL64] calls are listed newest first, by recipient, sender and status, page by page', async () => {
  const { carrier, place } = await startCallback();
  carrier.setPerson(agent, { does: 'busy' });
  carrier.setPerson(customer, { does: 'no-answer' });
  const first = await place();
  await carrier.calls[0]?.next('finished');
  const second = await place({ To: customer });
  const third = await place({ To: customer });
  const list = async (query: Record<string, string>) => {
    const { body } = await rest(carrier.url, 'GET', `/Calls.json?${new URLSearchParams(query)}`);
    return ((body?.calls ?? []) as { sid: string }[]).map(({ sid }) => sid);
  };
  expect(await list({})).toEqual([third, second, first].map(({ body }) => body?.sid));
  expect(await list({ To: customer, From: created.From })).toEqual([third.body?.sid, second.body?.sid]);
  expect(await list({ Status: 'busy' })).toEqual([first.body?.sid]);
  expect(await list({ From: '+14155550199' })).toEqual([]);
  expect(await list({ PageSize: '1', Page: '1' })).toEqual([second.body?.sid]);
  expect(await list({ 'StartTime>': '2099-01-01' })).toEqual([]);
});

test('[PPL65] what was asked and told on behalf of a call is listed, also what failed', async () => {
  const { app, carrier, place, status } = await startCallback();
  app.answers.set('/answered', '<Response><Say>Hello.</Say></Response>');
  app.answers.set('/status', (_request, response) => void response.writeHead(500).end('broken'));
  const { body } = await place(status);
  await carrier.calls[0]?.next('finished');
  const listed = await rest(carrier.url, 'GET', `/Calls/${body?.sid}/Events.json`);
  const made = listed.body?.events as { request: Record<string, unknown>; response: Record<string, unknown> }[];
  const reports = Array(4).fill(`${app.url}/status`);
  expect(made.map(({ request }) => request.url).toSorted()).toEqual([`${app.url}/answered?attempt=1`, ...reports]);
  expect(made[0]).toMatchObject({
    request: { method: 'POST', parameters: { CallSid: body?.sid, CallStatus: 'initiated' } },
    response: { response_code: 500 },
  });
  const document = made.find(({ request }) => request.url === `${app.url}/answered?attempt=1`);
  expect(document?.response).toMatchObject({ response_code: 200, response_body: expect.stringContaining('Hello.') });
});

test('[PPL66] every leg that began can be seen: to whom, by which document, when', async () => {
  const { app, carrier, place } = await startCallback();
  await place();
  await app.request('/dialled');
  expect(carrier.begunLegs.events).toMatchObject([
    { direction: 'outbound-api', to: agent, url: `${app.url}/answered?attempt=1`, parentSid: null },
    { direction: 'outbound-dial', to: customer, url: null, parentSid: carrier.calls[0]?.sid },
  ]);
  const listed = await fetch(`${carrier.url}/sandbox/legs`);
  expect(((await listed.json()) as { legs: unknown[] }).legs).toHaveLength(2);
});

test('[PPL67] creating a call fails on demand: before it, after it, late, or without an answer', async () => {
  const { carrier, place } = await startCallback();
  carrier.failNextCall({ code: 20429 });
  expect(await place()).toMatchObject({ status: 429, body: { code: 20429 } });
  carrier.failNextCall({ code: 20500 });
  expect(await place()).toMatchObject({ status: 500 });
  expect(carrier.calls).toHaveLength(0);
  carrier.failNextCall({ kind: 'error-after-accepting', code: 20500 });
  expect(await place()).toMatchObject({ status: 500, body: { code: 20500 } });
  expect(carrier.calls).toHaveLength(1);
  carrier.failNextCall({ kind: 'close-after-accepting' });
  await expect(place()).rejects.toThrow();
  expect(carrier.calls).toHaveLength(2);
  carrier.failNextCall({ kind: 'delay', ms: 60 });
  const before = performance.now();
  expect(await place()).toMatchObject({ status: 201 });
  expect(performance.now() - before).toBeGreaterThan(50);
});

test('[PPL67] such a failure waits for a call and leaves texts alone', async () => {
  const { carrier, place } = await startCallback();
  carrier.failNextCall({ code: 20429 });
  const text = await rest(carrier.url, 'POST', '/Messages.json', { ...created, Body: 'Hello' });
  expect(text.status).toBe(201);
  expect((await place()).status).toBe(429);
});

test('[PPL68] fifty calls at once each run to their end by themselves', async () => {
  const { app, carrier, place } = await startCallback({ speed: 10 });
  carrier.setPerson(agent, { does: 'accepts', talkMs: null });
  carrier.setPerson(customer, { does: 'accepts', talkMs: 2000 });
  const placed = await Promise.all(Array.from({ length: 50 }, () => place()));
  await Promise.all(
    carrier.calls.filter(({ record }) => record.parentSid === null).map((call) => call.next('finished')),
  );
  const bridged = parametersOf(app, '/dialled').filter(({ DialBridged }) => DialBridged === 'true');
  expect(new Set(bridged.map(({ CallSid }) => CallSid))).toEqual(new Set(placed.map(({ body }) => body?.sid)));
  expect(bridged).toHaveLength(50);
});

test('[PPL69] who is called and meets the bot talks to it, and hangs up in the end', async () => {
  const { app, carrier, place } = await startCallback();
  app.answers.set('/answered', app.relay('welcomeGreeting="Hello."'));
  carrier.setPerson(agent, { does: 'accepts', says: ['Who is it?'], talkMs: 10_000 });
  await place();
  expect(await app.frame(({ type }) => type === 'setup')).toMatchObject({ direction: 'outbound-api' });
  await app.frame(({ voicePrompt }) => voicePrompt === 'Who is it?');
  expect((await app.request('/action')).parameters).toMatchObject({ SessionStatus: 'completed' });
});
