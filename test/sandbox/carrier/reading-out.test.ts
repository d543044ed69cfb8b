import { expect, test } from 'vitest';
import type { CallEvent } from '../../../src/sandbox/carrier/call-event.ts';
import { CarrierClient } from '../../../src/sandbox/phone/carrier-client.ts';
import { parties, startPair } from './with-call.ts';

const json = { 'content-type': 'application/json' };

async function talking(speed = 1) {
  const { app, carrier } = await startPair({ speed });
  app.answers.set('/voice', app.relay('interruptible="any"'));
  const sid = await new CarrierClient(carrier.url).placeCall({ ...parties, speed });
  await app.frame((frame) => frame.type === 'setup');
  const call = carrier.calls[0];
  if (call === undefined) throw new Error('no call');
  const post = async (act: string, body: unknown) =>
    (
      await fetch(`${carrier.url}/sandbox/calls/${sid}/${act}`, {
        method: 'POST',
        headers: json,
        body: JSON.stringify(body),
      })
    ).status;
  return { app, carrier, call, post };
}

const comings = (events: readonly CallEvent[]) =>
  events.flatMap((event) => (event.type === 'coming' ? [[event.text, event.from, event.utterance]] : []));

test('[PHN4] what is going to be spoken is told before it is, with its place and its talk cycle', async () => {
  const { app, call } = await talking(50);
  app.send({ type: 'text', token: 'Hello ', last: false }, { type: 'text', token: 'there.', last: true });
  await call.next('spoken');
  await call.log.next((event) => event.type === 'speaking' && !event.on);
  app.send({ type: 'text', token: 'More.', last: true });
  await call.log.next((event) => event.type === 'spoken' && event.text === 'More.');
  expect(comings(call.events)).toEqual([
    ['Hello ', 0, 0],
    ['there.', 6, 0],
    ['More.', 12, 12],
  ]);
  const types = call.events.map(({ type }) => type);
  expect(types.indexOf('coming')).toBeLessThan(types.indexOf('spoken'));
});

test('[PHN3] who interrupts a phone that reads out loud reports the words read to their end', async () => {
  const { app, call, post } = await talking();
  app.send({ type: 'text', token: 'We are open from eight to six.', last: true });
  await call.next('coming');
  expect(await post('heard', { position: 0 })).toBe(202);
  await call.next('speaking');
  // In the middle of "open".
  expect(await post('interrupt', { heard: 9 })).toBe(202);
  const frame = await app.frame(({ type }) => type === 'interrupt');
  expect(frame.utteranceUntilInterrupt).toBe('We are');
  expect(call.events.filter(({ type }) => type === 'spoken')).toHaveLength(2);
});

test('[PHN3] so does who talks over it, and a place that is no number is refused', async () => {
  const { app, call, post } = await talking();
  app.send({ type: 'text', token: 'We are open from eight to six.', last: true });
  await call.next('coming');
  await post('heard', { position: 0 });
  await call.next('speaking');
  expect(await post('say', { text: 'Wait', heard: -1 })).toBe(400);
  expect(await post('say', { text: 'Wait', heard: 12 })).toBe(202);
  expect((await app.frame(({ type }) => type === 'interrupt')).utteranceUntilInterrupt).toBe('We are open');
  expect((await app.frame((frame) => frame.last === true)).voicePrompt).toBe('Wait');
});

test('[PHN5] what the document says is read out loud too, and cut where the caller answers early', async () => {
  const { app, carrier } = await startPair({ speed: 1 });
  app.answers.set('/voice', '<Response><Say>Please hold the line.</Say><Hangup/></Response>');
  const call = carrier.placeCall(parties);
  const coming = await call.next('coming');
  expect(coming).toMatchObject({ text: 'Please hold the line.', from: 0, utterance: 0, source: 'say' });
  const report = (position: number) =>
    fetch(`${carrier.url}/sandbox/calls/${call.sid}/heard`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ position }),
    });
  await report(21);
  await call.next('ended');
  const spoken = call.events.flatMap((event) => (event.type === 'spoken' ? [event.text] : []));
  expect(spoken.join('')).toBe('Please hold the line.');
  const [first, last] = [
    call.events.find(({ type }) => type === 'coming'),
    call.events.findLast(({ type }) => type === 'spoken'),
  ];
  // At the rate it takes 1.4 s.
  expect((last?.at ?? 0) - (first?.at ?? 0)).toBeLessThan(1000);
});
