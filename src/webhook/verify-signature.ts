import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import type { Form } from './form-fields.ts';
import type { WebhookPorts } from './webhook-ports.ts';

/** Parameters as they were sent: no nesting, no types, no decompression, nothing endless. */
export const parseForm = (): RequestHandler =>
  express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 500, inflate: false });

export const formOf = (request: { readonly body?: unknown }): Form => {
  const body = request.body;
  return typeof body === 'object' && body !== null ? { ...(body as Form) } : {};
};

/** Nothing below is reached by a request Twilio did not sign. The URL is ours, never what a header claims. */
export function verifySignature(ports: WebhookPorts): RequestHandler {
  return (request, response, next) => {
    const signature = request.headers['x-twilio-signature'];
    const verified = ports.verifier.verify({
      url: ports.publicUrl() + request.originalUrl,
      parameters: formOf(request),
      signature: typeof signature === 'string' ? signature : null,
    });
    if (verified) return next();
    ports.log.warn('a webhook without a valid signature', { path: request.path, signed: signature !== undefined });
    ports.metrics.count('attendant_webhooks_total', { route: 'any', outcome: 'refused' });
    response.status(403).type('text/plain').send('The signature does not fit.');
  };
}

/** What cannot be parsed cannot have been signed. */
export function refuseUnparsed(ports: WebhookPorts): ErrorRequestHandler {
  return (_error, request, response, _next) => {
    ports.log.warn('a webhook that cannot be parsed', { path: request.path });
    if (!response.headersSent) response.status(403).type('text/plain').send('The request cannot be read.');
  };
}
