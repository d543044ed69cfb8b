import { createServer, type Server } from 'node:http';
import express from 'express';
import { Door } from './console/access/door.ts';
import { metricsAccess } from './console/access/metrics-access.ts';
import { createConsoleApi } from './console/console-api.ts';
import type { ConsoleDependencies } from './console/console-dependencies.ts';
import { FeedHub } from './console/live/feed-hub.ts';
import { consolePages } from './console/pages.ts';
import type { ResolveLocal } from './domain/agreed-time.ts';
import type { OutboxMessage } from './domain/message.ts';
import { createCallbackRunner } from './jobs/run-callbacks.ts';
import { startJobs, withNextAttempt } from './jobs/run-jobs.ts';
import { createCallbackPages } from './pages/callback-pages.ts';
import { createPages } from './pages/pages.ts';
import type { CallPlacer } from './ports/call-placer.ts';
import type { Recorder } from './ports/recorder.ts';
import type { Store } from './ports/store.ts';
import type { Clock, Jobs, Journal, LinkSigner, Model, RequestVerifier } from './ports.ts';
import { attachRelay, type Relay } from './relay/socket.ts';
import { previewTools } from './tools/preview-tools.ts';
import { createToolbox } from './tools/toolbox.ts';
import { createTwilioRouter } from './webhook/twilio-router.ts';

/** Everything from outside, and what the configuration says of this process. */
export interface AppPorts extends ConsoleDependencies {
  readonly jobs: Jobs;
  readonly journal: Journal;
  readonly model: Model;
  /** Told of a message that the carrier could not deliver. Must not throw. */
  readonly followUp: (message: OutboxMessage) => Promise<void>;
  /** Told of a call that is over. Must not throw. */
  readonly followUpCall: (callId: string) => Promise<void>;
  readonly verifier: RequestVerifier;
  readonly publicUrl: () => string;
  /** Of the links to callbacks; absent: there are no pages of them. */
  readonly linkSigner?: LinkSigner;
  /** Absent: callbacks are taken, and placed by another process. */
  readonly placer?: CallPlacer;
  readonly recorder?: Recorder;
  /** What remains of conversations with people; see `RunJobsDependencies`. */
  readonly fetchRecording?: (recordingId: string) => Promise<void>;
  readonly wrapUp?: (callId: string) => Promise<void>;
  readonly startWrapUp?: (callId: string) => Promise<void>;
  readonly deletePerson?: (deletionId: string) => Promise<void>;
  readonly applyRetention?: (runId: string) => Promise<void>;
  /** The rules of the time zones; absent: those this process runs with. */
  readonly resolveLocal?: ResolveLocal;
}

export interface App {
  readonly server: Server;
  /** A call may have been left something to be told. */
  nudge(callId: string): void;
  /** This process has written events of calls: the console's pages are told at once. */
  eventsWritten(): void;
  /** Starts the jobs and delivers what an earlier process left. */
  start(): Promise<void>;
  /** No new calls, either way; running ones may go on for `limitMs`; then jobs, then the journal. The store is the caller's. */
  drain(limitMs: number): Promise<void>;
}

/** Joins the folders. Knows ports only, so that tests can give it others. */
export function createApp(ports: AppPorts): App {
  let draining = false;
  let jobs: { stop(): Promise<void> } | null = null;
  const isDraining = (): boolean => draining;
  const http = express();
  http.disable('x-powered-by');
  const { placer, linkSigner } = ports;
  const runner =
    placer === undefined ? null : createCallbackRunner({ ...ports, placer, announce: ports.announceCallback });
  const shared = { ...ports, nudgeCallbacks: () => runner?.nudge() };
  const told = {
    onUndelivered: ports.followUp,
    async onCallEnded(callId: string) {
      runner?.nudge();
      await ports.followUpCall(callId);
      await ports.startWrapUp?.(callId);
    },
  };
  http.use('/twilio', createTwilioRouter({ ...shared, ...told, draining: isDraining }));
  http.use('/form', createPages({ ...shared, nudge: (callId) => relay.nudge(callId) }));
  if (linkSigner !== undefined) http.use('/callback', createCallbackPages({ ...shared, linkSigner }));
  const deliver = withNextAttempt(ports);
  const feed = new FeedHub(ports);
  http.use(ownRoutes({ ...shared, deliver, feed, nudge: (callId) => relay.nudge(callId) }, isDraining));
  const server = createServer(http);
  server.requestTimeout = 30_000;
  const relay = attachRelay(server, { ...shared, deliver, createToolbox, draining: isDraining });
  return {
    server,
    nudge: (callId) => relay.nudge(callId),
    eventsWritten: () => feed.wake(),
    async start() {
      jobs = await startJobs(ports);
      runner?.start();
    },
    async drain(limitMs) {
      draining = true;
      feed.close();
      await runner?.stop();
      await callsEnded(ports.clock, relay, limitMs);
      relay.endAll();
      await jobs?.stop();
      await ports.journal.close();
    },
  };
}

/** Waits until no session is left or the limit is reached, looking every 200 ms. */
function callsEnded(clock: Clock, relay: Relay, limitMs: number): Promise<void> {
  const until = clock.now() + limitMs;
  return new Promise((resolve) => {
    const look = (): void => {
      if (relay.sessions === 0 || clock.now() >= until) resolve();
      else clock.after(200, look);
    };
    look();
  });
}

function ownRoutes(ports: AppPorts, draining: () => boolean): express.Router {
  const router = express.Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'alive' });
  });
  router.get('/readyz', async (_request, response) => {
    const reason = draining() ? 'draining' : await storeProblem(ports.store);
    response
      .status(reason === null ? 200 : 503)
      .json(reason === null ? { status: 'ready' } : { status: 'not ready', reason });
  });
  const door = new Door(ports);
  router.get('/metrics', metricsAccess(door), async (_request, response) => {
    response.type('text/plain; version=0.0.4').send(await ports.metrics.render());
  });
  router.use('/api', createConsoleApi({ ...ports, previewTools }, door));
  router.use(ports.pagesDirectory === undefined ? notBuilt : consolePages(ports.pagesDirectory));
  return router;
}

async function storeProblem(store: Store): Promise<string | null> {
  try {
    await store.ping();
    return null;
  } catch {
    return 'the store does not answer';
  }
}

const notBuilt: express.RequestHandler = (request, response, next) => {
  if (request.path !== '/') return next();
  response.type('text/plain').send("Attendant is answering. The console's pages are not built: npm run build\n");
};
