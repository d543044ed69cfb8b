import { expect, test } from 'vitest';
import { agent, fetchSound, parametersOf, rest, startDialling } from './people-support.ts';
import { accountSid } from './with-call.ts';

const reports = 'recordingStatusCallback="/recorded" recordingStatusCallbackEvent="in-progress completed absent"';
const recorded = `<Dial action="/dialled" record="record-from-answer-dual" ${reports}>${agent}</Dial>`;

test('[PPL40] a recorded <Dial> is a recording of the first leg, told with Twilio’s fields', async () => {
  const { app, carrier, call } = await startDialling(recorded);
  carrier.setPerson(agent, { does: 'accepts', talkMs: 8000 });
  const caller = call();
  const done = await app.requests.next(({ parameters }) => parameters.RecordingStatus === 'completed');
  const [begun] = parametersOf(app, '/recorded');
  const [recording] = carrier.recordings.all;
  expect(begun).toMatchObject({ RecordingStatus: 'in-progress', CallSid: caller.sid });
  expect(begun).not.toHaveProperty('RecordingDuration');
  expect(done.parameters).toMatchObject({
    AccountSid: accountSid,
    CallSid: caller.sid,
    RecordingSid: recording?.sid,
    RecordingUrl: `${carrier.url}/2010-04-01/Accounts/${accountSid}/Recordings/${recording?.sid}`,
    RecordingDuration: expect.stringMatching(/^\d+$/),
    RecordingChannels: '2',
    RecordingSource: 'DialVerb',
    RecordingTrack: 'both',
  });
  expect(Number(done.parameters.RecordingDuration)).toBeGreaterThanOrEqual(8);
  expect((await app.request('/dialled')).parameters.RecordingUrl).toBe(done.parameters.RecordingUrl);
});

test('[PPL41] its sound is a stereo WAV at 8 kHz as long as told, there only once it is completed, and gone when deleted', async () => {
  const { app, carrier, call } = await startDialling(recorded);
  carrier.setPerson(agent, { does: 'accepts', talkMs: 12_000 });
  const caller = call();
  const live = await caller.next('recording');
  const url = `${carrier.url}/2010-04-01/Accounts/${accountSid}/Recordings/${live.sid}`;
  expect((await fetchSound(`${url}.wav`)).status).toBe(404);
  await app.requests.next(({ parameters }) => parameters.RecordingStatus === 'completed');
  const { status, data } = await fetchSound(`${url}.wav`);
  expect(status).toBe(200);
  expect([data.toString('latin1', 0, 4), data.toString('latin1', 8, 12)]).toEqual(['RIFF', 'WAVE']);
  expect([data.readUInt16LE(22), data.readUInt32LE(24), data.readUInt16LE(34)]).toEqual([2, 8000, 16]);
  const seconds = (data.length - 44) / (8000 * 2 * 2);
  expect(seconds).toBeGreaterThanOrEqual(12);
  expect(seconds).toBe(carrier.recordings.find(live.sid)?.seconds);
  expect(data.readUInt32LE(40)).toBe(data.length - 44);
  expect((await fetchSound(url)).data.equals(data)).toBe(true);
  expect((await fetchSound(`${url}.wav?RequestedChannels=1`)).data.readUInt16LE(22)).toBe(1);
  expect(await rest(carrier.url, 'GET', `/Recordings/${live.sid}.json`)).toMatchObject({
    status: 200,
    body: { status: 'completed', channels: 2, call_sid: caller.sid, source: 'DialVerb' },
  });
  expect((await rest(carrier.url, 'DELETE', `/Recordings/${live.sid}.json`)).status).toBe(204);
  expect((await rest(carrier.url, 'DELETE', `/Recordings/${live.sid}.json`)).status).toBe(404);
  expect((await fetchSound(`${url}.wav`)).status).toBe(404);
  expect(carrier.recordings.deleted).toEqual([live.sid]);
});

test('[PPL42] nothing is recorded of who is not connected; too short a talk is absent', async () => {
  const { app, carrier, call } = await startDialling(recorded);
  carrier.setPerson(agent, { does: 'busy' });
  const caller = call();
  await caller.next('finished');
  expect(carrier.recordings.all).toEqual([]);
  expect(parametersOf(app, '/dialled')[0]).not.toHaveProperty('RecordingUrl');
  // Slowly: at the usual speed a busy machine makes a talk of a second out of a few milliseconds.
  const slow = await startDialling(recorded, { speed: 4 });
  slow.carrier.setPerson(agent, { does: 'accepts', talkMs: 0, says: [] });
  slow.call();
  const last = await slow.app.requests.next(({ parameters }) => parameters.RecordingStatus === 'absent');
  expect(last.parameters.RecordingDuration).toBe('0');
});

test('[PPL43] only what is subscribed to is told', async () => {
  const { app, carrier, call } = await startDialling(recorded.replace('in-progress completed absent', 'absent'));
  carrier.setPerson(agent, { does: 'accepts', talkMs: 3000 });
  const caller = call();
  await caller.next('finished');
  await caller.log.next((event) => event.type === 'recording' && event.status === 'completed');
  expect(parametersOf(app, '/recorded')).toEqual([]);
});

test('[PPL44] <Start><Recording> and REST record a call until its end, or until they are stopped', async () => {
  const start = `<Start><Recording ${reports} channels="dual"/></Start>`;
  const words = 'One moment, please, while I look for somebody who can help you with that. It will not be long.';
  const { app, carrier, call } = await startDialling(`${start}<Say loop="9">${words}</Say><Pause length="60"/>`);
  const caller = call();
  await caller.next('spoken');
  const path = `/Calls/${caller.sid}/Recordings`;
  const form = { RecordingStatusCallback: `${app.url}/by-rest`, RecordingChannels: 'dual' };
  const started = await rest(carrier.url, 'POST', `${path}.json`, form);
  expect(started).toMatchObject({ status: 201, body: { status: 'in-progress', source: 'StartCallRecordingAPI' } });
  const listed = await rest(carrier.url, 'GET', `${path}.json`);
  expect(listed.body?.recordings).toMatchObject([{ sid: started.body?.sid }, { source: 'StartCallRecordingTwiML' }]);
  for (let loop = 0; loop < 2; loop++)
    await caller.log.next((event) => event.type === 'speaking' && !event.on, caller.events.length);
  await rest(carrier.url, 'POST', `${path}/${started.body?.sid}.json`, { Status: 'stopped' });
  await app.request('/by-rest');
  expect(carrier.recordings.all.map(({ status }) => status)).toContain('in-progress');
  caller.hangup();
  await caller.next('finished');
  expect(parametersOf(app, '/recorded').at(-1)).toMatchObject({ RecordingStatus: 'completed', CallSid: caller.sid });
  expect((await rest(carrier.url, 'POST', `${path}.json`, form)).body).toMatchObject({ code: 21220 });
});
