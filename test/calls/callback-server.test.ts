import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTwilioRequestVerifier } from '../../src/adapters/twilio-request-verifier.ts';
import { type App, createApp } from '../../src/app.ts';
import { CallbackBench, ORIGIN } from '../jobs/callback-bench.ts';
import { bookOf, DESK, DISPATCH, minute, TUESDAY_TEN } from '../support/callback-samples.ts';
import { ScriptedModel } from '../support/scripted-model.ts';
import { settle } from '../support/virtual-clock.ts';

const TOKEN = 'secret';

/** The whole server, with callbacks due. */
function createServer(bench: CallbackBench): App {
  return createApp({
    siteBook: bookOf(() => bench.site),
    store: bench.store,
    jobs: { enqueue: async () => undefined, work: async () => undefined, stop: async () => undefined },
    journal: { append: () => undefined, flush: async () => undefined, close: async () => undefined },
    model: new ScriptedModel(bench.clock, []),
    announceCallback: async () => null,
    deliver: async () => null,
    followUp: async () => {},
    followUpCall: async () => {},
    verifier: createTwilioRequestVerifier(TOKEN),
    clock: bench.clock,
    ids: { next: (prefix) => `${prefix}_1`, token: () => 'token' },
    log: bench.log,
    metrics: { count() {}, observe() {}, gauge() {}, render: async () => '' },
    publicUrl: () => ORIGIN,
    consolePassword: null,
    sandbox: () => null,
    placer: bench.placer,
  });
}

describe('the server and its callbacks', () => {
  let bench: CallbackBench;
  let app: App;

  beforeEach(async () => {
    bench = new CallbackBench(TUESDAY_TEN);
    app = createServer(bench);
    await new Promise<void>((resolve) => app.server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    app.server.closeAllConnections();
    await new Promise((resolve) => app.server.close(resolve));
  });

  async function report(CallSid: string, CallStatus: string): Promise<number> {
    const path = '/twilio/callback/status?callback=callback_1&attempt=1';
    const form = { CallSid, CallStatus };
    const data = `${ORIGIN}${path}CallSid${CallSid}CallStatus${CallStatus}`;
    const { port } = app.server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { 'X-Twilio-Signature': createHmac('sha1', TOKEN).update(data).digest('base64') },
    });
    return response.status;
  }

  it('[CBR35] are placed from its start on; a report is followed at once; draining ends it', async () => {
    await bench.book();
    await bench.clock.advance(1000);
    expect(bench.placer.calls).toEqual([]);
    await app.start();
    await settle();
    expect(bench.placer.calls).toMatchObject([{ to: DESK }]);
    expect(await report('CA1', 'no-answer')).toBe(204);
    await settle();
    expect(bench.placer.calls).toMatchObject([{ to: DESK }, { to: DISPATCH }]);
    await app.drain(0);
    await bench.book({ id: 'callback_2', toolCallId: 'tool_2', phone: '+14155550124' });
    await bench.clock.advance(minute);
    expect(bench.placer.calls).toHaveLength(2);
  });
});
