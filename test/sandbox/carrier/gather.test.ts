import { describe, expect, test } from 'vitest';
import { checkTwiml } from '../../../src/sandbox/carrier/check-twiml.ts';
import { parametersOf, startDialling } from './people-support.ts';

const say = 'Please choose a department: one for sales, two for support, or three to hear this again.';
const gather = (attributes = '', inner = `<Say>${say}</Say>`) =>
  `<Gather action="/entered" timeout="3" ${attributes}>${inner}</Gather><Say>Nothing.</Say>`;
const spoken = (events: readonly { readonly type: string }[]) =>
  events.flatMap((event) => (event.type === 'spoken' && 'text' in event ? [event.text] : [])).join('');

test('[PPL20] a key cuts what is being said and, when no more is wanted, goes to the action', async () => {
  const { app, call } = await startDialling(gather('numDigits="1"'));
  const caller = call();
  await caller.next('spoken');
  caller.press('2');
  const { parameters } = await app.request('/entered');
  expect(parameters).toMatchObject({ CallSid: caller.sid, Digits: '2', CallStatus: 'in-progress' });
  expect(parameters).not.toHaveProperty('SpeechResult');
  await caller.next('finished');
  expect(spoken(caller.events)).not.toContain('again');
});

test('[PPL21] keys are collected up to numDigits, the finishing key, or silence', async () => {
  const { app, call } = await startDialling(gather());
  app.answers.set('/entered', '<Response><Redirect>/voice</Redirect></Response>');
  const caller = call();
  await caller.next('asked');
  caller.press('12#9');
  await app.request('/entered');
  await caller.next('asked', caller.events.length);
  caller.press('45');
  await app.request('/entered', app.requests.events.length);
  caller.hangup();
  expect(parametersOf(app, '/entered').map(({ Digits, FinishedOnKey }) => [Digits, FinishedOnKey])).toEqual([
    ['12', '#'],
    ['45', ''],
  ]);
});

test('[PPL22] without an entry the next verb runs; with actionOnEmptyResult the action is asked', async () => {
  const { app, call } = await startDialling(gather());
  const caller = call();
  await caller.next('finished');
  expect(spoken(caller.events)).toBe(`${say}Nothing.`);
  expect(parametersOf(app, '/entered')).toEqual([]);
  app.answers.set('/voice', `<Response>${gather('actionOnEmptyResult="true"')}</Response>`);
  call();
  expect((await app.request('/entered')).parameters.Digits).toBe('');
});

test('[PPL23] words are heard where speech is asked for; they cut what is being said', async () => {
  const { app, call } = await startDialling(gather('input="dtmf speech" speechTimeout="auto" language="en-US"'));
  const caller = call();
  await caller.next('spoken');
  await caller.say('Sales please');
  const { parameters } = await app.request('/entered');
  expect(parameters).toMatchObject({ SpeechResult: 'Sales please', Confidence: expect.stringMatching(/^0\.\d+$/) });
  expect(parameters).not.toHaveProperty('Digits');
});

test('[PPL23] where only keys are asked for, words are nothing', async () => {
  const { app, call } = await startDialling(gather('numDigits="1"'));
  const caller = call();
  await caller.next('asked');
  await caller.say('Sales please');
  expect(caller.events.at(-1)?.type).toBeDefined();
  await caller.next('finished');
  expect(parametersOf(app, '/entered')).toEqual([]);
  expect(caller.events).toContainEqual(expect.objectContaining({ type: 'unheard', what: 'Sales please' }));
});

test('[PPL24] the action is the document itself where none is named', async () => {
  const { app, call } = await startDialling('<Gather numDigits="1"/>');
  const caller = call();
  await caller.next('asked');
  caller.press('5');
  const asked = await app.requests.next(({ path, parameters }) => path === '/voice' && parameters.Digits === '5');
  expect(asked.parameters.CallSid).toBe(caller.sid);
  caller.hangup();
});

describe('[PPL25] the new elements are taken as Twilio spells them, and nothing else', () => {
  const inside = (verbs: string) => checkTwiml(`<Response>${verbs}</Response>`);
  test.each([
    '<Gather input="dtmf speech" numDigits="1" timeout="6" finishOnKey="" action="/a" method="GET" actionOnEmptyResult="true" bargeIn="false" language="de-DE" speechTimeout="auto" hints="a"><Play>x</Play><Pause/></Gather>',
    '<Start><Transcription name="a" statusCallbackUrl="https://a.example/t" languageCode="en-US" track="both_tracks" partialResults="false" transcriptionEngine="deepgram"/></Start>',
    '<Stop><Transcription name="a"/></Stop>',
    '<Start><Recording channels="dual" track="both" recordingStatusCallback="/r" recordingStatusCallbackEvent="completed absent"/></Start>',
    '<Refer action="/a"><Sip>sip:a@b.example?X-A=1</Sip></Refer>',
  ])('[PPL25] taken: %s', (verbs) => expect(inside(verbs)).toMatchObject({ ok: true }));
  test.each([
    ['<Gather numdigits="1"/>', /numDigits/],
    ['<Gather input="dtmf,speech"/>', /input/],
    ['<Gather><Dial>+14155550100</Dial></Gather>', /<Dial> is not allowed in <Gather>/],
    ['<Start><Transcription statusCallback="/t"/></Start>', /no attribute statusCallback/],
    ['<Start><Transcription statusCallbackUrl="/t"/></Start>', /absolute URL/],
    ['<Start><Transcription track="both"/></Start>', /track/],
    ['<Stop><Transcription/></Stop>', /<Stop> needs the name/],
    ['<Start><Recording channels="2"/></Start>', /channels/],
    ['<Refer to="sip:a@b.example"/>', /no attribute to/],
    ['<Refer/>', /exactly one <Sip>/],
    ['<Refer><Number>+14155550100</Number></Refer>', /<Number> is not allowed in <Refer>/],
  ])('[PPL25] refused: %s', (verbs, message) => {
    expect(inside(verbs)).toMatchObject({ ok: false, message: expect.stringMatching(message) });
  });
});
