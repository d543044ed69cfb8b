import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

/*
 * The embedded database, in a thread of its own so that it never stalls the voice. Each connection comes as a port;
 * what arrives on it are whole messages of PostgreSQL's protocol, and the answers go back as bytes. There is one
 * backend, so connections take turns: the pool that uses this has one connection.
 */
const database = await PGlite.create(String(workerData));
let work: Promise<unknown> = Promise.resolve();

const inTurn = (task: () => Promise<void>): void => {
  work = work.then(task, task);
};

function serve(port: MessagePort): void {
  let started = false;
  let skipping = false;
  const one = async (message: Uint8Array): Promise<void> => {
    const type = started ? message[0] : 0;
    started = true;
    // After an error everything up to Sync (S) is passed over, as a server does.
    if (skipping && type !== 0x53) return;
    skipping = false;
    const answer = await database.execProtocolRaw(message);
    skipping = type !== 0x51 && answer[0] === 0x45;
    port.postMessage(answer);
  };
  port.on('message', (messages: readonly Uint8Array[] | null) => {
    inTurn(async () => {
      if (messages === null) return leave(port);
      for (const message of messages) await one(message);
    });
  });
}

/** The next connection must not find this one's transaction open. */
async function leave(port: MessagePort): Promise<void> {
  await database.exec('ROLLBACK').catch(() => undefined);
  port.close();
}

parentPort?.on('message', (message: { port: MessagePort } | 'checkpoint' | 'close') => {
  if (typeof message === 'object') return serve(message.port);
  inTurn(async () => {
    if (message === 'checkpoint') await database.exec('CHECKPOINT').catch(() => undefined);
    else {
      await database.close();
      parentPort?.postMessage('closed');
    }
  });
});
parentPort?.postMessage('ready');
