import type { Request, RequestHandler } from 'express';

const loopbackNames = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
const loopbackAddresses = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** From this machine, neither through a tunnel or proxy nor by a foreign page that made a name of its own point here. */
export function isLocal(request: Request): boolean {
  const forwarded =
    request.headers['x-forwarded-for'] ?? request.headers.forwarded ?? request.headers['x-forwarded-host'];
  return (
    forwarded === undefined &&
    loopbackAddresses.has(request.socket.remoteAddress ?? '') &&
    loopbackNames.test(request.headers.host ?? '')
  );
}

/** May change something. */
export const isUnsafe = (request: Request): boolean => !safeMethods.has(request.method);

/**
 * Refuses what a page from elsewhere makes a browser send, whatever the way in: browsers say where a request comes
 * from, and no page can make them lie. Scripts say nothing and pass. `publicUrl`: where the console is reached besides
 * its own address; behind a proxy that changes `Host` it is the only name browsers know.
 */
export function refuseForeign(publicUrl: () => string): RequestHandler {
  return (request, response, next) => {
    if (!isForeign(request, publicUrl())) return next();
    response.status(403).json({ error: 'This request comes from another site.' });
  };
}

function isForeign(request: Request, publicUrl: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && (site !== 'none' || isUnsafe(request))) return true;
  const { origin } = request.headers;
  return origin !== undefined && !isOwnOrigin(origin, request.headers.host ?? '', publicUrl);
}

/** Under the public name only as the public URL has it: what a page over plain http sends to it is foreign. */
function isOwnOrigin(origin: string, host: string, publicUrl: string): boolean {
  const own = URL.canParse(publicUrl) ? new URL(publicUrl) : null;
  if (origin === own?.origin) return true;
  return host !== own?.host && (origin === `http://${host}` || origin === `https://${host}`);
}
