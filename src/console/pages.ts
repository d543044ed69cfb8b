import { join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';

/** Nothing from elsewhere is loaded, no script stands in a page, nobody may frame one. Style attributes are React's. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "media-src 'self' blob:",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** The phone listens to whoever sits there; the rest of what a browser can do is of no use here. */
const permissions = [
  'microphone=(self)',
  'autoplay=(self)',
  'camera=()',
  'geolocation=()',
  'display-capture=()',
  'payment=()',
  'usb=()',
  'serial=()',
  'midi=()',
].join(', ');

const guarded: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy': policy,
    'Permissions-Policy': permissions,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': 'same-origin',
  });
  next();
};

/** The console's pages: one document, its scripts and styles with their content's hash in the name. */
export function consolePages(directory: string): Router {
  const router = Router();
  router.use(guarded);
  router.use('/assets', express.static(join(directory, 'assets'), { immutable: true, maxAge: '365d', index: false }));
  router.use(
    express.static(directory, {
      index: 'index.html',
      cacheControl: false,
      setHeaders: (response) => response.setHeader('Cache-Control', 'no-cache'),
    }),
  );
  return router;
}
