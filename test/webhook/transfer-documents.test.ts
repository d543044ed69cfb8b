import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { CONSENT, DESK, NO_ANSWER, TransferBench, WHISPER, WHISPER_KEY } from './transfer-bench.ts';
import { CALLER } from './webhook-bench.ts';

const TARGETS = [
  { id: 'desk', number: DESK },
  { id: 'night', sip_uri: 'sip:night@pbx.example.com', ring_seconds: 30 },
];
let bench: TransferBench;
const open = async (transfer: Record<string, unknown>, call: Record<string, string> = {}) => {
  bench = await new TransferBench({ targets: TARGETS, ...transfer }).open();
  await bench.voice(call);
};
afterEach(() => bench.close());

const golden = (name: string): string => readFileSync(`twiml/${name}.xml`, 'utf8');
/** Without what differs from call to call: the token, the id, and where a line of that length breaks. */
const normal = (text: string): string =>
  text
    .replace(/relay\?[^"]*/, 'relay')
    .replace(/value="call_\w+"/, '')
    .replace(/\s+/g, ' ');

describe('the documents a transfer is made of are those in twiml/', () => {
  it('[XFR70] a bridge, what the agent hears and the key that connects them', async () => {
    await open({});
    await bench.store.saveContacts([
      {
        ...{ id: 'contact_1', siteId: 'acme', name: 'Dana Reyes', identifiers: [CALLER] },
        ...{ callbackNumber: null, email: null, language: null, timeZone: null, notes: null },
      },
    ]);
    const document = await bench.handOff();
    expect(document).toBe(golden('bridge'));
    const asked = await bench.onAgentLeg(document, WHISPER);
    expect(asked).toBe(golden('whisper'));
    expect(await bench.onAgentLeg(asked, WHISPER_KEY, { Digits: '1' })).toBe(golden('nothing'));
    expect(await bench.dialEnded(document, { DialCallStatus: 'completed', DialBridged: 'true' })).toBe(
      golden('hang-up'),
    );
  });

  it('[XFR70] announced, recorded and transcribed; the next target; back to the bot', async () => {
    await open({ recording: 'announce', transcription: true });
    const first = await bench.handOff();
    expect(first).toBe(golden('bridge-recorded'));
    const next = await bench.dialEnded(first, NO_ANSWER);
    expect(next).toBe(golden('bridge-next-target'));
    expect(normal(await bench.dialEnded(next, NO_ANSWER))).toBe(normal(golden('back-to-bot-transcribed')));
  });

  it('[XFR70] the question, and back to the bot after a no', async () => {
    await open({ recording: 'ask', transcription: true, targets: TARGETS.slice(0, 1) });
    const question = await bench.handOff();
    expect(question).toBe(golden('ask-recording'));
    const document = await bench.follow(question, CONSENT, { Digits: '2' });
    expect(document).toBe(golden('bridge'));
    expect(normal(await bench.dialEnded(document, NO_ANSWER))).toBe(normal(golden('back-to-bot')));
  });

  it('[XFR70] a REFER', async () => {
    await open({ method: 'sip_refer', sip_domain: 'pbx.example.com' }, { From: 'sip:joe@office.example.com' });
    expect(await bench.handOff()).toBe(golden('refer'));
  });

  it('[XFR70] nobody is there', async () => {
    await open({ targets: [{ ...TARGETS[0], hours: { sunday: ['01:00-02:00'] } }] });
    expect(normal(await bench.handOff())).toBe(normal(golden('nobody-there')));
  });
});
