import type { ErrorRequestHandler } from 'express';
import { toAttendantError } from '../domain/errors.ts';
import type { Log } from '../ports.ts';

/** Every failure is answered in a sentence, without a word of what is inside. */
export function answerProblems(log: Log): ErrorRequestHandler {
  return (thrown: unknown, request, response, _next) => {
    const asked = requestProblem(thrown);
    if (asked === null)
      log.error('the console could not answer', { path: request.path, error: toAttendantError(thrown) });
    if (response.headersSent) return void response.destroy();
    if (asked !== null) return void response.status(asked.status).json({ error: asked.error });
    const away = toAttendantError(thrown).code === 'store_unavailable';
    response.status(away ? 503 : 500).json({
      error: away ? 'The store does not answer. Try again in a moment.' : 'Something went wrong. The log says what.',
    });
  };
}

/** Of the readers of bodies and URLs (http-errors): what was wrong with the request. */
function requestProblem(thrown: unknown): { readonly status: number; readonly error: string } | null {
  const status = thrown instanceof Error && 'status' in thrown ? Number(thrown.status) : 0;
  if (status < 400 || status >= 500) return null;
  if (status === 413) return { status, error: 'That is too much at once.' };
  if (status === 415) return { status, error: 'The form of this request is not one that is read here.' };
  return { status, error: 'The request could not be read.' };
}
