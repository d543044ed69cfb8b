import { z } from 'zod';
import { type Route, type RouteHandler, type RouteRequest, sendJson } from './http-routes.ts';

/** A route for whoever sits at this computer. What its handler throws is told as a wrong order. */
export function controlRoute(method: string, path: string, handle: RouteHandler): Route {
  const checked: RouteHandler = async (request) => {
    if (!isLocal(request)) return sendJson(request.response, 403, { message: 'only from this computer' });
    try {
      await handle(request);
    } catch (error) {
      const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
      if (!request.response.headersSent) sendJson(request.response, 400, { message });
    }
  };
  return { method, pattern: new RegExp(`^${path}$`), handle: checked };
}

/** Address, Host and Origin: a web page elsewhere must not be able to place calls through a name that points here. */
function isLocal({ raw }: RouteRequest): boolean {
  const address = raw.socket.remoteAddress ?? '';
  const origin = raw.headers.origin;
  const hosts = [`http://${raw.headers.host ?? ''}`, ...(origin === undefined ? [] : [origin])];
  return /^(::ffff:)?127\.|^::1$/.test(address) && hosts.every(isLoopbackUrl);
}

function isLoopbackUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  return /^(localhost|127\.[\d.]+|\[::1\])$/.test(new URL(url).hostname);
}
