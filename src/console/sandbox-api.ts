import { Router } from 'express';
import type { Site } from '../domain/site.ts';
import type { ConsoleDependencies } from './console-dependencies.ts';

/** `GET /api/sandbox`: where the stand-in for the carrier is, and which lines a phone can call. */
export function sandboxApi({ sandbox, siteBook }: Pick<ConsoleDependencies, 'sandbox' | 'siteBook'>): Router {
  const router = Router();
  router.get('/sandbox', (_request, response) => {
    const found = sandbox();
    if (found === null)
      return void response
        .status(404)
        .json({ error: 'This server has no sandbox carrier: its calls come from Twilio.' });
    response.json({ ...found, lines: siteBook.sites().flatMap(linesOf) });
  });
  return router;
}

const linesOf = (site: Site) =>
  site.lines.map((line) => ({ site: site.id, line: line.id, name: line.name, number: line.numbers[0] }));
