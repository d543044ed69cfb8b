import type { RequestHandler } from 'express';

/**
 * What the API answers is kept nowhere, read as what it says it is, and inert where a browser shows it as a page. A
 * route that needs otherwise says so itself.
 */
export const apiHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'self'; sandbox",
  });
  next();
};
