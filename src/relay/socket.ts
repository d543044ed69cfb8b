import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { cameBack } from '../domain/hand-off-progress.ts';
import type { RequestVerifier } from '../ports.ts';
import { loadCall, type RelayDependencies } from './call-in-progress.ts';
import { SessionDriver } from './driver.ts';
import { NoticeFeed } from './notice-feed.ts';

export interface RelayOptions extends RelayDependencies {
  readonly verifier: RequestVerifier;
  readonly draining: () => boolean;
}

export interface Relay {
  /** Sessions open now. */
  readonly sessions: number;
  /** Ends all sessions; the carrier then asks the `<Connect action>` what comes next. */
  endAll(): void;
  /** A notice came for this call: its session, if it is here, asks for it at once. */
  nudge(callId: string): void;
}

/** What is open in this process. */
interface Open {
  readonly drivers: Set<SessionDriver>;
  readonly notices: NoticeFeed;
}

/** One frame of Twilio is well below this; larger ones close the socket (1009). */
const maximumFrameBytes = 64 * 1024;
/** A caller cannot speak this fast: more frames than this in a second close the socket (1008). */
const framesPerSecond = 200;
const pingMs = 15_000;
/** What a peer that no longer reads may leave unsent. */
const maximumUnsentBytes = 1024 * 1024;

/** Accepts ConversationRelay sockets on `/relay`: signature and single-use token come before any session. */
export function attachRelay(server: Server, options: RelayOptions): Relay {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maximumFrameBytes,
    perMessageDeflate: false,
    skipUTF8Validation: false,
  });
  const open: Open = { drivers: new Set(), notices: new NoticeFeed(options) };
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    void upgrade(options, sockets, open, request, socket, head);
  });
  return {
    get sessions() {
      return open.drivers.size;
    },
    endAll() {
      for (const driver of open.drivers) driver.end('drained', 1012);
    },
    nudge: (callId) => open.notices.nudge(callId),
  };
}

async function upgrade(
  options: RelayOptions,
  sockets: WebSocketServer,
  open: Open,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> {
  try {
    const admitted = await admit(options, request);
    if (typeof admitted === 'number') return refuse(socket, admitted);
    sockets.handleUpgrade(request, socket, head, (connection) => serve(options, open, connection, admitted));
  } catch (error) {
    options.log.error('relay upgrade failed', { error });
    refuse(socket, 503);
  }
}

type Admitted = Exclude<Awaited<ReturnType<typeof admit>>, number>;

/** The call this socket is for, or the status to refuse it with. */
async function admit(options: RelayOptions, request: IncomingMessage) {
  const target = request.url ?? '';
  const base = options.publicUrl().replace(/\/$/, '').replace(/^http/, 'ws');
  const url = URL.canParse(target, 'ws://relay') ? new URL(target, 'ws://relay') : null;
  if (url === null || !url.pathname.endsWith('/relay')) return 404;
  const signature = request.headers['x-twilio-signature'];
  const signed = {
    url: `${base}${target}`,
    parameters: {},
    signature: typeof signature === 'string' ? signature : null,
  };
  if (!options.verifier.verify(signed)) return 403;
  const callSid = url.searchParams.get('call') ?? '';
  const token = url.searchParams.get('token') ?? '';
  if (!(await options.store.redeemRelayToken(token, callSid, options.clock.now()))) return 401;
  const inProgress = await loadCall(options, callSid);
  return inProgress === null ? 401 : { inProgress, token };
}

function refuse(socket: Duplex, status: number): void {
  const reason =
    status === 404
      ? 'Not Found'
      : status === 503
        ? 'Service Unavailable'
        : status === 401
          ? 'Unauthorized'
          : 'Forbidden';
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function serve(options: RelayOptions, open: Open, connection: WebSocket, { inProgress, token }: Admitted): void {
  const { clock, log, metrics } = options;
  const driver = new SessionDriver(options, inProgress, {
    send(frame) {
      if (connection.readyState !== connection.OPEN) return;
      connection.send(frame);
      if (connection.bufferedAmount > maximumUnsentBytes) connection.terminate();
    },
    close: (code, reason) => connection.close(code, reason),
  });
  open.drivers.add(driver);
  open.notices.opened(inProgress.call.id, driver);
  if (cameBack(inProgress.events)) open.notices.nudge(inProgress.call.id);
  metrics.gauge('attendant_relay_sessions', open.drivers.size);
  const flood = floodGate(() => clock.now());
  connection.on('message', (data, isBinary) => {
    if (flood()) return connection.close(1008, 'too many frames');
    if (!isBinary) driver.receive(String(data));
  });
  connection.on('error', (error) =>
    log.warn('relay socket error', { callId: inProgress.call.id, reason: error.message }),
  );
  const stopPinging = keepAlive(options, connection);
  connection.on('close', (code) => {
    stopPinging();
    driver.closed(code);
    open.drivers.delete(driver);
    open.notices.closed(driver);
    metrics.gauge('attendant_relay_sessions', open.drivers.size);
    if (driver.lost)
      options.store.releaseRelayToken(token).catch((error: unknown) => log.warn('relay token not released', { error }));
  });
}

/** Says true once more frames come in a second than a call can have. */
function floodGate(now: () => number): () => boolean {
  let second = 0;
  let frames = 0;
  return () => {
    const current = Math.floor(now() / 1000);
    frames = current === second ? frames + 1 : 1;
    second = current;
    return frames > framesPerSecond;
  };
}

/** Pings; a peer that answered nothing since the last ping is gone. */
function keepAlive({ clock }: RelayOptions, connection: WebSocket): () => void {
  let alive = true;
  connection.on('pong', () => {
    alive = true;
  });
  let cancel = clock.after(pingMs, beat);
  function beat(): void {
    if (!alive) return connection.terminate();
    alive = false;
    connection.ping();
    cancel = clock.after(pingMs, beat);
  }
  return () => cancel();
}
