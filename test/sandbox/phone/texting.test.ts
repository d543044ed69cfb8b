import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import type { InboxItem } from '../../../src/sandbox/carrier/inbox.ts';
import { CarrierClient } from '../../../src/sandbox/phone/carrier-client.ts';
import { screenListener } from '../../../src/sandbox/phone/keyboard-call.ts';
import { PhoneCall } from '../../../src/sandbox/phone/phone-call.ts';
import { type PhoneStreams, runPhone } from '../../../src/sandbox/phone/run-phone.ts';
import { Screen } from '../../../src/sandbox/phone/screen.ts';
import { Transcript } from '../../../src/sandbox/phone/transcript.ts';
import { settle, VirtualClock } from '../../support/virtual-clock.ts';
import { FakeApp } from '../carrier/fake-app.ts';
import { startPair } from '../carrier/with-call.ts';
import { answerCalls } from './echo-bot.ts';

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

async function scriptFile(text: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'phone-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  await writeFile(join(directory, 'call.yaml'), text);
  return join(directory, 'call.yaml');
}

/** A line that answers calls, and texts with "Thank you."; `args` call it. */
async function line() {
  const texts = await new FakeApp().start();
  onTestFinished(() => texts.close());
  texts.answers.set('/sms', '<Response><Message>Thank you.</Message></Response>');
  const { app, carrier } = await startPair({ smsUrl: `${texts.url}/sms` });
  answerCalls(app);
  return { app, carrier, texts, args: ['--carrier', carrier.url, '--to', '+14155550102', '--speed', '50'] };
}

test('[SBT20] a typed text goes from the caller’s number to the line’s, and stands in the transcript', async () => {
  const { args, texts } = await line();
  const { exitCode, lines } = await phone(args, '/text Call me Ann\nGood morning\n');
  expect(lines).toEqual([
    'bot: Hello, how can I help?',
    'text: Call me Ann',
    'sms: to +14155550123: Thank you.',
    'caller: Good morning',
    'bot: You said: Good morning.',
    'call: ended by the caller (completed)',
  ]);
  expect(exitCode).toBe(0);
  expect(texts.requests.events[0]?.parameters).toMatchObject({ From: '+14155550123', To: '+14155550102' });
});

test('[SBT21] a script texts in a step, and what comes back is there for its expectations', async () => {
  const { args, carrier } = await line();
  const script = (text: string) => `
quiet_ms: 100
steps:
  - text: "${text}"
    expect: ['^text: ${text}$', '^sms: to \\+14155550123: You have successfully been unsubscribed']
arrivals: { sms: 1 }
`;
  const good = await phone([...args, '--script', await scriptFile(script('STOP'))]);
  expect(good.lines.at(-1)).toBe('All as expected.');
  expect(carrier.optedOut).toContain('+14155550123');
  const bad = await phone([...args, '--script', await scriptFile(script('START'))]);
  expect(bad.exitCode).toBe(1);
  expect(bad.lines.join('\n')).toContain('NOT MET: expected after step 1 (text: START)');
});

/** A carrier whose inbox can be slow. */
class SlowClient extends CarrierClient {
  arrive: (item: InboxItem) => void = () => {};
  override placeCall = () => Promise.resolve('CA1');
  override followCall = () => new Promise<void>(() => {});
  override sendText = () => Promise.resolve(1);
  override followInbox(_signal: AbortSignal, ready: () => void, listener: (item: InboxItem) => void): Promise<void> {
    this.arrive = listener;
    ready();
    return new Promise(() => {});
  }
}

test('[SBT21] a text is done once what came back has arrived, or is not to be expected any more', async () => {
  const clock = new VirtualClock();
  const client = new SlowClient('http://127.0.0.1:1');
  const call = new PhoneCall(client, clock);
  await call.start({ from: '+14155550123', to: '+14155550102' });
  let done = false;
  const text = async () => {
    done = false;
    await call.text('HELP');
    done = true;
  };
  const first = text();
  await clock.advance(200);
  expect(done).toBe(false);
  client.arrive({ medium: 'sms', at: 0, from: '+14155550102', to: '+14155550123', text: 'Help.' });
  await clock.advance(50);
  await first;
  expect(call.transcript.lines).toEqual(['text: HELP', 'sms: to +14155550123: Help.']);
  const second = text();
  await clock.advance(1900);
  expect(done).toBe(false);
  await clock.advance(200);
  await second;
  await settle();
  expect(clock.pending).toBe(0);
});

test('[SBT21] who withholds the number cannot text: said, and the call goes on', async () => {
  const { args } = await line();
  const { exitCode, lines } = await phone([...args, '--from', 'anonymous'], '/text Hello\nGood morning\n');
  expect(lines).toContainEqual(expect.stringMatching(/^error: .*a text comes from a number/));
  expect(lines).toContain('bot: You said: Good morning.');
  expect(exitCode).toBe(1);
});

test('[SBT22] the help tells how to text', async () => {
  expect((await phone(['--help'])).lines.join('\n')).toContain('/text WORDS');
  expect((await phone(['--sms-url', 'nowhere'])).exitCode).toBe(2);
});

test('[SBT22] the phone that plays Twilio itself tells texts to --sms-url', async () => {
  const { app, texts } = await line();
  const own = ['--voice-url', `${app.url}/voice`, '--auth-token', 'secret', '--to', '+14155550102', '--speed', '50'];
  const { lines } = await phone([...own, '--sms-url', `${texts.url}/sms`], '/text Hi\n');
  expect(lines).toContain('sms: to +14155550123: Thank you.');
});

const email = (names: readonly string[]): InboxItem => ({
  medium: 'email',
  at: 0,
  from: 'a@example.com',
  to: 'jane@example.com',
  cc: [],
  bcc: [],
  replyTo: null,
  subject: 'Visit',
  text: 'See\nyou.',
  html: null,
  attachments: names.map((name) => ({ name, type: 'text/calendar', size: 1, text: '' })),
});

test('[SBT23] the transcript and the screen name what is attached to an e-mail', () => {
  const transcript = new Transcript();
  transcript.receive(email([]));
  transcript.receive(email(['visit.ics', '']));
  expect(transcript.lines).toEqual([
    'e-mail: to jane@example.com: Visit: See / you.',
    'e-mail: to jane@example.com: Visit: See / you. [attached: visit.ics, text/calendar]',
  ]);
  let shown = '';
  const terminal = { columns: 60, write: (text: string) => (shown += text) };
  screenListener(new Screen(terminal), terminal).item(email(['visit.ics']));
  expect(shown).toContain('[attached: visit.ics]');
  shown = '';
  screenListener(new Screen(terminal), terminal).texted('STOP');
  expect(shown).toContain('[texts: STOP]');
});
