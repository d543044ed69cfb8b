import { expect, onTestFinished, test } from 'vitest';
import { PhoneEntry } from '../../../src/console/contract/phone-stream.ts';
import { desk, phoneBench } from './phone-bench.ts';

/** Reads the stream until it has told so much. */
async function read(url: string, until: (text: string) => boolean, headers: Record<string, string> = {}) {
  const left = new AbortController();
  onTestFinished(() => left.abort());
  const response = await fetch(url, { headers, signal: left.signal });
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (until(text)) break;
  }
  left.abort();
  return { response, ids: [...text.matchAll(/^id: (.*)$/gm)].map(([, id]) => id), text };
}

const entriesOf = (text: string) =>
  [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? '') as unknown);

test('[PHN44] what the stand-in tells is passed on as it comes, in the words of the contract', async () => {
  const { url, ask, carrier } = await phoneBench();
  const finished = read(`${url}/stream`, (text) => text.includes('"finished"'));
  const { body } = await ask('/calls', { ...desk, as: { kind: 'anonymous' } });
  const call = carrier.calls.find(({ sid }) => sid === body.sid);
  await call?.next('speaking');
  call?.hangup();
  const { response, text } = await finished;
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream\b/);
  const entries = entriesOf(text);
  expect(entries.length).toBeGreaterThan(5);
  for (const entry of entries) expect(PhoneEntry.safeParse(entry).error).toBeUndefined();
});

test('[PHN44] the stream goes on after the last entry seen', async () => {
  const { url, ask, carrier } = await phoneBench();
  const { body } = await ask('/calls', { ...desk, as: { kind: 'anonymous' } });
  const call = carrier.calls.find(({ sid }) => sid === body.sid);
  await call?.next('session-started');
  call?.hangup();
  await call?.next('finished');
  const done = (text: string) => text.includes('"finished"');
  const first = await read(`${url}/stream`, done);
  const again = await read(`${url}/stream`, done, { 'last-event-id': first.ids[1] ?? '' });
  expect(again.ids).toEqual(first.ids.slice(2));
  const asked = await read(`${url}/stream?after=${first.ids[1]}`, done);
  expect(asked.ids).toEqual(first.ids.slice(2));
});

test('[PHN44] a page that goes away leaves the people to themselves', async () => {
  const { url, carrier, ask } = await phoneBench();
  const here = new AbortController();
  await fetch(`${url}/stream?plays=people`, { signal: here.signal });
  const played = async (): Promise<boolean> => {
    const { body } = await ask('/calls', { ...desk, as: { kind: 'anonymous' } });
    carrier.calls.find(({ sid }) => sid === body.sid)?.hangup();
    // What the stand-in would do with somebody who is called now.
    const rung = await fetch(`${carrier.url}/2010-04-01/Accounts/AC${'1'.repeat(32)}/Calls.json`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`AC${'1'.repeat(32)}:test-token`).toString('base64')}` },
      body: new URLSearchParams({ To: '+14155550111', From: '+14155550101', Twiml: '<Response><Hangup/></Response>' }),
    });
    const { sid } = (await rung.json()) as { sid: string };
    const leg = carrier.calls.find((one) => one.sid === sid);
    const next = await leg?.log.next(({ type }) => type === 'awaits-hand' || type === 'connected');
    leg?.hangup();
    return next?.type === 'awaits-hand';
  };
  expect(await played()).toBe(true);
  here.abort();
  await expect.poll(played, { timeout: 5000 }).toBe(false);
});
