import { type DestinationStream, type Logger, pino } from 'pino';
import type { Log } from '../ports.ts';
import { scrub } from './scrub.ts';

/** Structured log on standard output. What looks like a number, an address or a secret is masked, whatever field it is in. */
export function createPinoLog(level: string, destination?: DestinationStream): Log {
  const options = { level, base: null, formatters: { level: (label: string) => ({ level: label }) } };
  return wrap(destination === undefined ? pino(options) : pino(options, destination));
}

type Fields = Readonly<Record<string, unknown>>;

function wrap(logger: Logger): Log {
  return {
    debug: (message, fields) => logger.debug(clean(fields), scrub(message)),
    info: (message, fields) => logger.info(clean(fields), scrub(message)),
    warn: (message, fields) => logger.warn(clean(fields), scrub(message)),
    error: (message, fields) => logger.error(clean(fields), scrub(message)),
    with: (fields) => wrap(logger.child(clean(fields))),
  };
}

function clean(fields: Fields = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, cleanValue(value, 0)]));
}

function cleanValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return scrub(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) {
    const code = 'code' in value && typeof value.code === 'string' ? { code: value.code } : {};
    return { ...code, message: scrub(value.message), stack: scrub(value.stack ?? '') };
  }
  if (depth > 4) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => cleanValue(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cleanValue(item, depth + 1)]));
}
