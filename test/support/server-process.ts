import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { usedDataDirectory } from './embedded-template.ts';

/** The real thing as a process of its own, on a free port, with a data directory that outlives a `kill -9`. */
export class ServerProcess {
  readonly dataDirectory: string;
  readonly #environment: Record<string, string>;
  #child: ChildProcess | null = null;
  output = '';
  url = '';

  /** `dataDirectory`: an empty one makes a first start. */
  constructor(environment: Record<string, string> = {}, dataDirectory = usedDataDirectory()) {
    this.#environment = environment;
    this.dataDirectory = dataDirectory;
  }

  /** Starts it; resolves when it takes calls. */
  async start(): Promise<void> {
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, PORT: '0', DATA_DIR: this.dataDirectory, LOG_LEVEL: 'info', ...this.#environment };
    const child = spawn(process.execPath, ['src/main.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    this.url = await new Promise<string>((resolve, reject) => {
      const read = (chunk: Buffer): void => {
        this.output += chunk.toString();
        const found = /Attendant answers at (\S+)[\s\S]*\n\n[^\n]+\n\n$/.exec(
          this.output.slice(this.output.lastIndexOf('Attendant answers at')),
        );
        if (found?.[1] !== undefined) resolve(found[1]);
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('exit', (code) => reject(new Error(`the server ended (${code}): ${this.output}`)));
    });
  }

  /** Ends it and waits. SIGKILL leaves it no chance, SIGTERM lets it drain. */
  async stop(signal: 'SIGKILL' | 'SIGTERM' = 'SIGTERM'): Promise<number | null> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    child.removeAllListeners('exit');
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
    this.output = '';
    return child.exitCode;
  }

  async json<T>(path: string): Promise<T> {
    return (await fetch(`${this.url}${path}`)).json() as Promise<T>;
  }

  async dispose(): Promise<void> {
    await this.stop('SIGKILL');
    rmSync(this.dataDirectory, { recursive: true, force: true });
  }
}

/** The terminal phone as its users start it; gives its output and exit code. */
export async function phone(args: readonly string[]): Promise<{ output: string; exitCode: number | null }> {
  const child = spawn(process.execPath, ['src/sandbox/phone/main.ts', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  return { output, exitCode: child.exitCode };
}
