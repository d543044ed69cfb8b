import { Router } from 'express';
import { entryOf } from './access.ts';
import type { ConsoleDependencies } from './console-dependencies.ts';
import type { Who } from './contract/who.ts';
import { operatorOf } from './operator.ts';

/** `GET /api/who`. */
export function whoApi({ siteBook, sandbox }: Pick<ConsoleDependencies, 'siteBook' | 'sandbox'>): Router {
  const router = Router();
  router.get('/who', (_request, response) => {
    const lines = siteBook.sites().flatMap(({ id, name, time_zone, lines }) =>
      lines.map((line) => ({
        siteId: id,
        site: name,
        lineId: line.id,
        name: line.name,
        number: line.numbers[0] ?? '',
        timeZone: time_zone,
      })),
    );
    const who: Who = {
      operator: operatorOf(response),
      sandbox: sandbox() !== null,
      signedIn: entryOf(response).by === 'session',
      csrfToken: entryOf(response).csrfToken ?? '',
      lines,
    };
    response.set('Cache-Control', 'no-store').json(who);
  });
  return router;
}
