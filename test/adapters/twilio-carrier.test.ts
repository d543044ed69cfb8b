import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Request, type Response } from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTwilioCarrier } from '../../src/adapters/twilio-carrier.ts';
import type { SmsContent } from '../../src/domain/message.ts';
import type { Carrier } from '../../src/ports.ts';
import { SilentLog } from '../support/silent-log.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const accountSid = `AC${'1'.repeat(32)}`;
const sms: SmsContent = { medium: 'sms', to: '+14155550123', from: '+14155550102', body: 'Hi there' };

/** As much of Twilio's Messages resource as is asked of it here. */
class FakeTwilio {
  readonly seen: {
    method: string;
    path: string;
    authorization: string | undefined;
    form: Record<string, string>;
    query: Record<string, unknown>;
  }[] = [];
  answer: (request: Request, response: Response) => void = (_, response) =>
    void response.status(201).json({ sid: 'SM1', status: 'queued' });
  readonly #server: Server;

  constructor() {
    const app = express();
    app.use(express.urlencoded({ extended: false }));
    app.use((request, response) => {
      const { method, path, query } = request;
      this.seen.push({ method, path, authorization: request.headers.authorization, form: request.body ?? {}, query });
      this.answer(request, response);
    });
    this.#server = createServer(app);
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

describe('the Twilio carrier', () => {
  let twilio: FakeTwilio;
  let url: string;
  let carrier: Carrier;
  const carrierAt = (apiBaseUrl: string) =>
    createTwilioCarrier({
      accountSid,
      authToken: 'secret',
      apiBaseUrl,
      clock: new VirtualClock(),
      log: new SilentLog(),
    });
  const refuse = (status: number, code: number, headers: Record<string, string> = {}) => {
    twilio.answer = (_, response) =>
      void response
        .status(status)
        .set(headers)
        .json({ code, message: `error ${code}`, more_info: '', status });
  };

  beforeEach(async () => {
    twilio = new FakeTwilio();
    url = await twilio.start();
    carrier = carrierAt(url);
  });
  afterEach(() => twilio.stop());

  it("[CAR1] sends at another origin with Twilio's own path, sender, credentials and status callback", async () => {
    expect(await carrier.sendSms(sms, 'https://acme.example/twilio/message-status')).toEqual({
      ok: true,
      value: { vendorId: 'SM1', vendorStatus: 'queued' },
    });
    expect(twilio.seen).toEqual([
      {
        method: 'POST',
        path: `/2010-04-01/Accounts/${accountSid}/Messages.json`,
        authorization: `Basic ${Buffer.from(`${accountSid}:secret`).toString('base64')}`,
        form: {
          To: sms.to,
          From: sms.from,
          Body: sms.body,
          StatusCallback: 'https://acme.example/twilio/message-status',
        },
        query: {},
      },
    ]);
  });

  it('[CAR1] a Messaging Service is named as one; no callback URL, no callback', async () => {
    const service = `MG${'a'.repeat(32)}`;
    await carrier.sendSms({ ...sms, from: service }, null);
    expect(twilio.seen[0]?.form).toEqual({ To: sms.to, MessagingServiceSid: service, Body: sms.body });
  });

  it.each([
    [400, 21211, { certain: true, retryable: false }],
    [400, 21610, { certain: true, retryable: false }],
    [403, 20003, { certain: true, retryable: false }],
    [400, 21611, { certain: true, retryable: true }],
    [429, 20429, { certain: true, retryable: true }],
    [500, 20500, { certain: false, retryable: true }],
    [503, 20503, { certain: false, retryable: true }],
  ])('[CAR2] an answer %i with code %i', async (status, code, expected) => {
    refuse(status, code);
    expect(await carrier.sendSms(sms, null)).toMatchObject({
      ok: false,
      failure: { reached: true, code: `${code}`, message: `error ${code}`, ...expected },
    });
    expect(twilio.seen).toHaveLength(1);
  });

  it('[CAR2] how long to wait, where Twilio says so', async () => {
    refuse(429, 20429, { 'Retry-After': '7' });
    expect(await carrier.sendSms(sms, null)).toMatchObject({ failure: { retryAfterMs: 7000 } });
  });

  it('[CAR3] a refused connection is certain, a cut or nonsensical answer is not', async () => {
    twilio.answer = (request) => void request.socket.destroy();
    expect(await carrier.sendSms(sms, null)).toMatchObject({
      ok: false,
      failure: { reached: false, certain: false, retryable: true },
    });
    for (const body of ['<html>', '{}', '', '[]', 'null']) {
      twilio.answer = (_, response) => void response.status(201).type('json').send(body);
      expect(await carrier.sendSms(sms, null)).toMatchObject({ ok: false, failure: { certain: false } });
    }
    for (const body of ['<html>', '', '[]']) {
      twilio.answer = (_, response) => void response.status(502).send(body);
      expect(await carrier.sendSms(sms, null)).toMatchObject({ ok: false, failure: { certain: false, code: null } });
    }
    const gone = new FakeTwilio();
    const closed = await gone.start();
    await gone.stop();
    expect(await carrierAt(closed).sendSms(sms, null)).toMatchObject({
      ok: false,
      failure: { reached: false, certain: true, retryable: true },
    });
  });

  it('[CAR3] an answer that does not come within 8 s is uncertain', { timeout: 12_000 }, async () => {
    twilio.answer = () => {};
    const began = performance.now();
    expect(await carrier.sendSms(sms, null)).toMatchObject({
      ok: false,
      failure: { reached: false, certain: false, retryable: true },
    });
    expect(performance.now() - began).toBeLessThan(9500);
  });

  it('[CAR4] finds a text by recipient, sender, words and time', async () => {
    const since = Date.UTC(2026, 10, 24, 17, 0, 0);
    const made = (sid: string, some: object) => ({
      sid,
      to: sms.to,
      from: sms.from,
      body: sms.body,
      status: 'sent',
      date_created: 'Tue, 24 Nov 2026 17:00:03 +0000',
      date_sent: null,
      ...some,
    });
    const listed: object[] = [
      made('SM2', { body: 'other' }),
      made('SM3', { to: '+12125550147' }),
      made('SM4', { date_created: 'Tue, 24 Nov 2026 16:50:00 +0000' }),
    ];
    twilio.answer = (_, response) =>
      void response.json({ messages: listed, page: 0, page_size: 50, next_page_uri: null });
    expect(await carrier.findSms(sms, since)).toEqual({ ok: true, value: null });
    expect(twilio.seen[0]).toMatchObject({ method: 'GET', query: { To: sms.to, From: sms.from } });
    listed.push(made('SM5', {}));
    expect(await carrier.findSms(sms, since)).toEqual({ ok: true, value: { vendorId: 'SM5', vendorStatus: 'sent' } });
    listed.splice(0, 4, made('SM6', { date_created: 'nonsense' }));
    expect(await carrier.findSms(sms, since)).toMatchObject({ value: { vendorId: 'SM6' } });
  });

  it('[CAR4] a look-up that fails is a failure, not a "not found"', async () => {
    refuse(500, 20500);
    expect(await carrier.findSms(sms, 0)).toMatchObject({ ok: false });
    twilio.answer = (_, response) => void response.send('<html>');
    expect(await carrier.findSms(sms, 0)).toMatchObject({ ok: false });
  });
});
