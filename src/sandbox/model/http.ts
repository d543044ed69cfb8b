import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { ApiError } from './api-error.ts';
import { asObject, type JsonObject } from './dialogue.ts';

const largestBody = 4_000_000;

/** A request's JSON object; throws ApiError when it is none. */
export async function readBody(request: IncomingMessage): Promise<JsonObject> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    size += (piece as Buffer).length;
    if (size > largestBody) throw new ApiError(413, 'The request is too large.');
    pieces.push(piece as Buffer);
  }
  const text = Buffer.concat(pieces).toString('utf8');
  try {
    return asObject(JSON.parse(text));
  } catch {
    throw new ApiError(400, 'We could not parse the JSON body of your request.');
  }
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** Ends open connections too. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
