import type { ServerResponse } from 'node:http';
import type { Clock } from '../real-clock.ts';

const KEEP_ALIVE_MS = 15_000;

export interface EventStream {
  send(id: number | string, event: unknown): void;
  end(): void;
}

/** Begins a stream of server-sent events; `closed` is called once, when either side ends it. */
export function openEventStream(clock: Clock, response: ServerResponse, closed: () => void): EventStream {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache',
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
  let stop = (): void => {};
  const beat = (): void => {
    response.write(': still here\n\n');
    stop = clock.after(KEEP_ALIVE_MS, beat);
  };
  stop = clock.after(KEEP_ALIVE_MS, beat);
  response.on('close', () => {
    stop();
    closed();
  });
  return {
    send: (id, event) => void response.write(`id: ${id}\ndata: ${JSON.stringify(event)}\n\n`),
    end: () => void response.end(),
  };
}
