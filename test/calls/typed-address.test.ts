import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createTwilioRequestVerifier } from '../../src/adapters/twilio-request-verifier.ts';
import { type App, createApp } from '../../src/app.ts';
import type { Call } from '../../src/domain/call.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { finished, ScriptedModel, text } from '../support/scripted-model.ts';
import { SilentLog } from '../support/silent-log.ts';
import { testLine } from '../support/test-line.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const inForce = testLine();
const publicUrl = 'https://voice.example.com';
const from = { kind: 'withheld' } as const;

describe('an address typed into the form of a running call', () => {
  const clock = new VirtualClock();
  const store = new MemoryStore();
  let app: App;
  let socket: WebSocket;
  let port: number;

  beforeEach(async () => {
    const place = { siteId: 'testers', lineId: 'desk', to: '+14155550101', startedAt: clock.now() };
    const call: Call = { id: 'call_1', callSid: 'CA1', direction: 'inbound', from, ...place };
    await store.openCall({ call, siteVersion: 'v' });
    await store.saveRelayToken('relay-token', 'CA1', { expiresAt: clock.now() + 60_000, reusable: false });
    await store.saveForm('form-token', { callId: 'call_1', expiresAt: clock.now() + 60_000 });
    app = createApp({
      siteBook: { lineForNumber: () => inForce, lineAtVersion: async () => inForce, sites: () => [inForce.site] },
      store,
      jobs: {
        enqueue: async () => undefined,
        work: async () => undefined,
        stop: async () => undefined,
      },
      journal: { append: () => undefined, flush: async () => undefined, close: async () => undefined },
      model: new ScriptedModel(clock, [[text('You typed jane@example.com. Is that right?'), finished]]),
      announceCallback: async () => null,
      deliver: async () => null,
      followUp: async () => {},
      followUpCall: async () => {},
      verifier: createTwilioRequestVerifier('secret'),
      clock,
      ids: { next: (prefix) => `${prefix}_1`, token: () => 'token' },
      log: new SilentLog(),
      metrics: { count() {}, observe() {}, gauge() {}, render: async () => '' },
      publicUrl: () => publicUrl,
      consolePassword: null,
      sandbox: () => null,
    });
    await new Promise<void>((resolve) => app.server.listen(0, '127.0.0.1', resolve));
    port = (app.server.address() as AddressInfo).port;
    const target = '/relay?call=CA1&token=relay-token';
    const signature = createHmac('sha1', 'secret').update(`wss://voice.example.com${target}`).digest('base64');
    socket = new WebSocket(`ws://127.0.0.1:${port}${target}`, { headers: { 'X-Twilio-Signature': signature } });
    await new Promise((resolve) => socket.once('open', resolve));
  });
  afterEach(async () => {
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.close(1000);
    await closed;
    app.server.closeAllConnections();
    await new Promise((resolve) => app.server.close(resolve));
  });

  it('[FRM11] is read back at once, though the caller says nothing', async () => {
    const ponged = new Promise((resolve) => socket.once('pong', resolve));
    socket.send(JSON.stringify({ type: 'setup', sessionId: 'VX1', callSid: 'CA1' }));
    socket.send(JSON.stringify({ type: 'info', name: 'agentSpeaking', value: 'off' }));
    socket.ping();
    await ponged;
    const spoken: string[] = [];
    const whole = new Promise<void>((resolve) =>
      socket.on('message', (data) => {
        const frame = JSON.parse(String(data)) as { token: string; last: boolean };
        spoken.push(frame.token);
        if (frame.last) resolve();
      }),
    );
    const body = new URLSearchParams({ address: 'jane@example.com' });
    const answer = await fetch(`http://127.0.0.1:${port}/form/form-token`, { method: 'POST', body });
    expect(answer.status).toBe(200);
    await whole;
    expect(spoken.join('')).toMatch(/jane at example dot com/);
  });
});
