import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Request, type Response } from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTwilioCalls } from '../../src/adapters/twilio-calls.ts';
import type { CallPlacer, NewOutboundCall } from '../../src/ports/call-placer.ts';

const accountSid = `AC${'1'.repeat(32)}`;
const calls = `/2010-04-01/Accounts/${accountSid}/Calls`;
const call: NewOutboundCall = {
  to: '+14155550111',
  from: '+14155550101',
  url: 'https://acme.example/twilio/callback/answered?callback=cb1&attempt=1',
  statusCallbackUrl: 'https://acme.example/twilio/callback/status?callback=cb1&attempt=1',
  ringSeconds: 25,
  limitSeconds: 3600,
  detectMachine: false,
};

/** As much of Twilio's Calls resource as is asked of it here. */
class FakeTwilio {
  readonly seen: { method: string; path: string; form: Record<string, unknown>; query: Record<string, unknown> }[] = [];
  answer: (request: Request, response: Response) => void = (_, response) =>
    void response.status(201).json({ sid: 'CA1', status: 'queued', date_created: 'Tue, 24 Nov 2026 17:00:03 +0000' });
  readonly #server: Server;

  constructor() {
    const app = express();
    app.use(express.urlencoded({ extended: false }));
    app.use((request, response) => {
      const { method, path, query } = request;
      this.seen.push({ method, path, form: { ...(request.body ?? {}) }, query: { ...query } });
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

describe("calls over Twilio's REST API", () => {
  let twilio: FakeTwilio;
  let placer: CallPlacer;
  const refuse = (status: number, code: number) => {
    twilio.answer = (_, response) =>
      void response.status(status).json({ code, message: `error ${code}`, more_info: '', status });
  };

  beforeEach(async () => {
    twilio = new FakeTwilio();
    placer = createTwilioCalls({ accountSid, authToken: 'secret', apiBaseUrl: await twilio.start() });
  });
  afterEach(() => twilio.stop());

  it('[CBR30] a call is placed with its URLs, all four reports, its ring time and its limit', async () => {
    const at = Date.UTC(2026, 10, 24, 17, 0, 3);
    expect(await placer.placeCall(call)).toEqual({
      ok: true,
      value: { callSid: 'CA1', status: 'queued', createdAt: at },
    });
    expect(twilio.seen).toEqual([
      {
        method: 'POST',
        path: `${calls}.json`,
        form: {
          To: call.to,
          From: call.from,
          Url: call.url,
          StatusCallback: call.statusCallbackUrl,
          StatusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
          Timeout: '25',
          TimeLimit: '3600',
        },
        query: {},
      },
    ]);
    await placer.placeCall({ ...call, detectMachine: true });
    expect(twilio.seen[1]?.form).toMatchObject({ MachineDetection: 'DetectMessageEnd' });
  });

  it.each([
    [400, 21211, { certain: true, retryable: false }],
    [429, 20429, { certain: true, retryable: true }],
    [500, 20500, { certain: false, retryable: true }],
  ])('[CBR30] an answer %i with code %i', async (status, code, expected) => {
    refuse(status, code);
    expect(await placer.placeCall(call)).toMatchObject({ ok: false, failure: { code: `${code}`, ...expected } });
  });

  it('[CBR30] a cut or nonsensical answer leaves it open whether there is a call', async () => {
    twilio.answer = (request) => void request.socket.destroy();
    expect(await placer.placeCall(call)).toMatchObject({ ok: false, failure: { certain: false } });
    for (const body of ['<html>', '{}', '', '[]']) {
      twilio.answer = (_, response) => void response.status(201).type('json').send(body);
      expect(await placer.placeCall(call)).toMatchObject({ ok: false, failure: { certain: false } });
    }
  });

  it('[CBR31] calls between two parties are found by when they were made, queued ones too', async () => {
    const made = (sid: string, time: string | null) => ({ sid, status: 'queued', date_created: time });
    twilio.answer = (_, response) =>
      void response.json({
        calls: [
          made('CA3', 'Tue, 24 Nov 2026 17:00:03 +0000'),
          made('CA2', null),
          made('CA1', 'Tue, 24 Nov 2026 16:50:00 +0000'),
        ],
        page: 0,
        page_size: 50,
        next_page_uri: null,
      });
    const found = await placer.findCalls({ to: call.to, from: call.from }, Date.UTC(2026, 10, 24, 17, 0, 0));
    expect(found.ok && found.value.map(({ callSid }) => callSid)).toEqual(['CA3', 'CA2']);
    expect(twilio.seen[0]).toMatchObject({ method: 'GET', query: { To: call.to, From: call.from } });
  });

  it('[CBR31] what Twilio has asked on behalf of a call is known', async () => {
    twilio.answer = (_, response) =>
      void response.json({
        events: [{ request: { method: 'POST', url: call.statusCallbackUrl }, response: {} }, { request: null }, {}],
        page: 0,
        page_size: 50,
        next_page_uri: null,
      });
    expect(await placer.requestsOfCall('CA3')).toEqual({ ok: true, value: [call.statusCallbackUrl] });
    expect(twilio.seen[0]?.path).toBe(`${calls}/CA3/Events.json`);
  });

  it('[CBR31] a look-up that fails is a failure, not a "none"', async () => {
    refuse(500, 20500);
    expect(await placer.findCalls(call, 0)).toMatchObject({ ok: false });
    expect(await placer.requestsOfCall('CA3')).toMatchObject({ ok: false });
    twilio.answer = (_, response) => void response.send('<html>');
    expect(await placer.findCalls(call, 0)).toMatchObject({ ok: false });
  });

  it('[CBR32] a call is ended, and one that is over counts as ended', async () => {
    twilio.answer = (_, response) => void response.json({ sid: 'CA1', status: 'completed' });
    expect(await placer.endCall('CA1')).toEqual({ ok: true, value: null });
    expect(twilio.seen[0]).toMatchObject({ path: `${calls}/CA1.json`, form: { Status: 'completed' } });
    refuse(400, 21220);
    expect(await placer.endCall('CA1')).toEqual({ ok: true, value: null });
    refuse(404, 20404);
    expect(await placer.endCall('CA1')).toEqual({ ok: true, value: null });
    refuse(500, 20500);
    expect(await placer.endCall('CA1')).toMatchObject({ ok: false });
  });
});
