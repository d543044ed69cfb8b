import { expect, test } from 'vitest';
import type { SimulatedCall } from '../../../src/sandbox/carrier/simulated-call.ts';
import { type Clock, realClock, scaledClock } from '../../../src/sandbox/real-clock.ts';
import { actsOf, agent, parametersOf, startDialling } from './people-support.ts';

const dial = `<Dial action="/dialled" timeout="20"><Number url="/whisper">${agent}</Number></Dial>`;
const json = { 'content-type': 'application/json' };

/** A caller whose call is being put through to somebody. */
async function ringing(does: 'by-hand' | 'accepts' | null, speed = 20, clock: Clock = realClock) {
  const world = await startDialling(dial, { speed, clock });
  world.app.answers.set('/dialled', '<Response><Hangup/></Response>');
  if (does !== null) world.carrier.setPerson(agent, { does });
  const post = async (leg: SimulatedCall, act: string, body: unknown = {}) => {
    const url = `${world.carrier.url}/sandbox/calls/${leg.sid}/${act}`;
    const response = await fetch(url, { method: 'POST', headers: json, body: JSON.stringify(body) });
    return { status: response.status, answer: (await response.json()) as { message?: string } };
  };
  const call = world.call();
  const leg = async () => {
    const rings = await call.log.next((event) => event.type === 'person' && event.does === 'rings');
    const sid = rings.type === 'person' ? rings.sid : '';
    const found = world.carrier.calls.find((one) => one.sid === sid);
    if (found === undefined) throw new Error('nobody was dialled');
    return found;
  };
  return { ...world, dialling: call, leg, post };
}

test('[PHN10] somebody played by hand rings until taken, hears the whisper, presses 1 and talks', async () => {
  const { dialling, leg, post } = await ringing('by-hand');
  const other = await leg();
  await other.next('awaits-hand');
  expect(await post(other, 'answer')).toMatchObject({ status: 202 });
  await other.next('asked');
  await post(other, 'press', { digits: '1' });
  await dialling.next('bridged');
  await post(other, 'say', { text: 'Kim speaking.' });
  await dialling.log.next((event) => event.type === 'person' && event.does === 'says');
  await dialling.say('Hello Kim.');
  await other.log.next((event) => event.type === 'person' && event.text === 'Hello Kim.');
  await post(other, 'hangup');
  await dialling.next('dialed');
  expect(actsOf(dialling)).toEqual([
    'rings',
    'picks-up',
    'hears: Call from Ann. Press 1.',
    'presses: 1',
    'says: Kim speaking.',
    'ends: completed',
  ]);
});

test('[PHN11] played by hand one declines: busy', async () => {
  const { app, dialling, leg, post } = await ringing('by-hand');
  await post(await leg(), 'decline');
  await dialling.next('finished');
  expect(parametersOf(app, '/dialled')[0]).toMatchObject({ DialCallStatus: 'busy', DialBridged: 'false' });
});

test('[PHN11] played by hand one lets it ring, until whoever dials gives up', async () => {
  const { app, dialling, leg } = await ringing('by-hand', 100);
  await leg();
  await dialling.next('finished');
  expect(parametersOf(app, '/dialled')[0]).toMatchObject({ DialCallStatus: 'no-answer' });
});

test('[PHN12] a phone that does not ring, or that answers by itself, is not answered by hand', async () => {
  const { dialling, leg, post } = await ringing('accepts');
  const other = await leg();
  const refused = await post(other, 'answer');
  expect(refused.status).toBe(409);
  expect(refused.answer.message).toMatch(/ring/);
  expect((await post(dialling, 'decline')).status).toBe(409);
  const hand = await ringing('by-hand');
  const held = await hand.leg();
  await held.next('awaits-hand');
  expect((await hand.post(held, 'answer')).status).toBe(202);
  expect((await hand.post(held, 'decline')).status).toBe(409);
});

test('[PHN13] while a phone plays people they ring there; before, after, and where set, they act by themselves', async () => {
  const { carrier, call } = await startDialling(dial, { speed: 20 });
  const handed = async (): Promise<boolean> => {
    const from = carrier.begunLegs.events.length;
    const placed = call();
    const leg = await carrier.begunLegs.next(({ to }) => to === agent, from);
    const other = carrier.calls.find(({ sid }) => sid === leg.sid);
    await other?.next('ringing');
    const next = await other?.log.next(
      ({ type }) => type === 'awaits-hand' || type === 'connected' || type === 'ended',
    );
    placed.hangup();
    return next?.type === 'awaits-hand';
  };
  expect(await handed()).toBe(false);
  const here = new AbortController();
  await fetch(`${carrier.url}/sandbox/desk/events?plays=people`, { signal: here.signal });
  // A stream that only watches changes nothing.
  const watching = new AbortController();
  await fetch(`${carrier.url}/sandbox/desk/events`, { signal: watching.signal });
  expect(await handed()).toBe(true);
  carrier.setPerson(agent, { does: 'accepts' });
  expect(await handed()).toBe(false);
  carrier.setPerson(agent, null);
  expect(await handed()).toBe(true);
  here.abort();
  await expect.poll(handed, { timeout: 5000 }).toBe(false);
  watching.abort();
});

test('[PHN14] whoever was played by hand hangs up when nobody has been there to play them for a while', async () => {
  // Twenty seconds of the world are a fiftieth of one.
  const { carrier, dialling, leg, post } = await ringing(null, 1, scaledClock(realClock, 50));
  const here = new AbortController();
  await fetch(`${carrier.url}/sandbox/desk/events?plays=people`, { signal: here.signal });
  const other = await leg();
  await other.next('awaits-hand');
  await post(other, 'answer');
  await other.next('asked');
  await post(other, 'press', { digits: '1' });
  await dialling.next('bridged');
  here.abort();
  expect(await other.next('ended')).toMatchObject({ by: 'caller' });
});
