import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

/** A request is bytes of the PostgreSQL protocol, or `close`; the answer to bytes is bytes, in the same order. */
type Request = Uint8Array | 'close';

/** The thread that runs PostgreSQL: the voice's thread never waits for WebAssembly. */
async function serve(directory: string): Promise<void> {
  const database = await PGlite.create({ dataDir: directory });
  let last = Promise.resolve();
  parentPort?.on('message', (request: Request) => {
    last = last.then(() => answer(database, request));
  });
  parentPort?.postMessage('ready');
}

async function answer(database: PGlite, request: Request): Promise<void> {
  if (request === 'close') {
    await database.close();
    parentPort?.close();
    return;
  }
  const bytes = await database.execProtocolRaw(request);
  parentPort?.postMessage(bytes);
}

await serve(String(workerData));
