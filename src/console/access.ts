import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { Operator } from '../domain/operator.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const loopbackNames = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
const loopbackAddresses = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/**
 * Who may use the console. With a password: whoever knows it (HTTP Basic, any user name). Without: only this machine,
 * and neither through a tunnel or proxy nor by a foreign page that made a name of its own point here.
 */
export function consoleAccess(password: string | null): RequestHandler {
  return (request, response, next) => {
    if (password === null ? isLocal(request) : knows(password, request.headers.authorization)) {
      response.locals.operator = { name: password === null ? 'local' : 'console', role: 'admin' } satisfies Operator;
      return next();
    }
    if (password !== null) response.set('WWW-Authenticate', 'Basic realm="Attendant", charset="UTF-8"');
    response.status(password === null ? 403 : 401).json({
      error:
        password === null
          ? 'Only from this machine. Set CONSOLE_PASSWORD for others.'
          : 'The console password is needed.',
    });
  };
}

function isLocal(request: Request): boolean {
  const forwarded =
    request.headers['x-forwarded-for'] ?? request.headers.forwarded ?? request.headers['x-forwarded-host'];
  return (
    forwarded === undefined &&
    loopbackAddresses.has(request.socket.remoteAddress ?? '') &&
    loopbackNames.test(request.headers.host ?? '')
  );
}

function knows(password: string, authorization: string | undefined): boolean {
  const given = Buffer.from(authorization?.replace(/^Basic /i, '') ?? '', 'base64').toString('utf8');
  return given.includes(':') && timingSafeEqual(digest(given.slice(given.indexOf(':') + 1)), digest(password));
}
