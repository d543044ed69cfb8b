import type { ErrorRequestHandler } from 'express';
import { toAttendantError } from '../domain/errors.ts';
import type { Log } from '../ports.ts';

/** What went wrong on the way, as a sentence: never a stack trace. */
export const answerFailure =
  (log: Log): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const status = statusOf(error);
    if (status !== null) return void response.status(status).json({ error: wordsFor(status) });
    const known = toAttendantError(error);
    log.error('the console could not answer', { path: request.path, error: known });
    const away = known.code === 'store_unavailable';
    const words = away
      ? 'The store does not answer at the moment. Try again soon.'
      : 'That did not work. The log says why.';
    response.status(away ? 503 : 500).json({ error: words });
  };

/** Of what the framework refused: a body that is no JSON or too large, an address that is none. */
function statusOf(error: unknown): number | null {
  if (error instanceof URIError) return 400;
  const { status } = (error ?? {}) as { readonly status?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}

function wordsFor(status: number): string {
  if (status === 413) return 'That is too large.';
  return status === 415 ? 'Send it as JSON.' : 'The request could not be read: send it as JSON.';
}
