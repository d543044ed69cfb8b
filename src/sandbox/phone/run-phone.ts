import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import type { ReadStream, WriteStream } from 'node:tty';
import { startCarrier } from '../carrier/carrier-server.ts';
import { realClock, scaledClock } from '../real-clock.ts';
import { type CallScript, parseCallScript } from './call-script.ts';
import { CarrierClient } from './carrier-client.ts';
import { type CallableLine, chooseLine, findSandbox } from './find-line.ts';
import { IncomingCalls } from './incoming-calls.ts';
import { leadFromKeyboard, screenListener } from './keyboard-call.ts';
import { PhoneCall } from './phone-call.ts';
import { DEFAULT_FROM, type PhoneOptions, phoneOptions } from './phone-options.ts';
import { leadFromPipe } from './piped-call.ts';
import { runScript } from './run-script.ts';
import { Screen } from './screen.ts';

export interface PhoneStreams {
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
}

/** Whom to call, through which stand-in. */
interface Connection {
  readonly carrierUrl: string;
  readonly to: string;
  close(): Promise<void>;
}

const stays = async (): Promise<void> => {};

/** The whole phone. The answer is the exit code: 0, 1 when the call or an expectation failed, 2 for wrong options. */
export async function runPhone(args: readonly string[], streams: PhoneStreams): Promise<number> {
  const options = phoneOptions(args);
  if ('text' in options) return tell(streams, options.text, options.exitCode);
  const script = options.script === null ? null : await readScript(options.script);
  if (typeof script === 'string') return tell(streams, script, 2);
  const connection = await connect(options, script, streams);
  if (typeof connection === 'string') return tell(streams, connection, 1);
  try {
    return await placeCall(options, script, connection, streams);
  } catch (error) {
    return tell(streams, `The call failed: ${error instanceof Error ? error.message : String(error)}`, 1);
  } finally {
    await connection.close();
  }
}

function tell({ stdout }: PhoneStreams, text: string, exitCode: number): number {
  stdout.write(`${text}\n`);
  return exitCode;
}

async function readScript(file: string): Promise<CallScript | string> {
  try {
    const script = parseCallScript(await readFile(file, 'utf8'));
    return typeof script === 'string' ? `${file}: ${script}` : script;
  } catch (error) {
    return `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function connect(options: PhoneOptions, script: CallScript | null, streams: PhoneStreams) {
  if (options.voiceUrl !== null) return startOwnCarrier(options, options.voiceUrl, streams);
  if (options.carrier !== null) return { carrierUrl: options.carrier, to: options.to ?? '', close: stays };
  const sandbox = await findSandbox(options.server);
  if (typeof sandbox === 'string') return sandbox;
  if (options.to !== null) return { carrierUrl: sandbox.carrierUrl, to: options.to, close: stays };
  const wanted = options.line ?? script?.line ?? null;
  const asks = wanted === null && script === null && streams.stdin.isTTY && sandbox.lines.length > 1;
  const line = asks ? await askForLine(sandbox.lines, streams) : chooseLine(sandbox.lines, wanted);
  return typeof line === 'string' ? line : { carrierUrl: sandbox.carrierUrl, to: line.number, close: stays };
}

async function startOwnCarrier(options: PhoneOptions, voiceUrl: string, streams: PhoneStreams): Promise<Connection> {
  const { accountSid, authToken, carrierPort } = options;
  const own = {
    host: '127.0.0.1',
    port: carrierPort,
    accountSid,
    authToken: authToken ?? '',
    voiceUrl,
    smsUrl: options.smsUrl,
    clock: realClock,
  };
  const carrier = await startCarrier(own);
  streams.stdout.write(`Playing Twilio at ${carrier.url} (for the server's TWILIO_API_BASE_URL)\n`);
  return { carrierUrl: carrier.url, to: options.to ?? '', close: () => carrier.close() };
}

async function askForLine(
  lines: readonly CallableLine[],
  { stdin, stdout }: PhoneStreams,
): Promise<CallableLine | string> {
  for (const [index, { name, number, site }] of lines.entries())
    stdout.write(`  ${index + 1}  ${name.padEnd(16)} ${number}  (${site})\n`);
  const readline = createInterface({ input: stdin, output: stdout });
  const answer = await readline.question('Which line? ').catch(() => '');
  readline.close();
  const picked = lines[Number(answer) - 1];
  return picked ?? chooseLine(lines, answer.trim() === '' ? null : answer.trim());
}

async function placeCall(
  options: PhoneOptions,
  script: CallScript | null,
  connection: Connection,
  streams: PhoneStreams,
): Promise<number> {
  const { stdin, stdout } = streams;
  const keyboard = script === null && stdin.isTTY && stdout.isTTY;
  const screen = new Screen(stdout);
  const client = new CarrierClient(connection.carrierUrl);
  const call = new PhoneCall(client, realClock, keyboard ? screenListener(screen, stdout) : {});
  if (!keyboard) call.transcript.onLine((line) => void stdout.write(`${line}\n`));
  const speed = options.speed ?? script?.speed ?? 1;
  const from = options.from ?? script?.from ?? DEFAULT_FROM;
  // At the keyboard it is the person there who talks and presses keys when the phone rings.
  const people = keyboard ? { [from]: { does: 'listens' as const } } : (script?.people ?? {});
  const incoming = new IncomingCalls(client, realClock, from, (line) => call.tell(line));
  await client.setPeople(people);
  await incoming.start();
  try {
    await call.start({ from, to: connection.to, speed });
    if (script !== null) return judge(await runScript(call, incoming, script, scaledClock(realClock, speed)), streams);
    if (keyboard) await leadFromKeyboard(call, incoming, screen, stdin);
    else await leadFromPipe(call, stdin);
    stdout.write('\n');
    return call.error === null ? 0 : 1;
  } finally {
    await incoming.close();
    await client.setPeople(Object.fromEntries(Object.keys(people).map((address) => [address, null])));
  }
}

function judge(unmet: readonly string[], streams: PhoneStreams): number {
  if (unmet.length === 0) return tell(streams, 'All as expected.', 0);
  return tell(streams, unmet.map((one) => `NOT MET: ${one}`).join('\n'), 1);
}
