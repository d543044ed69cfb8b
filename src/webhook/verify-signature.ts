import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import type { Form } from './form-fields.ts';
import type { WebhookPorts } from './webhook-ports.ts';

const MOST_PARAMETERS = 500;

/** Takes the form as text: the signature covers names and values as sent, and common parsers drop or nest some. */
export const readForm = (): RequestHandler =>
  express.text({ type: 'application/x-www-form-urlencoded', limit: '64kb', inflate: false });

/** The parameters of a request; one that came several times is a list. */
export function formOf(request: { readonly body?: unknown }): Form {
  if (typeof request.body !== 'string') return {};
  const names = Map.groupBy(new URLSearchParams(request.body), ([name]) => name);
  const form = [...names].map(([name, pairs]) => [
    name,
    pairs.length === 1 ? (pairs[0]?.[1] ?? '') : pairs.map(([, value]) => value),
  ]);
  return form.length > MOST_PARAMETERS ? {} : Object.fromEntries(form);
}

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
