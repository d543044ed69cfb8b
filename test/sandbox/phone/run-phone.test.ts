import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { type PhoneStreams, runPhone } from '../../../src/sandbox/phone/run-phone.ts';
import { accountSid, authToken, startPair } from '../carrier/with-call.ts';
import { answerCalls } from './echo-bot.ts';

/** Runs the phone with this on its standard input; not a terminal. */
async function phone(args: readonly string[], input = '') {
  const stdin = new PassThrough();
  stdin.end(input);
  let output = '';
  const stdout = new PassThrough().on('data', (data) => {
    output += String(data);
  });
  const exitCode = await runPhone(args, { stdin, stdout } as unknown as PhoneStreams);
  return { exitCode, lines: output.split('\n').filter((line) => line !== '') };
}

async function scripted(text: string, args: readonly string[]) {
  const directory = await mkdtemp(join(tmpdir(), 'phone-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  await writeFile(join(directory, 'call.yaml'), text);
  return phone([...args, '--script', join(directory, 'call.yaml')]);
}

const announce = (app: { answers: Map<string, unknown> }, body: unknown) =>
  app.answers.set('/api/sandbox', (_request: unknown, response: { end(text: string): void }) =>
    response.end(JSON.stringify(body)),
  );
const support = { site: 'demo', line: 'support', name: 'Support', number: '+14155550102' };
const sales = { site: 'demo', line: 'sales', name: 'Sales', number: '+14155550101' };

test('[SBX90] lines from a pipe are said one after the other; the transcript shows both sides', async () => {
  const { app, carrier } = await startPair();
  answerCalls(app);
  announce(app, { carrierUrl: carrier.url, lines: [sales, support] });
  const { exitCode, lines } = await phone(
    ['--server', app.url, '--line', 'support', '--speed', '50'],
    'Good morning\n/press 12#\n',
  );
  expect(lines).toEqual([
    'bot: Hello, how can I help?',
    'caller: Good morning',
    'bot: You said: Good morning.',
    'keys: 12#',
    'bot: Keys received.',
    'call: ended by the caller (completed)',
  ]);
  expect(exitCode).toBe(0);
  expect(app.requests.events.find((request) => request.path === '/voice')?.parameters.To).toBe(support.number);
});

test('[SBX91] a script’s expectations are judged: exit code 0 when met, 1 with what is missing when not', async () => {
  const { app, carrier } = await startPair();
  answerCalls(app);
  const args = ['--carrier', carrier.url, '--to', '+14155550102'];
  const good = await scripted(
    `
speed: 50
quiet_ms: 100
steps:
  - listen: true
    expect: how can i help
  - say: Good morning
    expect: ['bot: You said: Good morning']
  - say: Goodbye
  - ends_within_ms: 5000
expect: 'call: ended by the server'
forbid: 'error'
arrivals: { sms: 0, email: 0 }
`,
    args,
  );
  expect(good.lines.at(-1)).toBe('All as expected.');
  expect(good.exitCode).toBe(0);
  const bad = await scripted(
    `
speed: 50
quiet_ms: 100
steps:
  - say: Good morning
    expect: Good evening
  - say: Goodbye
  - say: Still there?
forbid: 'caller: Good'
arrivals: { sms: 1 }
`,
    args,
  );
  expect(bad.exitCode).toBe(1);
  expect(bad.lines.filter((line) => line.startsWith('NOT MET'))).toEqual([
    'NOT MET: expected after step 1 (say: Good morning): Good evening',
    'NOT MET: the call was over before step 3 (say: Still there?)',
    'NOT MET: must not occur in the call: caller: Good',
    'NOT MET: 1 texts expected, 0 came',
  ]);
});

test('[SBX92] a script can talk over the bot; texts that arrive are in the transcript', async () => {
  const { app, carrier } = await startPair({ charactersPerSecond: 15 });
  answerCalls(app);
  const text = new URLSearchParams({ To: '+14155550123', From: '+14155550102', Body: 'Your\nlink' });
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  app.frames.subscribe((frame) => {
    if (frame.voicePrompt !== 'Wait') return;
    const url = `${carrier.url}/2010-04-01/Accounts/${accountSid}/Messages.json`;
    void fetch(url, { method: 'POST', headers: { authorization }, body: text });
  });
  const { exitCode, lines } = await scripted(
    `
speed: 10
quiet_ms: 200
steps:
  - interrupt_after_ms: 700
    say: Wait
    expect: ['You said: Wait', 'sms: to \\+14155550123: Your / link']
arrivals: { sms: 1 }
`,
    ['--carrier', carrier.url, '--to', '+14155550102'],
  );
  expect(lines.join('\n')).toMatch(/bot: Hello,.* –$/m);
  expect(lines.join('\n')).not.toContain('can I help?\n');
  expect(exitCode).toBe(0);
});

test('[SBX93] without a server, a sandbox or such a line, the phone says what to do', async () => {
  const { app, carrier } = await startPair();
  const nobody = await phone(['--server', 'http://127.0.0.1:9']);
  expect(nobody).toMatchObject({ exitCode: 1 });
  expect(nobody.lines.join()).toContain('npm start');
  announce(app, { carrierUrl: null });
  const real = await phone(['--server', app.url]);
  expect(real.exitCode).toBe(1);
  expect(real.lines.join()).toContain('--voice-url');
  announce(app, { carrierUrl: carrier.url, lines: [sales, support] });
  expect((await phone(['--server', app.url])).lines.join('\n')).toMatch(/--line:\n.*demo\/sales.*\n.*demo\/support/);
  expect((await phone(['--server', app.url, '--line', 'x'])).lines[0]).toContain('There is no line x');
  expect((await phone(['--bogus'])).exitCode).toBe(2);
  expect((await phone(['--help'])).exitCode).toBe(0);
  expect((await phone(['--voice-url', app.url])).exitCode).toBe(2);
});

test('[SBX94] the phone can play Twilio itself, for a server that was started without a sandbox', async () => {
  const { app } = await startPair();
  answerCalls(app);
  const own = ['--voice-url', `${app.url}/voice`, '--auth-token', 'secret', '--to', '+14155550102', '--speed', '50'];
  const { exitCode, lines } = await phone(own, 'Hello\n');
  expect(lines[0]).toMatch(/^Playing Twilio at http:\/\/127\.0\.0\.1:\d+/);
  expect(lines).toContain('bot: You said: Hello.');
  expect(exitCode).toBe(0);
});

test('[SBX95] a script with a mistake in it is refused with its place', async () => {
  const unknown = await scripted('steps:\n  - sya: Hello\n', ['--carrier', 'http://127.0.0.1:9', '--to', '+1']);
  expect(unknown).toMatchObject({ exitCode: 2 });
  expect(unknown.lines.join()).toMatch(/steps\[0\]/);
  const broken = await scripted('steps: [', ['--carrier', 'http://127.0.0.1:9', '--to', '+1']);
  expect(broken).toMatchObject({ exitCode: 2 });
  expect(broken.lines.join()).toMatch(/line 1/);
});
