import { WebSocket } from 'ws';
import { signRequest } from './sign-request.ts';

export interface RelaySocket {
  send(frame: unknown): void;
  close(code: number, reason: string): void;
}

export interface SocketListener {
  /** `null`: a binary frame. */
  received(data: string | null): void;
  closed(code: number, reason: string): void;
}

const HANDSHAKE_TIMEOUT_MS = 5000;

/**
 * Opens the socket as Twilio does: signed over the literal URL of the TwiML. A string says why it did not open.
 * When `closing` aborts the connection is dropped.
 */
export function openRelaySocket(
  url: string,
  authToken: string,
  closing: AbortSignal,
  listener: SocketListener,
): Promise<RelaySocket | string> {
  const socket = new WebSocket(url, {
    headers: { 'X-Twilio-Signature': signRequest(authToken, url), 'User-Agent': 'Jetty/11.0.24' },
    handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
    perMessageDeflate: false,
  });
  const drop = () => socket.terminate();
  closing.addEventListener('abort', drop);
  return new Promise((resolve) => {
    // Stays for the socket's life: an 'error' without a listener would end the process. 'close' always follows it.
    socket.on('error', (error) => resolve(error.message));
    socket.on('message', (data, binary) => listener.received(binary ? null : String(data)));
    socket.on('close', (code, reason) => {
      closing.removeEventListener('abort', drop);
      resolve('closed');
      listener.closed(code, reason.toString());
    });
    socket.on('open', () => resolve(wrap(socket)));
  });
}

function wrap(socket: WebSocket): RelaySocket {
  return {
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
    },
    close: (code, reason) => socket.close(code, reason),
  };
}
