import express, { type RequestHandler } from 'express';

/** Reads a JSON body of at most so much; anything else is refused in JSON too. */
export function jsonBody(limit = '4kb'): RequestHandler {
  const parse = express.json({ limit });
  return (request, response, next) =>
    parse(request, response, (problem?: unknown) => {
      if (problem === undefined) return next();
      response.status(400).json({ error: `Send a JSON object of at most ${limit}.` });
    });
}
