import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { Request, Response } from 'express';

/** Passes on what the stand-in sends at `url`, as it comes, until either side ends it. */
export async function pipeStream(url: string, request: Request, response: Response): Promise<void> {
  const left = new AbortController();
  response.on('close', () => left.abort());
  const seen = request.headers['last-event-id'];
  try {
    const headers = typeof seen === 'string' ? { 'last-event-id': seen } : {};
    const upstream = await fetch(url, { headers, signal: left.signal });
    if (upstream.body === null || !upstream.ok) return refuse(response, upstream.status);
    response.status(200).set({
      'Content-Type': upstream.headers.get('content-type') ?? 'application/octet-stream',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
      'X-Content-Type-Options': 'nosniff',
    });
    const name = upstream.headers.get('content-disposition');
    if (name !== null) response.set({ 'Content-Disposition': name, 'Content-Security-Policy': 'sandbox' });
    response.flushHeaders();
    await pipeline(Readable.fromWeb(upstream.body as ReadableStream), response);
  } catch {
    // Whoever hangs up first ends the stream; a page asks for it again by itself.
    if (response.headersSent) response.destroy();
    else refuse(response, 502);
  }
}

function refuse(response: Response, status: number): void {
  if (status === 404) response.status(404).json({ error: 'This is not there.' });
  else response.status(502).json({ error: 'The sandbox does not answer.' });
}
