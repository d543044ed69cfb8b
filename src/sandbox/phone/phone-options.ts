import { parseArgs } from 'node:util';

export interface PhoneOptions {
  readonly server: string;
  readonly carrier: string | null;
  readonly to: string | null;
  readonly line: string | null;
  readonly from: string | null;
  readonly script: string | null;
  readonly speed: number | null;
  /** Given: the phone starts its own stand-in for Twilio that calls this URL. */
  readonly voiceUrl: string | null;
  /** Where that stand-in tells the texts that are sent to the line. */
  readonly smsUrl: string | null;
  readonly authToken: string | null;
  readonly accountSid: string;
  readonly carrierPort: number;
}

export const DEFAULT_FROM = '+14155550123';

export const usage = `A phone in the terminal.

  npm run call                                calls a line of the server on this computer
  npm run call -- --line support              that line, without asking
  npm run call -- --script config/scripts/first-call.yaml

Options
  --server URL       the running server (http://127.0.0.1:3000)
  --line ID          line, or site/line
  --from NUMBER      the caller's number, or anonymous (${DEFAULT_FROM})
  --script FILE      a scripted call: prints the transcript; exit code 1 when an expectation is not met
  --speed N          play speech N times as fast
  --carrier URL --to NUMBER
                     use this stand-in for Twilio, without asking the server
  --voice-url URL --auth-token TOKEN --to NUMBER
                     start a stand-in here and call any server's voice webhook with it, signed with this token
                     (also --sms-url URL, --account-sid SID, --carrier-port PORT)

During the call: type what you say and press Enter. Esc, Ctrl-B, /i or Enter on an empty line interrupts;
/i TEXT interrupts with words; /press 123# presses keys; /text WORDS sends a text from your phone to the line;
/hangup or Ctrl-C hangs up.
Who is put through hears and sees the other side too. When the bot said that somebody will call back, the phone stays
on and rings; it is talked to in the same way. Ctrl-C leaves.
`;

const definitions = {
  server: { type: 'string' },
  carrier: { type: 'string' },
  to: { type: 'string' },
  line: { type: 'string' },
  from: { type: 'string' },
  script: { type: 'string' },
  speed: { type: 'string' },
  'voice-url': { type: 'string' },
  'sms-url': { type: 'string' },
  'auth-token': { type: 'string' },
  'account-sid': { type: 'string' },
  'carrier-port': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** The options, or a text to show instead: what is wrong, or the help. */
export function phoneOptions(
  args: readonly string[],
): PhoneOptions | { readonly text: string; readonly exitCode: number } {
  const parsed = parse(args);
  if (typeof parsed === 'string') return { text: `${parsed}\n\n${usage}`, exitCode: 2 };
  if (parsed.help === true) return { text: usage, exitCode: 0 };
  const options = {
    server: parsed.server ?? 'http://127.0.0.1:3000',
    carrier: parsed.carrier ?? null,
    to: parsed.to ?? null,
    line: parsed.line ?? null,
    from: parsed.from ?? null,
    script: parsed.script ?? null,
    speed: parsed.speed === undefined ? null : Number(parsed.speed),
    voiceUrl: parsed['voice-url'] ?? null,
    smsUrl: parsed['sms-url'] ?? null,
    authToken: parsed['auth-token'] ?? null,
    accountSid: parsed['account-sid'] ?? `AC${'0'.repeat(32)}`,
    carrierPort: Number(parsed['carrier-port'] ?? 0),
  };
  const problem = problemOf(options);
  return problem === null ? options : { text: `${problem}\n\n${usage}`, exitCode: 2 };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: definitions }).values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function problemOf(options: PhoneOptions): string | null {
  for (const [name, url] of Object.entries({
    server: options.server,
    carrier: options.carrier,
    'voice-url': options.voiceUrl,
    'sms-url': options.smsUrl,
  }))
    if (url !== null && !URL.canParse(url)) return `--${name} must be a URL, for example http://127.0.0.1:3000`;
  if (options.speed !== null && !(options.speed > 0)) return '--speed must be a number above 0';
  if (options.carrier !== null && options.to === null) return '--carrier needs --to';
  if (options.voiceUrl !== null && (options.authToken === null || options.to === null))
    return '--voice-url needs --auth-token and --to';
  return null;
}
