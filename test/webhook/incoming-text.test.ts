import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Site } from '../../src/domain/site.ts';
import { textedSites } from '../../src/domain/texted-sites.ts';
import { settle } from '../support/virtual-clock.ts';
import { CALLER, LINE, site, WebhookBench } from './webhook-bench.ts';

const SERVICE = `MG${'0'.repeat(32)}`;
const other = Site.parse({
  ...site({ numbers: ['+14155550102'], sms_from: LINE }),
  id: 'sender',
});
const service = Site.parse({ ...site({ numbers: ['+14155550103'], sms_from: SERVICE }), id: 'service' });
const stranger = Site.parse({ ...site({ numbers: ['+14155550104'] }), id: 'stranger' });

let bench: WebhookBench;
let counted: string[];
/** Called with every request that reaches the server. */
let arrived: () => void;
beforeEach(async () => {
  bench = new WebhookBench();
  counted = [];
  arrived = () => undefined;
  const { siteBook, metrics, verifier } = bench.ports();
  await bench.open({
    siteBook: { ...siteBook, sites: () => [bench.site, other, service, stranger] },
    verifier: {
      verify(request) {
        arrived();
        return verifier.verify(request);
      },
    },
    metrics: { ...metrics, count: (name, labels) => void counted.push(`${name} ${Object.values(labels ?? {})}`) },
  });
});
afterEach(() => bench.close());

const text = (Body: string, form: Readonly<Record<string, string>> = {}) =>
  bench.post('/twilio/sms', { MessageSid: 'SM1', From: CALLER, To: LINE, Body, ...form });
const optedOut = async (number = CALLER) => {
  const sites = ['acme', 'sender', 'service', 'stranger'];
  const answers = await Promise.all(sites.map((id) => bench.store.isOptedOut(id, 'sms', number)));
  return sites.filter((_id, index) => answers[index]);
};

describe('POST /twilio/sms', () => {
  it('[ITX1] STOP is kept for every site behind the number', async () => {
    await text('Stop.');
    expect(await optedOut()).toEqual(['acme', 'sender']);
    expect(await bench.store.isOptedOut('acme', 'email', CALLER)).toBe(false);
  });

  it('[ITX1] and for those behind its Messaging Service', async () => {
    await text('STOP', { To: '+14155550199', MessagingServiceSid: SERVICE });
    expect(await optedOut()).toEqual(['service']);
  });

  it('[ITX1] a number nobody has concerns nobody', () => {
    const sites = [bench.site, other, service, stranger];
    expect(textedSites(sites, { number: '', messagingService: null })).toEqual([]);
    expect(textedSites(sites, { number: '+14155550199', messagingService: null })).toEqual([]);
    expect(textedSites(sites, { number: '+14155550104', messagingService: SERVICE })).toEqual([service, stranger]);
  });

  it('[ITX2] START lifts it, also what was said on the phone', async () => {
    await bench.store.setOptOut('acme', 'sms', CALLER, true, 0, 'spoken');
    await text('STOP');
    await text('start');
    expect(await optedOut()).toEqual([]);
    await text('Stopp bitte', { OptOutType: 'STOP' });
    expect(await optedOut()).toEqual(['acme', 'sender']);
  });

  it('[ITX3] HELP and anything else change nothing and leave nothing of themselves in the log', async () => {
    await text('STOP');
    await text('HELP');
    await text('Where is my boiler?');
    await text('START', { OptOutType: 'HELP' });
    expect(await optedOut()).toEqual(['acme', 'sender']);
    expect(bench.log.filter((line) => line.startsWith('a text came in'))).toHaveLength(4);
    expect(bench.log.join()).not.toMatch(/4155550|boiler/);
    const kinds = counted.filter((line) => line.startsWith('attendant_incoming_texts_total'));
    expect(kinds.map((line) => line.split(' ')[1])).toEqual(['stop', 'help', 'other', 'help']);
  });

  it('[ITX4] every answer is an empty document', async () => {
    for (const body of ['STOP', 'START', 'HELP', 'hello', '', '<Response>']) {
      const { status, type, text: document } = await text(body);
      expect([status, type]).toEqual([200, expect.stringContaining('text/xml')]);
      expect(document).toContain('<Response/>');
    }
  });

  it('[ITX4] an unsigned one is refused and has no effect', async () => {
    const form = { MessageSid: 'SM1', From: CALLER, To: LINE, Body: 'STOP' };
    expect((await bench.post('/twilio/sms', form, {})).status).toBe(403);
    expect(await optedOut()).toEqual([]);
  });

  it('[ITX5] a sender that is no number is ignored', async () => {
    const senders = ['', 'ACME', 'whatsapp:+14155550121', '4155550121', '+1', '+14155550121;ext=1', '12345'];
    for (const From of senders) expect((await text('STOP', { From })).status).toBe(200);
    for (const From of senders) expect(await optedOut(From)).toEqual([]);
    expect((await bench.post('/twilio/sms', {})).status).toBe(200);
    expect(counted.filter((line) => line === 'attendant_incoming_texts_total ignored')).toHaveLength(8);
  });

  it('[ITX6] with the store away it is 503, and the repeated text counts', async () => {
    bench.store.away = true;
    expect((await text('STOP')).status).toBe(503);
    bench.store.away = false;
    expect(await optedOut()).toEqual([]);
    expect((await text('STOP')).status).toBe(200);
    expect(await optedOut()).toEqual(['acme', 'sender']);
  });

  it('[ITX6] with a store that hangs it is 503 before Twilio gives up', async () => {
    let asked = (): void => undefined;
    const hanging = new Promise<void>((resolve) => {
      asked = resolve;
    });
    bench.store.setOptOut = () => {
      asked();
      return new Promise(() => {});
    };
    const answer = text('STOP');
    await hanging;
    await bench.clock.advance(10_000);
    expect((await answer).status).toBe(503);
    expect(bench.clock.pending).toBe(0);
  });

  it('[ITX7] a START right behind a STOP is taken after it, though the STOP takes long', async () => {
    const set = bench.store.setOptOut.bind(bench.store);
    let begun = (): void => undefined;
    const first = new Promise<void>((resolve) => {
      begun = resolve;
    });
    let release = (): void => undefined;
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    bench.store.setOptOut = async (...given) => {
      begun();
      if (given[3]) await slow;
      return set(...given);
    };
    const stopping = text('STOP');
    await first;
    const second = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const starting = text('START');
    await second;
    await settle();
    release();
    await Promise.all([stopping, starting]);
    expect(await optedOut()).toEqual([]);
  });
});
