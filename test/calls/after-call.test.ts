import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authToken, type ForeignServices, startForeignServices } from '../support/foreign-services.ts';
import { type HttpTestServer, startHttpServer } from '../support/http-test-server.ts';
import { ServerProcess } from '../support/server-process.ts';
import { TwilioCaller } from '../support/twilio-caller.ts';
import { wav } from '../support/wav.ts';

const site = `id: acme
name: Acme
time_zone: America/New_York
country: US
plan: pro
mail: { default: { from: { name: Acme, address: hello@example.com } } }
lines:
  - id: front
    name: Front
    numbers: ["+14155550102"]
    greeting: Hello, I am the AI assistant.
    persona: { name: Sam }
    prompt: Help.
    escalation: { transfer: true }
    transfer:
      targets: [{ id: desk, number: "+14155550111" }]
      recording: announce
      delete_recording_at_carrier: true
      wrap_up: { mail_to: [team@example.com] }
`;
const sound = Buffer.from(wav(4, { samplesPerSecond: 8000 }));

interface CallView {
  readonly status: string | null;
  readonly events: readonly { readonly type: string; readonly status?: string; readonly by?: string }[];
  readonly recordings: readonly { readonly id: string; readonly state: string; readonly url: string | null }[];
}

describe('after a conversation with a person', () => {
  const config = mkdtempSync(join(tmpdir(), 'attendant-config-'));
  let services: ForeignServices;
  let rest: HttpTestServer;
  let server: ServerProcess;
  let twilio: TwilioCaller;
  const deleted: string[] = [];

  beforeAll(async () => {
    writeFileSync(join(config, 'acme.yaml'), site);
    services = await startForeignServices();
    rest = await startHttpServer(({ method, url }, response) => {
      const isGone = deleted.length > 0;
      if (method === 'DELETE') deleted.push(url);
      if (isGone) return void response.writeHead(404).end('{"code":20404}');
      if (method === 'DELETE') return void response.writeHead(204).end();
      response.writeHead(200, { 'content-type': 'audio/x-wav' }).end(sound);
    });
    const { SMTP_URL = '' } = services.environment;
    server = new ServerProcess({
      TWILIO_ACCOUNT_SID: `AC${'f'.repeat(32)}`,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_API_BASE_URL: rest.origin,
      SMTP_URL,
      CONFIG_DIR: config,
    });
    await server.start();
    twilio = new TwilioCaller(server.url, authToken, 'CAafter');
  });
  afterAll(async () => {
    await server.dispose();
    await Promise.all([services.close(), rest.close()]);
    rmSync(config, { recursive: true, force: true });
  });
  const view = () => server.json<CallView>('/api/calls/CAafter');
  async function until(what: string, holds: (call: CallView) => boolean): Promise<CallView> {
    const begun = Date.now();
    for (;;) {
      const call = await view();
      if (holds(call)) return call;
      if (Date.now() - begun > 25_000) throw new Error(`${what}: ${JSON.stringify(call)}\n${server.output}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  it('[RCD28] the recording is ours, and playable, and gone from the carrier', async () => {
    await twilio.connect();
    await twilio.say('I want to talk to a human, please');
    twilio.send({ type: 'prompt', voicePrompt: 'Yes, please.', lang: 'en-US', last: true });
    await until('handed off', ({ events }) => events.some(({ type }) => type === 'handed-off'));
    const parameters = { CallSid: 'CAafter', RecordingSid: 'RE0a', RecordingStatus: 'completed' };
    const more = { RecordingDuration: '4', RecordingChannels: '2' };
    expect((await twilio.post('/twilio/recording', { ...parameters, ...more })).status).toBe(204);
    const call = await until('deleted', ({ events }) => events.some(({ status }) => status === 'deleted-at-carrier'));
    expect(call.recordings).toMatchObject([{ id: 'RE0a', state: 'stored', url: '/api/recordings/RE0a' }]);
    expect(deleted).toHaveLength(1);
    const part = await fetch(`${server.url}/api/recordings/RE0a`, { headers: { range: 'bytes=0-99' } });
    expect(part.status).toBe(206);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(sound.subarray(0, 100));
    const statuses = (await view()).events.filter(({ type }) => type === 'recording-status');
    expect(statuses.map(({ status }) => status)).toEqual(['completed', 'stored', 'deleted-at-carrier', 'played']);
  }, 40_000);

  it('[WRP18] and the call is written up, once, and the notes are mailed to the team', async () => {
    const ended = { CallSid: 'CAafter', CallStatus: 'completed', CallDuration: '60' };
    await Promise.all([twilio.post('/twilio/call-status', ended), twilio.post('/twilio/call-status', ended)]);
    const call = await until('notes', ({ events }) => events.some(({ type }) => type === 'wrap-up'));
    expect(call.events.filter(({ type }) => type === 'wrap-up')).toMatchObject([
      { notes: { disposition: 'unresolved', summary: expect.stringContaining('talk to a human') } },
    ]);
    await until('mailed', () => services.mails.length > 0);
    expect(services.mails).toMatchObject([{ to: ['team@example.com'] }]);
    expect(services.mails[0]?.raw).toContain('Call notes, Front: unresolved');
    twilio.close();
  }, 40_000);
});
