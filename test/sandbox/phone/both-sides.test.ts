import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import type { CallEvent } from '../../../src/sandbox/carrier/call-event.ts';
import type { CarrierServer } from '../../../src/sandbox/carrier/carrier-server.ts';
import { parseCallScript } from '../../../src/sandbox/phone/call-script.ts';
import { CarrierClient } from '../../../src/sandbox/phone/carrier-client.ts';
import { PhoneCall } from '../../../src/sandbox/phone/phone-call.ts';
import { type PhoneStreams, runPhone } from '../../../src/sandbox/phone/run-phone.ts';
import { realClock } from '../../../src/sandbox/real-clock.ts';
import { agent, rest, startDialling, whisper } from '../carrier/people-support.ts';

const caller = '+14155550123';

/** A phone on a terminal or a pipe; `typed` is written when its output first matches. */
async function phone(
  args: readonly string[],
  { input = '', typed = [] }: { input?: string; typed?: readonly (readonly [RegExp, string])[] } = {},
) {
  const isTTY = typed.length > 0;
  const stdin = Object.assign(new PassThrough(), { isTTY, setRawMode: () => {} });
  if (!isTTY) stdin.end(input);
  const waiting = [...typed];
  let output = '';
  const stdout = Object.assign(new PassThrough(), { isTTY, columns: 120 }).on('data', (data) => {
    output += String(data);
    const next = waiting[0];
    if (next?.[0].test(output)) stdin.write(waiting.shift()?.[1] ?? '');
  });
  const exitCode = await runPhone(args, { stdin, stdout } as unknown as PhoneStreams);
  return { exitCode, output, lines: output.split('\n').filter((line) => line !== '') };
}

async function scripted(text: string, args: readonly string[]) {
  const directory = await mkdtemp(join(tmpdir(), 'phone-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  await writeFile(join(directory, 'call.yaml'), text);
  return phone([...args, '--script', join(directory, 'call.yaml')]);
}

const argsFor = (carrier: CarrierServer) => ['--carrier', carrier.url, '--to', '+14155550102', '--speed', '50'];

test('[PPL70] a transfer is shown from both sides', async () => {
  const dial = `<Dial action="/dialled"><Number url="/whisper">${agent}</Number></Dial>`;
  const { app, carrier } = await startDialling(`<Say>I put you through.</Say>${dial}`);
  app.answers.set('/dialled', '<Response><Hangup/></Response>');
  carrier.setPerson(agent, { does: 'accepts', says: ['Kim speaking.', 'Gladly.'], talkMs: null });
  const call = new PhoneCall(new CarrierClient(carrier.url), realClock);
  // Slow enough for the caller to speak before the agent goes on unasked.
  await call.start({ from: caller, to: '+14155550102', speed: 10 });
  const said = (text: string) => (event: CallEvent) => event.type === 'person' && event.text === text;
  await carrier.calls[0]?.log.next(said('Kim speaking.'));
  await call.say('Can you help me?');
  await carrier.calls[0]?.log.next(said('Gladly.'));
  await call.hangup();
  await call.finished();
  const { lines } = call.transcript;
  expect(lines).toEqual([
    'bot: I put you through.',
    `person: ${agent} rings`,
    `person: ${agent} picks up`,
    `person: ${agent} hears: Call from Ann. Press 1.`,
    `person: ${agent} presses: 1`,
    `call: connected with ${agent}`,
    `person: ${agent} says: Kim speaking.`,
    'caller: Can you help me?',
    `person: ${agent} says: Gladly.`,
    'call: ended by the caller (completed)',
    `person: ${agent} ends (completed)`,
    `call: dialled ${agent}: completed`,
  ]);
});

test('[PPL71] a script says how others take calls, while it runs and no longer', async () => {
  const { carrier } = await startDialling(`<Dial action="/dialled">${agent}</Dial>`);
  const script = `
people:
  "${agent}": { does: accepts, ring_ms: 500, says: [Kim speaking.], talk_ms: 1000 }
quiet_ms: 100
steps:
  - listen: true
    expect: ['person: .* says: Kim speaking', 'call: connected']
  - ends_within_ms: 5000
`;
  const { exitCode, lines } = await scripted(script, argsFor(carrier));
  expect(lines.at(-1)).toBe('All as expected.');
  expect(exitCode).toBe(0);
  const later = carrier.placeCall({ from: caller, to: '+14155550102' });
  const said = await later.log.next((event) => event.type === 'person' && event.does === 'says');
  expect(said).not.toMatchObject({ text: 'Kim speaking.' });
});

test('[PPL71] a mistake in how somebody takes calls is refused with its place', async () => {
  const script = (person: string) => `people: { "+14155550111": ${person} }\nsteps: [{ hangup: true }]`;
  expect(parseCallScript(script('{ does: accepts, ring_ms: 1 }'))).toMatchObject({
    people: { '+14155550111': { does: 'accepts', ringMs: 1 } },
  });
  expect(parseCallScript(script('{ does: sleeps }'))).toMatch(/people/);
  expect(parseCallScript(script('{ does: accepts, rings: 1 }'))).toMatch(/people/);
});

/** Once the caller hangs up, the agent is called, and with the agent on the line the caller. */
async function startCallingBack() {
  const pair = await startDialling('<Say>Somebody will call you back.</Say><Pause length="600"/>');
  const { app, carrier } = pair;
  app.answers.set('/answered', whisper);
  app.answers.set('/key', `<Response><Dial callerId="+14155550102"><Number>${caller}</Number></Dial></Response>`);
  const callBack = async (): Promise<void> => {
    await carrier.calls[0]?.next('ended');
    const form = { To: agent, From: '+14155550102', Url: `${app.url}/answered` };
    await rest(carrier.url, 'POST', '/Calls.json', form);
  };
  return { ...pair, callBack };
}

const called = `
people:
  "${agent}": { does: accepts, says: [Kim speaking.], talk_ms: null }
  "${caller}": { does: accepts, says: [It is me.], talk_ms: 6000 }
quiet_ms: 100
steps:
  - listen: true
  - hangup: true
  - called_back_within_ms: 10000
`;

test('[PPL72] a script waits for a call back, and expects things of both sides', async () => {
  const { app, carrier, callBack } = await startCallingBack();
  const expected = `${called}    expect:
      - 'person: \\${agent} rings'
      - 'person: \\${agent} hears: Call from Ann'
      - 'person: \\${agent} presses 1'
      - 'phone: rings, from \\+14155550102'
      - 'phone: is connected with \\${agent}'
      - 'phone: says: It is me'
      - 'person: \\${agent} says: Kim speaking'
      - 'phone: ends'
`;
  void app.request('/voice').then(callBack);
  const { exitCode, lines } = await scripted(expected, argsFor(carrier));
  expect(lines.filter((line) => line.startsWith('NOT MET'))).toEqual([]);
  expect(exitCode).toBe(0);
});

test('[PPL72] a call back that does not come is not met', async () => {
  const { carrier } = await startCallingBack();
  const { exitCode, lines } = await scripted(called.replace('10000', '50'), argsFor(carrier));
  expect(lines).toContain('NOT MET: no call came in within 50 ms');
  expect(exitCode).toBe(1);
});

test('[PPL75] a script waits for a line since the caller last did something, and no longer than it says', async () => {
  const { carrier } = await startDialling('<Pause length="20"/><Say>Still here.</Say><Pause length="600"/>');
  const script = (step: string) => `quiet_ms: 10\npatience_ms: 10\nsteps: [{ press: "1" }, ${step}, { hangup: true }]`;
  const good = await scripted(script('{ wait_for: "bot: still here" }'), argsFor(carrier));
  expect(good.lines.at(-1)).toBe('All as expected.');
  const bad = await scripted(script('{ wait_for: "bot: goodbye", within_ms: 50 }'), argsFor(carrier));
  expect(bad.lines).toContain('NOT MET: waited in vain for: bot: goodbye');
});

test('[PPL73] at the keyboard the phone stays on, rings, and is talked to; Ctrl-C hangs up', async () => {
  const { app, carrier, callBack } = await startCallingBack();
  carrier.setPerson(agent, { does: 'accepts', says: ['Kim speaking.'], talkMs: null });
  void app.request('/voice').then(callBack);
  const { exitCode, output } = await phone(argsFor(carrier), {
    typed: [
      [/back\./, '\u0003'],
      [/you {5}is connected with/, 'Hello Kim\r'],
      [/you {5}says: Hello Kim/, '\u0003'],
    ],
  });
  expect(output).toContain('the phone stays on for the call back');
  expect(output).toContain('Your phone rings, from +14155550102');
  expect(output).toContain(`person: ${agent} hears: Call from Ann. Press 1.`);
  expect(exitCode).toBe(0);
});

test('[PPL73] without a promise to call back it does not wait, and Ctrl-C leaves while it does', async () => {
  const { app, carrier } = await startDialling('<Say>Good day.</Say><Pause length="600"/>');
  const plain = await phone(argsFor(carrier), { typed: [[/day\./, '\u0003']] });
  expect(plain.output).not.toContain('stays on');
  app.answers.set('/voice', '<Response><Say>We call you back.</Say><Pause length="600"/></Response>');
  const left = await phone(argsFor(carrier), {
    typed: [
      [/back\./, '\u0003'],
      [/stays on/, '\u0003'],
    ],
  });
  expect(left.exitCode).toBe(0);
});

test('[PPL74] every script that comes with it can be read', async () => {
  const directory = join(import.meta.dirname, '../../../config/scripts');
  const names = (await readdir(directory)).filter((name) => name.endsWith('.yaml'));
  expect(names).toEqual(expect.arrayContaining(['callback.yaml', 'transfer-nobody.yaml', 'transfer.yaml']));
  for (const name of names)
    expect([name, typeof parseCallScript(await readFile(join(directory, name), 'utf8'))]).toEqual([name, 'object']);
});
