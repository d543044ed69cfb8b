import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { AttendantError } from '../../domain/errors.ts';
import type { Clock } from '../../ports.ts';
import { lockDataDirectory } from './data-directory-lock.ts';
import { ProtocolStream } from './protocol-stream.ts';

/** PGlite has no background writer: its write-ahead log is folded in this often. */
const checkpointMs = 5 * 60_000;

export interface EmbeddedDatabase {
  /** A connection for a PostgreSQL client, instead of a socket. One at a time. */
  stream(): ProtocolStream;
  close(): Promise<void>;
}

/** Opens the embedded database in a worker thread and holds its directory against other processes. */
export async function openEmbeddedDatabase(dataDirectory: string, clock: Clock): Promise<EmbeddedDatabase> {
  const unlock = lockDataDirectory(dataDirectory);
  const directory = join(dataDirectory, 'db');
  mkdirSync(directory, { recursive: true });
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: directory });
  // Locked for as long as the thread can write, whatever becomes of the rest.
  worker.once('exit', unlock);
  await said(worker, 'ready');
  let cancel = clock.after(checkpointMs, checkpoint);
  function checkpoint(): void {
    worker.postMessage('checkpoint');
    cancel = clock.after(checkpointMs, checkpoint);
  }
  return {
    stream() {
      const { port1, port2 } = new MessageChannel();
      worker.postMessage({ port: port2 }, [port2]);
      return new ProtocolStream(port1);
    },
    async close() {
      cancel();
      const closed = said(worker, 'closed');
      worker.postMessage('close');
      await closed;
      await worker.terminate();
    },
  };
}

function said(worker: Worker, word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown): void =>
      reject(
        new AttendantError('store_unavailable', `The embedded database did not start: ${String(cause)}`, { cause }),
      );
    worker.once('error', fail);
    worker.on('message', function listener(message: unknown) {
      if (message !== word) return;
      worker.off('message', listener);
      worker.off('error', fail);
      resolve();
    });
  });
}
