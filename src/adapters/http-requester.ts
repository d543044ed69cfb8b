import { lookup } from 'node:dns/promises';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import { fail, type Outcome, succeed } from '../domain/errors.ts';
import type { HttpAnswer, HttpRequest, HttpRequester } from '../ports/http-requester.ts';
import type { Clock, VendorFailure } from '../ports.ts';
import { addressRefused, guardLookup, type Resolve, type Zone } from './address-guard.ts';
import { exchange, type Received, type Unanswered } from './http-exchange.ts';
import { followRedirect, type Hop, isRedirect, toHeaders } from './http-hop.ts';
import { checkTarget, parseUrl } from './http-target.ts';
import { toText } from './http-text.ts';

export interface HttpRequesterOptions {
  readonly clock: Clock;
  /** Another resolver of host names; absent: the system's. */
  readonly lookup?: Resolve;
}

type Answered = Outcome<HttpAnswer, VendorFailure>;
type Agents = Readonly<Record<Zone, Dispatcher>>;

const mostRedirects = 3;
/** Between two actions of a call: the second finds the connection open. */
const keepAliveMs = 30_000;
const longestConnectMs = 15_000;

/** HTTP with no way into the house: only listed hosts, only public addresses, whatever a name or a redirect says. */
export function createHttpRequester(options: HttpRequesterOptions): HttpRequester {
  const resolve = options.lookup ?? systemLookup;
  // Kept apart, so that a connection into the house is never there for a request that may not go there.
  const agents: Agents = { public: createAgent(resolve, 'public'), private: createAgent(resolve, 'private') };
  const running = new Set<Promise<Answered>>();
  return {
    request(request) {
      const answer = inTime(options.clock, request, agents).finally(() => running.delete(answer));
      running.add(answer);
      return answer;
    },
    async close() {
      await Promise.all(running);
      await Promise.all(Object.values(agents).map((agent) => agent.destroy()));
    },
  };
}

async function systemLookup(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

function createAgent(resolve: Resolve, zone: Zone): Agent {
  const connect = buildConnector({ lookup: guardLookup(resolve, zone), timeout: longestConnectMs });
  return new Agent({ connect, keepAliveTimeout: keepAliveMs, headersTimeout: 0, bodyTimeout: 0 });
}

async function inTime(clock: Clock, request: HttpRequest, agents: Agents): Promise<Answered> {
  const controller = new AbortController();
  const cancel = clock.after(request.timeoutMs, () => controller.abort(new Error('no answer in time')));
  try {
    const headers = toHeaders(request.headers);
    if (headers === null) return fail(refusal('bad_header', 'a header cannot be sent', true));
    return await travel({ ...request, headers }, agents, controller.signal);
  } catch (error) {
    return fail(noAnswer({ sent: true, error }, false));
  } finally {
    cancel();
  }
}

/** The request and the redirects it meets. A redirect that is not followed is the answer. */
async function travel(request: HttpRequest, agents: Agents, signal: AbortSignal): Promise<Answered> {
  const { method, headers, body, maximumBytes } = request;
  const first = checkTarget(parseUrl(request.url), request);
  if (typeof first === 'string') return fail(refusal('host_not_allowed', first, true));
  let hop: Hop = { method, url: first.url, headers, body };
  let { zone } = first;
  for (let redirects = 0; ; redirects++) {
    const outcome = await exchange(agents[zone], hop, { maximumBytes, signal });
    const harmless = redirects === 0 || method === 'GET';
    if (!outcome.ok) return fail(noAnswer(outcome.failure, harmless));
    const next = redirects < mostRedirects ? nextHop(hop, outcome.value) : null;
    if (next === null) return succeed(toAnswer(outcome.value));
    const target = checkTarget(next.url, request);
    if (typeof target === 'string') return fail(refusal('host_not_allowed', target, method === 'GET'));
    ({ zone } = target);
    hop = next;
  }
}

function nextHop(hop: Hop, { status, headers }: Received): Hop | null {
  const url = isRedirect(status) && headers.location !== undefined ? parseUrl(String(headers.location), hop.url) : null;
  return url === null ? null : followRedirect(hop, status, url);
}

function toAnswer({ status, headers, body, truncated }: Received): HttpAnswer {
  const contentType = String(headers['content-type'] ?? '').slice(0, 200);
  const plain = (headers['content-encoding'] ?? 'identity') === 'identity';
  return plain
    ? { status, contentType, body: toText(body, contentType), truncated }
    : { status, contentType, body: '', truncated: true };
}

/** `harmless`: what was asked of servers before this one has no effect, so that asking all over again is safe. */
function noAnswer({ sent, error }: Unanswered, harmless: boolean): VendorFailure {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const words = typeof message === 'string' && message !== '' ? message.slice(0, 200) : 'no answer';
  if (code === addressRefused) return refusal('host_not_allowed', words, harmless);
  const certain = harmless && !sent;
  return { reached: false, certain, retryable: true, code: null, message: words, retryAfterMs: null };
}

function refusal(code: string, message: string, certain: boolean): VendorFailure {
  return { reached: false, certain, retryable: false, code, message, retryAfterMs: null };
}
