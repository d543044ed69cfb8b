import type { Log } from '../../src/ports.ts';

/** A log that keeps what it was told, for the tests that look. */
export class SilentLog implements Log {
  readonly lines: { level: string; message: string; fields: unknown }[] = [];
  debug = (message: string, fields?: unknown): void => void this.lines.push({ level: 'debug', message, fields });
  info = (message: string, fields?: unknown): void => void this.lines.push({ level: 'info', message, fields });
  warn = (message: string, fields?: unknown): void => void this.lines.push({ level: 'warn', message, fields });
  error = (message: string, fields?: unknown): void => void this.lines.push({ level: 'error', message, fields });
  with(): Log {
    return this;
  }
}
