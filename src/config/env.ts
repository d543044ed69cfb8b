import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { parseEnv } from 'node:util';
import { type RecordingsSettings, readRecordings } from './env-recordings.ts';
import { isLoopbackHost, readOrigin, readPublicUrl, readUrl } from './env-urls.ts';
import { VariableReader, type Variables } from './variable-reader.ts';

type LogLevel = (typeof LOG_LEVELS)[number];
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export interface TwilioSettings {
  readonly accountSid: string;
  readonly authToken: string;
  /** Another origin for the REST API; null: Twilio's own. */
  readonly apiBaseUrl: string | null;
}

export interface ModelSettings {
  readonly apiKey: string | null;
  readonly baseUrl: string | null;
  readonly name: string;
  /** Asked when `name` fails; null: none. */
  readonly fallbackName: string | null;
  readonly api: 'responses' | 'chat';
}

/** The environment, checked. A null vendor means: use its sandbox. */
export interface Environment {
  readonly port: number;
  readonly host: string;
  /** Origin (with path prefix, if any) without a trailing slash; null: the address we listen on. */
  readonly publicUrl: string | null;
  readonly configDirectory: string;
  readonly dataDirectory: string;
  /** Null: embedded PGlite in the data directory. */
  readonly databaseUrl: string | null;
  readonly twilio: TwilioSettings | null;
  readonly model: ModelSettings | null;
  readonly smtpUrl: string | null;
  /** Null: recordings lie in the data directory. */
  readonly recordings: RecordingsSettings | null;
  readonly consolePassword: string | null;
  readonly logLevel: LogLevel;
  /** How long running calls may go on after SIGTERM. */
  readonly drainSeconds: number;
  /** Where the sandbox's stand-in for the carrier listens on loopback; 0: any free port. */
  readonly sandboxPort: number;
  /** No real calls: the carrier is the stand-in. */
  readonly sandboxed: boolean;
  /** Allowed, but hardly meant. */
  readonly warnings: readonly string[];
  /** What a `${NAME}` of a site file stands for; null when it is not set. */
  secret(reference: string): string | null;
}

/** The process's environment over the `.env` file of the working directory. The only reader of both. */
export function processEnvironment(): Variables {
  const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
  return { ...file, ...process.env };
}

/** Checks everything and throws one AttendantError `environment_invalid` that lists all that is wrong. */
export function readEnvironment(env: Variables): Environment {
  const reader = new VariableReader(env);
  const host = reader.text('HOST') ?? '127.0.0.1';
  const twilio = readTwilio(reader);
  const consolePassword = reader.text('CONSOLE_PASSWORD');
  checkBind(reader, host, twilio, consolePassword);
  const environment: Environment = {
    port: reader.integer('PORT', 3000, 0, 65_535),
    host,
    publicUrl: reader.parsed('PUBLIC_URL', readPublicUrl),
    configDirectory: reader.text('CONFIG_DIR') ?? './config',
    dataDirectory: reader.text('DATA_DIR') ?? './data',
    databaseUrl: reader.parsed('DATABASE_URL', readUrl(['postgres:', 'postgresql:'])),
    twilio,
    model: readModel(reader),
    smtpUrl: reader.parsed('SMTP_URL', readUrl(['smtp:', 'smtps:'])),
    recordings: readRecordings(reader),
    consolePassword,
    logLevel: reader.choice('LOG_LEVEL', LOG_LEVELS) ?? 'info',
    drainSeconds: reader.integer('DRAIN_SECONDS', 30, 0, 3600),
    sandboxPort: reader.integer('SANDBOX_PORT', 0, 0, 65_535),
    sandboxed: twilio === null,
    warnings: reader.warnings,
    secret: (reference) => reader.text(/^\$\{(\w+)\}$/.exec(reference)?.[1] ?? ''),
  };
  warnOfUnreachable(reader, environment);
  reader.throwIfAnyProblem();
  return environment;
}

function readTwilio(reader: VariableReader): TwilioSettings | null {
  const accountSid = reader.text('TWILIO_ACCOUNT_SID');
  const authToken = reader.text('TWILIO_AUTH_TOKEN');
  const apiBaseUrl = reader.parsed('TWILIO_API_BASE_URL', readOrigin);
  const any = accountSid ?? authToken ?? reader.text('TWILIO_API_BASE_URL');
  if (any === null) return null;
  if (accountSid === null) reader.refuse('TWILIO_ACCOUNT_SID is missing: Twilio is half configured');
  if (authToken === null) reader.refuse('TWILIO_AUTH_TOKEN is missing: Twilio is half configured');
  if (accountSid?.startsWith('SK') === true)
    reader.refuse('TWILIO_ACCOUNT_SID: write the account SID (AC…); an API key (SK…) cannot check signatures');
  return accountSid === null || authToken === null ? null : { accountSid, authToken, apiBaseUrl };
}

function readModel(reader: VariableReader): ModelSettings | null {
  const apiKey = reader.text('OPENAI_API_KEY');
  const baseUrl = reader.parsed('OPENAI_BASE_URL', readUrl(['https:', 'http:']));
  const api = reader.choice('OPENAI_API', ['responses', 'chat']);
  const name = reader.text('OPENAI_MODEL');
  const fallbackName = reader.text('OPENAI_FALLBACK_MODEL');
  if (apiKey === null && reader.text('OPENAI_BASE_URL') === null) {
    if ((name ?? fallbackName ?? api) !== null)
      reader.refuse('OPENAI_API_KEY is missing: the model is half configured (or set OPENAI_BASE_URL)');
    return null;
  }
  return { apiKey, baseUrl, name: name ?? 'gpt-6-luna', fallbackName, api: api ?? usualApi(baseUrl) };
}

/** Foreign servers speak Chat Completions far more often than the Responses API. */
function usualApi(baseUrl: string | null): 'responses' | 'chat' {
  if (baseUrl === null) return 'responses';
  const host = new URL(baseUrl).hostname;
  return host === 'api.openai.com' || host.endsWith('.openai.azure.com') ? 'responses' : 'chat';
}

/** Reachable by anyone means: the console asks for a password, and webhooks are checked against a real secret. */
function checkBind(reader: VariableReader, host: string, twilio: TwilioSettings | null, password: string | null): void {
  if (isIP(host) === 0 && !/^[a-z0-9.-]+$/i.test(host)) reader.refuse('HOST: write an IP address or a host name');
  if (isLoopbackHost(host)) return;
  if (password === null) reader.refuse(`CONSOLE_PASSWORD is missing: HOST ${host} is reachable from outside`);
  if (twilio !== null) return;
  reader.refuse(
    `TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN are missing: HOST ${host} is reachable from outside, and without ` +
      'them no signature proves who sends a webhook',
  );
}

function warnOfUnreachable(reader: VariableReader, environment: Environment): void {
  if (environment.twilio === null || environment.twilio.apiBaseUrl !== null || environment.publicUrl !== null) return;
  reader.warnings.push('PUBLIC_URL is not set: Twilio cannot reach this server');
}
