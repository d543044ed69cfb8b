import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createTwilioRequestVerifier } from '../../src/adapters/twilio-request-verifier.ts';
import type { Call } from '../../src/domain/call.ts';
import { attachRelay, type Relay } from '../../src/relay/socket.ts';
import { createToolbox } from '../../src/tools/toolbox.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { finished, ScriptedModel, text } from '../support/scripted-model.ts';
import { SilentLog } from '../support/silent-log.ts';
import { testLine } from '../support/test-line.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const authToken = 'secret-token';
const publicUrl = 'https://voice.example.com';
const inForce = testLine();
const sign = (url: string): string => createHmac('sha1', authToken).update(url).digest('base64');

describe('the relay socket', () => {
  let clock: VirtualClock;
  let store: MemoryStore;
  let server: Server;
  let relay: Relay;
  let port = 0;

  beforeEach(async () => {
    clock = new VirtualClock();
    store = new MemoryStore();
    server = createServer();
    const from = { kind: 'withheld' } as const;
    const call: Call = {
      id: 'call_1',
      callSid: 'CA1',
      siteId: 'testers',
      lineId: 'desk',
      direction: 'inbound',
      from,
      to: '+14155550101',
      startedAt: clock.now(),
    };
    await store.openCall({ call, siteVersion: 'v' });
    await store.saveRelayToken('good', 'CA1', { expiresAt: clock.now() + 60_000, reusable: false });
    relay = attachRelay(server, {
      siteBook: { lineForNumber: () => inForce, lineAtVersion: async () => inForce, sites: () => [inForce.site] },
      store,
      journal: { append: () => undefined, flush: async () => undefined, close: async () => undefined },
      model: new ScriptedModel(clock, [[text('Hello back.'), finished]]),
      announceCallback: async () => null,
      deliver: async () => null,
      createToolbox,
      clock,
      ids: { next: (prefix) => `${prefix}_1`, token: () => 'token' },
      log: new SilentLog(),
      metrics: { count() {}, observe() {}, gauge() {}, render: async () => '' },
      verifier: createTwilioRequestVerifier(authToken),
      publicUrl: () => publicUrl,
      draining: () => false,
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });
  afterEach(async () => {
    relay.endAll();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  /** The status the upgrade was answered with; 101 with the socket when it was accepted. */
  function connect(target: string, signature: string | null = sign(`wss://voice.example.com${target}`)) {
    const headers = signature === null ? {} : { 'X-Twilio-Signature': signature };
    const socket = new WebSocket(`ws://127.0.0.1:${port}${target}`, { headers });
    return new Promise<{ status: number; socket: WebSocket }>((resolve) => {
      socket.on('open', () => resolve({ status: 101, socket }));
      socket.on('unexpected-response', (_request, response) => {
        response.resume();
        resolve({ status: response.statusCode ?? 0, socket });
      });
      socket.on('error', () => undefined);
    });
  }
  const closeCode = (socket: WebSocket) => new Promise<number>((resolve) => socket.on('close', resolve));

  it('[SOCK1] without a valid signature over the literal URL no session exists', async () => {
    expect((await connect('/relay?call=CA1&token=good', null)).status).toBe(403);
    expect(
      (await connect('/relay?call=CA1&token=good', sign('https://voice.example.com/relay?call=CA1&token=good'))).status,
    ).toBe(403);
    expect((await connect('/relay?call=CA1&token=good', sign('wss://voice.example.com/relay?call=CA1'))).status).toBe(
      403,
    );
    expect(relay.sessions).toBe(0);
  });

  it('[SOCK2] a token opens one socket, of its own call, in its time', async () => {
    expect((await connect('/relay?call=CA2&token=good')).status).toBe(401);
    expect((await connect('/relay?call=CA1&token=bad')).status).toBe(401);
    expect((await connect('/relay?call=CA1&token=good')).status).toBe(101);
    expect((await connect('/relay?call=CA1&token=good')).status).toBe(401);
    expect(relay.sessions).toBe(1);
  });

  it('[SOCK3] a call is answered over the socket', async () => {
    const { socket } = await connect('/relay?call=CA1&token=good');
    const spoken: string[] = [];
    const said = new Promise<void>((resolve) =>
      socket.on('message', (data) => {
        const frame = JSON.parse(String(data)) as { token: string; last: boolean };
        spoken.push(frame.token);
        if (frame.last) resolve();
      }),
    );
    socket.send(JSON.stringify({ type: 'setup', sessionId: 'VX1', callSid: 'CA1' }));
    socket.send(JSON.stringify({ type: 'prompt', voicePrompt: 'Hello', last: true }));
    await said;
    expect(spoken.join('')).toBe('Hello back.');
  });

  it('[SOCK4] a frame over 64 KB closes the socket, and the process lives', async () => {
    const { socket } = await connect('/relay?call=CA1&token=good');
    const closed = closeCode(socket);
    socket.send('x'.repeat(70_000));
    expect(await closed).toBe(1009);
  });

  it('[SOCK5] a flood closes the socket', async () => {
    const { socket } = await connect('/relay?call=CA1&token=good');
    const closed = closeCode(socket);
    for (let count = 0; count < 300; count++) socket.send('{"type":"noise"}');
    expect(await closed).toBe(1008);
  });

  it('[SOCK6] a socket that never sends setup is closed after 10 s', async () => {
    const { socket } = await connect('/relay?call=CA1&token=good');
    const closed = closeCode(socket);
    await clock.advance(10_000);
    expect(await closed).toBe(1008);
  });

  it('[SOCK8] a setup that names another call is closed', async () => {
    const { socket } = await connect('/relay?call=CA1&token=good');
    const closed = closeCode(socket);
    socket.send(JSON.stringify({ type: 'setup', sessionId: 'VX1', callSid: 'CA2' }));
    expect(await closed).toBe(1008);
  });

  it('[NTC26] a nudged notice is spoken, also one that came before the socket', async () => {
    await store.addNotice({ id: 'n1', callId: 'call_1', text: 'It did not arrive.', urgent: true, at: 1 });
    const { socket } = await connect('/relay?call=CA1&token=good');
    const said = new Promise<string>((resolve) =>
      socket.on('message', (data) => resolve((JSON.parse(String(data)) as { token: string }).token)),
    );
    const taken = new Promise((resolve) => socket.once('pong', resolve));
    socket.send(JSON.stringify({ type: 'setup', sessionId: 'VX1', callSid: 'CA1' }));
    socket.send(JSON.stringify({ type: 'info', name: 'agentSpeaking', value: 'off' }));
    socket.ping();
    await taken;
    relay.nudge('call_1');
    expect(await said).toContain('Hello');
    const closed = closeCode(socket);
    socket.close(1000);
    await closed;
  });

  it('[XFR81] a caller who comes back from a transfer is spoken to at once, before anybody looks for notices', async () => {
    const begun = { type: 'session-started', sessionId: 'VX0', reconnect: false, greeting: 'Hi.', at: 1 } as const;
    const returned = { type: 'returned-to-bot', dial: 1, tried: [], at: 2 } as const;
    await store.appendEvents([begun, returned].map((event) => ({ callId: 'call_1', event })));
    await store.addNotice({ id: 'n1', callId: 'call_1', text: 'Nobody took the call.', urgent: true, at: 3 });
    const { socket } = await connect('/relay?call=CA1&token=good');
    const said = new Promise<string>((resolve) =>
      socket.on('message', (data) => resolve((JSON.parse(String(data)) as { token: string }).token)),
    );
    socket.send(JSON.stringify({ type: 'setup', sessionId: 'VX1', callSid: 'CA1' }));
    expect(await said).toContain('Hello');
    const closed = closeCode(socket);
    socket.close(1000);
    await closed;
  });

  it('[SOCK7] a peer that answers no ping is cut off', async () => {
    const { socket } = await connect('/relay?call=CA1&token=good');
    const answered = new Promise((resolve) => socket.once('message', resolve));
    socket.send(JSON.stringify({ type: 'setup', sessionId: 'VX1', callSid: 'CA1' }));
    socket.send(JSON.stringify({ type: 'prompt', voicePrompt: 'Hello', last: true }));
    await answered;
    socket.pong = () => undefined;
    const stalled = socket as unknown as { _receiver: { removeAllListeners(event: string): void } };
    stalled._receiver.removeAllListeners('ping');
    const closed = closeCode(socket);
    await clock.advance(15_000);
    await clock.advance(15_000);
    expect(await closed).toBe(1006);
  });
});
