import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../src/config/env.ts';
import { AttendantError } from '../../src/domain/errors.ts';

const TWILIO = { TWILIO_ACCOUNT_SID: 'AC00000000000000000000000000000001', TWILIO_AUTH_TOKEN: 'token' };

function refusal(env: Record<string, string>): string {
  try {
    readEnvironment(env);
  } catch (error) {
    expect(error).toBeInstanceOf(AttendantError);
    expect((error as AttendantError).code).toBe('environment_invalid');
    return (error as AttendantError).message;
  }
  throw new Error('the environment was accepted');
}

describe('the environment', () => {
  it('[CFG1] nothing set means loopback, the embedded database and every sandbox', () => {
    expect(readEnvironment({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: null,
      configDirectory: './config',
      dataDirectory: './data',
      databaseUrl: null,
      twilio: null,
      model: null,
      smtpUrl: null,
      consolePassword: null,
      logLevel: 'info',
      drainSeconds: 30,
      sandboxed: true,
      warnings: [],
    });
  });

  it.each([
    [{ TWILIO_ACCOUNT_SID: TWILIO.TWILIO_ACCOUNT_SID }, 'TWILIO_AUTH_TOKEN is missing'],
    [{ TWILIO_AUTH_TOKEN: 'token' }, 'TWILIO_ACCOUNT_SID is missing'],
    [{ TWILIO_API_BASE_URL: 'https://rest.example.com' }, 'TWILIO_ACCOUNT_SID is missing'],
    [{ OPENAI_MODEL: 'some-model' }, 'OPENAI_API_KEY is missing'],
  ])('[CFG2] a half-configured vendor is refused with the name of what is missing: %o', (env, missing) => {
    expect(refusal(env as Record<string, string>)).toContain(missing);
  });

  it('[CFG3] all that is wrong is listed at once', () => {
    const message = refusal({ PORT: 'many', LOG_LEVEL: 'loud', SMTP_URL: 'mail.example.com', TWILIO_AUTH_TOKEN: 'x' });
    for (const name of ['PORT:', 'LOG_LEVEL:', 'SMTP_URL:', 'TWILIO_ACCOUNT_SID']) expect(message).toContain(name);
  });

  it('[CFG4] a public bind needs a console password', () => {
    expect(refusal({ HOST: '0.0.0.0', ...TWILIO })).toContain('CONSOLE_PASSWORD is missing');
    expect(readEnvironment({ HOST: '0.0.0.0', CONSOLE_PASSWORD: 'secret', ...TWILIO }).host).toBe('0.0.0.0');
    expect(readEnvironment({ HOST: 'localhost' }).host).toBe('localhost');
  });

  it('[CFG5] a public bind needs a signing secret that only Twilio shares', () => {
    expect(refusal({ HOST: '::', CONSOLE_PASSWORD: 'secret' })).toContain('TWILIO_AUTH_TOKEN');
  });

  it('[CFG6] PUBLIC_URL is an https origin, plain http only on loopback', () => {
    expect(readEnvironment({ PUBLIC_URL: 'https://voice.example.com/' }).publicUrl).toBe('https://voice.example.com');
    expect(readEnvironment({ PUBLIC_URL: 'http://127.0.0.1:3000' }).publicUrl).toBe('http://127.0.0.1:3000');
    for (const url of [
      'http://voice.example.com',
      'voice.example.com',
      'https://a.example/?x=1',
      'https://u:p@a.example',
    ])
      expect(refusal({ PUBLIC_URL: url })).toContain('PUBLIC_URL');
  });

  it('[CFG7] a foreign model server is spoken to by chat unless told otherwise', () => {
    expect(readEnvironment({ OPENAI_API_KEY: 'k' }).model).toMatchObject({ api: 'responses', name: 'gpt-6-luna' });
    expect(readEnvironment({ OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' }).model).toMatchObject({ api: 'chat' });
    expect(readEnvironment({ OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', OPENAI_API: 'responses' }).model?.api).toBe(
      'responses',
    );
    expect(readEnvironment({ OPENAI_BASE_URL: 'https://api.openai.com/v1' }).model?.api).toBe('responses');
  });

  it('[CFG8] an empty variable counts as not set', () => {
    expect(readEnvironment({ TWILIO_ACCOUNT_SID: '', OPENAI_MODEL: ' ', PORT: '' })).toMatchObject({
      port: 3000,
      twilio: null,
      model: null,
    });
  });

  it('[CFG9] a secret is found by its reference, and only there', () => {
    const environment = readEnvironment({ SMTP_SALES: 'smtp://mail.example.com' });
    expect(environment.secret('${SMTP_SALES}')).toBe('smtp://mail.example.com');
    expect(environment.secret('${SMTP_OTHER}')).toBeNull();
    expect(environment.secret('SMTP_SALES')).toBeNull();
    expect(environment.secret('${toString}')).toBeNull();
  });

  it('[CFG10] .env.example names exactly the variables that are read', () => {
    const asked = new Set<string>();
    const spy = new Proxy({} as Record<string, string>, {
      getOwnPropertyDescriptor(_target, name) {
        asked.add(String(name));
        return undefined;
      },
    });
    readEnvironment(spy);
    expect(Object.keys(parseEnv(readFileSync('.env.example', 'utf8'))).sort()).toEqual([...asked].sort());
    expect(readEnvironment(parseEnv(readFileSync('.env.example', 'utf8')))).toMatchObject({ port: 3000, twilio: null });
  });
});
