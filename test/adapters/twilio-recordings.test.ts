import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTwilioRecordings } from '../../src/adapters/twilio-recordings.ts';
import {
  closedPort,
  type HttpTestServer,
  type Seen,
  startHttpServer,
  startRawServer,
} from '../support/http-test-server.ts';
import { wav, whole } from '../support/wav.ts';

const accountSid = `AC${'1'.repeat(32)}`;
const base = `/2010-04-01/Accounts/${accountSid}`;
const basic = `Basic ${Buffer.from(`${accountSid}:secret`).toString('base64')}`;
const recorderAt = (apiBaseUrl: string) => createTwilioRecordings({ accountSid, authToken: 'secret', apiBaseUrl });

describe('recordings at Twilio', () => {
  let server: HttpTestServer;
  let answer: (request: Seen, response: ServerResponse) => void;
  const json = (status: number, body: unknown) => (_: Seen, response: ServerResponse) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const form = (index = 0) => Object.fromEntries(new URLSearchParams(server.seen[index]?.body));
  const recorder = () => recorderAt(server.origin);
  const fetched = async () => {
    const outcome = await recorder().fetchRecording('RE1');
    return outcome.ok ? whole(outcome.value) : outcome.failure;
  };

  beforeEach(async () => {
    answer = json(201, { sid: 'RE1' });
    server = await startHttpServer((request, response) => answer(request, response));
  });
  afterEach(() => server.close());

  it('[RCD7] starts a recording of both sides on a running call, told of all that becomes of it', async () => {
    const outcome = await recorder().startRecording('CA1', 'https://voice.example.com/twilio/recording');
    expect(outcome).toEqual({ ok: true, value: null });
    expect(server.seen[0]).toMatchObject({ method: 'POST', url: `${base}/Calls/CA1/Recordings.json` });
    expect(server.seen[0]?.headers.authorization).toBe(basic);
    expect(new URLSearchParams(server.seen[0]?.body).getAll('RecordingStatusCallbackEvent')).toEqual([
      'in-progress',
      'completed',
      'absent',
    ]);
    expect(form()).toMatchObject({
      RecordingChannels: 'dual',
      RecordingStatusCallback: 'https://voice.example.com/twilio/recording',
    });
  });

  it('[RCD7] starts a transcription of both sides', async () => {
    const statusCallbackUrl = 'https://voice.example.com/twilio/transcription?inbound=caller';
    const outcome = await recorder().startTranscription('CA1', { statusCallbackUrl, language: 'de-DE' });
    expect(outcome).toEqual({ ok: true, value: null });
    expect(server.seen[0]).toMatchObject({ method: 'POST', url: `${base}/Calls/CA1/Transcriptions.json` });
    expect(form()).toEqual({
      Name: 'conversation',
      Track: 'both_tracks',
      StatusCallbackUrl: statusCallbackUrl,
      PartialResults: 'false',
      LanguageCode: 'de-DE',
    });
  });

  it('[RCD7] a call that is over cannot be recorded: the refusal is a value', async () => {
    answer = json(400, { code: 21220, message: 'not in-progress', status: 400 });
    expect(await recorder().startRecording('CA1', 'https://voice.example.com/x')).toMatchObject({
      ok: false,
      failure: { reached: true, code: '21220' },
    });
  });

  it('[RCD8] fetches the sound of both channels, as it comes', async () => {
    const sound = wav(3);
    answer = (_, response) => void response.writeHead(200, { 'content-type': 'audio/x-wav' }).end(sound);
    expect(await fetched()).toEqual(Buffer.from(sound));
    expect(server.seen[0]).toMatchObject({ method: 'GET', url: `${base}/Recordings/RE1.wav?RequestedChannels=2` });
    expect(server.seen[0]?.headers.authorization).toBe(basic);
  });

  it('[RCD8] follows to where it lies; no other server gets the credentials', async () => {
    const other = await startHttpServer((_, response) => void response.end('sound'));
    answer = (_, response) => void response.writeHead(307, { location: `${other.origin}/bucket/x?sig=1` }).end();
    expect(String(await fetched())).toBe('sound');
    expect(other.seen).toMatchObject([{ method: 'GET', url: '/bucket/x?sig=1' }]);
    expect(other.seen[0]?.headers.authorization).toBeUndefined();
    await other.close();
  });

  it('[RCD8] a redirect of the same server keeps them; a circle ends', async () => {
    answer = (_, response) => void response.writeHead(302, { location: '/again' }).end();
    expect(await fetched()).toMatchObject({ reached: true, message: expect.stringContaining('302') });
    expect(server.seen.map(({ url, headers }) => [url, headers.authorization]).slice(1)).toEqual([
      ['/again', basic],
      ['/again', basic],
      ['/again', basic],
    ]);
  });

  it.each([
    [404, { code: '20404', retryable: false }],
    [401, { code: null, retryable: false }],
    [429, { code: null, retryable: true }],
    [503, { code: null, retryable: true }],
  ])('[RCD8] an answer of %i is a failure that says what it is', async (status, failure) => {
    answer = (_, response) => void response.writeHead(status).end('no');
    expect(await fetched()).toMatchObject({ reached: true, certain: true, ...failure });
  });

  it('[RCD8] nobody there is a failure, and a stream that breaks off is thrown to whoever reads it', async () => {
    const nobody = await recorderAt(`http://127.0.0.1:${await closedPort()}`).fetchRecording('RE1');
    expect(nobody).toMatchObject({ ok: false, failure: { reached: false, retryable: true } });
    const raw = await startRawServer((socket) => {
      socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort'));
    });
    const cut = await recorderAt(`http://127.0.0.1:${raw.port}`).fetchRecording('RE1');
    if (!cut.ok) throw new Error('it was answered');
    await expect(whole(cut.value)).rejects.toThrow();
    await raw.close();
  });

  it.each([
    [204, null],
    [404, { code: 20404, message: 'not found', status: 404 }],
  ])('[RCD9] deletes a recording; one that is gone already (%i) counts as deleted', async (status, body) => {
    answer = body === null ? (_, response) => void response.writeHead(status).end() : json(status, body);
    expect(await recorder().deleteRecording('RE1')).toEqual({ ok: true, value: null });
    expect(server.seen[0]).toMatchObject({ method: 'DELETE', url: `${base}/Recordings/RE1.json` });
  });

  it('[RCD9] a deletion that is refused is a failure', async () => {
    answer = json(500, { code: 20500, message: 'internal', status: 500 });
    expect(await recorder().deleteRecording('RE1')).toMatchObject({ ok: false, failure: { retryable: true } });
  });
});
