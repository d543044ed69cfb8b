import { type Request, type Response, Router } from 'express';
import type { Log } from '../../ports.ts';
import type { FeedHub } from './feed-hub.ts';

/**
 * `GET /api/stream` as Server-Sent Events: what happens in calls (`call`), what changed elsewhere (`changed`). Resumes
 * behind `Last-Event-ID`, which a browser sends by itself, or behind `?after=`.
 */
export function streamApi(hub: FeedHub, log: Log): Router {
  const router = Router();
  router.get('/stream', (request, response) => {
    follow(hub, request, response).catch((error: unknown) => {
      log.warn('a console page cannot follow the calls', { error });
      if (response.headersSent) response.destroy();
      else response.status(503).json({ error: 'What happens in calls cannot be followed at the moment.' });
    });
  });
  return router;
}

async function follow(hub: FeedHub, request: Request, response: Response): Promise<void> {
  if (hub.closed) return void response.status(503).json({ error: 'This server is stopping.' });
  let begun = false;
  const begin = (): void => {
    if (begun) return;
    begun = true;
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
      'X-Content-Type-Options': 'nosniff',
    });
  };
  const gone = new Promise<void>((resolve) => response.once('close', resolve));
  const stop = await hub.follow(positionOf(request), {
    send(text) {
      begin();
      response.write(text);
    },
    get unsent() {
      return response.writableLength;
    },
    close: () => response.end(),
  });
  await gone;
  stop();
}

/** The header is newer: a browser that resumes sends it along with the address it began with. */
function positionOf(request: Request): number | null {
  const header = request.headers['last-event-id'];
  const asked = typeof header === 'string' && header !== '' ? header : request.query.after;
  return typeof asked === 'string' && /^\d{1,15}$/.test(asked) ? Number(asked) : null;
}
