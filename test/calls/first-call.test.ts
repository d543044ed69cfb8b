import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { phone, ServerProcess } from '../support/server-process.ts';

interface CallSummary {
  readonly callSid: string;
  readonly status: string | null;
}
interface CallDetail extends CallSummary {
  readonly events: { readonly type: string; readonly text?: string }[];
  readonly messages: { readonly medium: string; readonly status: string }[];
}

describe('the first call, with nothing configured', () => {
  const server = new ServerProcess({}, mkdtempSync(join(tmpdir(), 'attendant-first-')));
  beforeAll(() => server.start());
  afterAll(() => server.dispose());

  it('[CALL1] a caller is answered, texted and e-mailed after agreeing, refused the fourth text in words, and said goodbye to', async () => {
    const { output, exitCode } = await phone([
      '--server',
      server.url,
      '--speed',
      '20',
      '--script',
      'config/scripts/first-call.yaml',
    ]);
    expect(output).toContain('All as expected.');
    expect(exitCode).toBe(0);
    const { calls } = await server.json<{ calls: CallSummary[] }>('/api/calls');
    const detail = await server.json<CallDetail>(`/api/calls/${calls[0]?.callSid}`);
    expect(detail.messages.filter((message) => message.medium === 'sms')).toHaveLength(3);
    expect(detail.messages.filter((message) => message.medium === 'email')).toHaveLength(2);
    expect(detail.events.filter((event) => event.type === 'turn-ended').length).toBeGreaterThan(10);
  }, 120_000);

  it('[CALL2] killed in mid-call and started again, the call and what was said are there', async () => {
    const before = (await server.json<{ calls: CallSummary[] }>('/api/calls')).calls.length;
    const { carrierUrl, lines } = await server.json<{ carrierUrl: string; lines: { line: string; number: string }[] }>(
      '/api/sandbox',
    );
    const to = lines.find((line) => line.line === 'support')?.number;
    const placed = await fetch(`${carrierUrl}/sandbox/calls`, {
      method: 'POST',
      body: JSON.stringify({ from: '+14155550130', to, speed: 20 }),
    });
    const { sid } = (await placed.json()) as { sid: string };
    await until(async () =>
      (await server.json<CallDetail>(`/api/calls/${sid}`)).events?.some((event) => event.type === 'session-started'),
    );
    await fetch(`${carrierUrl}/sandbox/calls/${sid}/say`, {
      method: 'POST',
      body: JSON.stringify({ text: 'When are you open?' }),
    });
    await until(async () =>
      (await server.json<CallDetail>(`/api/calls/${sid}`)).events.some((event) => event.type === 'turn-ended'),
    );
    await server.stop('SIGKILL');
    await server.start();
    const detail = await server.json<CallDetail>(`/api/calls/${sid}`);
    expect(detail.events.some((event) => event.type === 'caller-said' && event.text === 'When are you open?')).toBe(
      true,
    );
    expect((await server.json<{ calls: CallSummary[] }>('/api/calls')).calls).toHaveLength(before + 1);
  }, 60_000);

  it('[CALL3] unsigned webhooks and upgrades are refused and leave nothing behind', async () => {
    const count = async () => (await server.json<{ calls: CallSummary[] }>('/api/calls')).calls.length;
    const before = await count();
    const body = new URLSearchParams({
      CallSid: 'CAforged',
      From: '+14155550130',
      To: '+14155550102',
      CallStatus: 'ringing',
    });
    const forged = { 'X-Twilio-Signature': 'Zm9yZ2Vk' };
    expect((await fetch(`${server.url}/twilio/voice`, { method: 'POST', body })).status).toBe(403);
    expect((await fetch(`${server.url}/twilio/voice`, { method: 'POST', body, headers: forged })).status).toBe(403);
    expect((await fetch(`${server.url}/twilio/relay-ended`, { method: 'POST', body, headers: forged })).status).toBe(
      403,
    );
    expect(await upgradeRefused(`${server.url.replace('http', 'ws')}/relay?call=CAforged&token=x`)).toBe(true);
    expect(await count()).toBe(before);
  });

  it('[CALL4] no number and no address of a caller stands in the log', async () => {
    expect(server.output).not.toMatch(/14155550130|jane\.doe@/);
  });

  it('[CALL5] SIGTERM ends it in order, and a second process on its data is refused while it runs', async () => {
    const second = new ServerProcess({ DATA_DIR: server.dataDirectory });
    await expect(second.start()).rejects.toThrow(/in use by process \d+/);
    await second.dispose();
    expect(await server.stop('SIGTERM')).toBe(0);
  }, 60_000);
});

async function until(holds: () => Promise<boolean | undefined>): Promise<void> {
  for (let look = 0; look < 300; look++) {
    if ((await holds()) === true) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it never came to pass');
}

function upgradeRefused(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url);
    socket.onopen = () => resolve(false);
    socket.onerror = () => resolve(true);
  });
}
