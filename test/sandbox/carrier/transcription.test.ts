import { expect, test } from 'vitest';
import { agent, parametersOf, rest, startDialling } from './people-support.ts';
import { accountSid } from './with-call.ts';

/** Track and words of what was transcribed, in the order it was told. */
const wordsIn = (told: readonly Readonly<Record<string, string>>[]) =>
  told
    .filter(({ TranscriptionEvent }) => TranscriptionEvent === 'transcription-content')
    .map(({ Track, TranscriptionData }) => [Track, JSON.parse(TranscriptionData ?? '{}').transcript]);

async function transcribed(verbs: string, attributes = '') {
  const pair = await startDialling('');
  const start = `<Start><Transcription name="talk" statusCallbackUrl="${pair.app.url}/words" ${attributes}/></Start>`;
  pair.app.answers.set('/voice', `<Response>${start}${verbs}</Response>`);
  return pair;
}

test('[PPL30] both sides of a bridge are transcribed, each on its track, with Twilio’s fields', async () => {
  const { app, carrier, call } = await transcribed(`<Dial action="/dialled">${agent}</Dial>`, 'languageCode="en-GB"');
  carrier.setPerson(agent, { does: 'accepts', says: ['Kim speaking.'], talkMs: null });
  const caller = call();
  await caller.log.next((event) => event.type === 'person' && event.does === 'says');
  await caller.say('My heating is broken.');
  caller.hangup();
  await app.requests.next(({ parameters }) => parameters.TranscriptionEvent === 'transcription-stopped');
  const told = parametersOf(app, '/words');
  expect(wordsIn(told)).toEqual([
    ['outbound_track', 'Kim speaking.'],
    ['inbound_track', 'My heating is broken.'],
  ]);
  expect(told.map(({ SequenceId }) => SequenceId)).toEqual(['1', '2', '3', '4']);
  expect(told[0]).toMatchObject({
    TranscriptionEvent: 'transcription-started',
    Name: 'talk',
    Track: 'both_tracks',
    LanguageCode: 'en-GB',
    TranscriptionEngine: 'google',
    PartialResults: 'false',
  });
  expect(told[1]).toMatchObject({ Final: 'true', LanguageCode: 'en-GB' });
  for (const one of told) {
    expect(one).toMatchObject({ AccountSid: accountSid, CallSid: caller.sid });
    expect(one.TranscriptionSid).toMatch(/^GT[0-9a-f]{32}$/);
    expect(one.Timestamp).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(one).not.toHaveProperty('From');
  }
});

test('[PPL31] what is said to the caller is the outbound track; <Stop> ends it', async () => {
  const stop = '<Stop><Transcription name="talk"/></Stop>';
  const { app, call } = await transcribed(`<Say>Please hold.</Say>${stop}<Say>Not this.</Say>`);
  const caller = call();
  await caller.next('finished');
  expect(wordsIn(parametersOf(app, '/words'))).toEqual([['outbound_track', 'Please hold.']]);
  expect(parametersOf(app, '/words').at(-1)?.TranscriptionEvent).toBe('transcription-stopped');
});

test('[PPL31] one track alone where only that is asked for', async () => {
  const { app, carrier, call } = await transcribed(`<Dial>${agent}</Dial>`, 'track="inbound_track"');
  carrier.setPerson(agent, { does: 'accepts', says: ['Kim speaking.'], talkMs: null });
  const caller = call();
  await caller.log.next((event) => event.type === 'person' && event.does === 'says');
  await caller.say('Hello.');
  caller.hangup();
  await caller.next('finished');
  expect(wordsIn(parametersOf(app, '/words'))).toEqual([['inbound_track', 'Hello.']]);
});

test('[PPL32] a transcription is started and stopped by REST, on a running call only', async () => {
  const { app, carrier, call } = await startDialling('<Say>One.</Say><Pause length="60"/>');
  const caller = call();
  await caller.next('spoken');
  const path = `/Calls/${caller.sid}/Transcriptions.json`;
  const form = { Name: 'talk', StatusCallbackUrl: `${app.url}/words`, LanguageCode: 'en-US', Track: 'both_tracks' };
  const started = await rest(carrier.url, 'POST', path, form);
  expect(started).toMatchObject({ status: 201, body: { name: 'talk', status: 'in-progress', call_sid: caller.sid } });
  await caller.say('Anybody there?');
  const stopped = await rest(carrier.url, 'POST', path.replace('.json', '/talk.json'), { Status: 'stopped' });
  expect(stopped).toMatchObject({ status: 200, body: { status: 'stopped' } });
  caller.hangup();
  await caller.next('finished');
  expect(wordsIn(parametersOf(app, '/words'))).toEqual([['inbound_track', 'Anybody there?']]);
  expect(await rest(carrier.url, 'POST', path, form)).toMatchObject({ status: 400, body: { code: 21220 } });
});
