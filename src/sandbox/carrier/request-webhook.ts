import { type Clock, pause } from '../real-clock.ts';
import { newSid } from './sid.ts';
import { type Parameters, signRequest } from './sign-request.ts';

export interface WebhookRequest {
  /** May end in connection overrides (`#rc=2&rp=5xx`), which are neither sent nor signed. */
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly parameters: Parameters;
}

export type WebhookResult =
  | { readonly ok: true; readonly status: number; readonly contentType: string; readonly body: string }
  /** `code`: Twilio's error code, e.g. 11200. */
  | { readonly ok: false; readonly code: number; readonly message: string };

export interface WebhookSender {
  /** Real time: the answer of a server under test does not come sooner because the call is played fast. */
  readonly clock: Clock;
  readonly authToken: string;
  /** Aborts when the carrier closes. */
  readonly closing: AbortSignal;
  /** Over all attempts. Twilio: 15,000 ms. */
  readonly timeoutMs: number;
}

const MAX_REDIRECTS = 10;

/** Asks the server under test as Twilio does: signed, with time limit, retries by override, redirects followed. */
export async function requestWebhook(sender: WebhookSender, request: WebhookRequest): Promise<WebhookResult> {
  const [url = '', fragment = ''] = request.url.split('#');
  const overrides = new URLSearchParams(fragment);
  const retried = (overrides.get('rp') ?? 'ct').split(',');
  const attempts = 1 + Number(overrides.get('rc') ?? 1);
  const token = newSid('IT');
  const deadline = timeLimit(sender);
  let result: WebhookResult = { ok: false, code: 11200, message: 'not tried' };
  for (let attempt = 0; attempt < attempts; attempt++) {
    result = await followRedirects(sender, { ...request, url }, token, deadline.signal);
    if (!wantsRetry(result, retried) || deadline.signal.aborted) break;
  }
  deadline.stop();
  return result;
}

function timeLimit(sender: WebhookSender): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const done = new AbortController();
  void pause(sender.clock, sender.timeoutMs, AbortSignal.any([done.signal, sender.closing])).then(() =>
    controller.abort(),
  );
  return { signal: AbortSignal.any([controller.signal, sender.closing]), stop: () => done.abort() };
}

function wantsRetry(result: WebhookResult, retried: readonly string[]): boolean {
  if (retried.includes('all')) return !result.ok || result.status >= 400;
  if (!result.ok) return result.code === 11205 && retried.includes('ct');
  return (result.status >= 500 && retried.includes('5xx')) || (isClientError(result.status) && retried.includes('4xx'));
}

const isClientError = (status: number): boolean => status >= 400 && status < 500;

async function followRedirects(
  sender: WebhookSender,
  request: WebhookRequest,
  token: string,
  signal: AbortSignal,
): Promise<WebhookResult> {
  let next = request;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const answer = await requestOnce(sender, next, token, signal);
    if (!answer.ok || answer.location === null) return answer;
    // As browsers do: only 307 and 308 keep method and body.
    const keep = answer.status === 307 || answer.status === 308;
    const url = new URL(answer.location, next.url).href;
    next = keep ? { ...next, url } : { url, method: 'GET', parameters: {} };
  }
  return { ok: false, code: 11215, message: 'too many redirects' };
}

type Answer =
  | (WebhookResult & { readonly ok: true; readonly location: string | null })
  | (WebhookResult & { ok: false });

async function requestOnce(
  sender: WebhookSender,
  request: WebhookRequest,
  token: string,
  signal: AbortSignal,
): Promise<Answer> {
  const url = request.method === 'GET' ? withQuery(request) : request.url;
  const signed = request.method === 'GET' ? {} : request.parameters;
  const headers: Record<string, string> = {
    'x-twilio-signature': signRequest(sender.authToken, url, signed),
    'i-twilio-idempotency-token': token,
    'user-agent': 'TwilioProxy/1.1',
    accept: '*/*',
  };
  const body = request.method === 'GET' ? {} : { body: new URLSearchParams(pairs(request.parameters)) };
  try {
    const response = await fetch(url, { method: request.method, headers, signal, redirect: 'manual', ...body });
    const text = await response.text();
    const location = isRedirect(response.status) ? response.headers.get('location') : null;
    const contentType = response.headers.get('content-type') ?? '';
    return { ok: true, status: response.status, contentType, body: text, location };
  } catch (error) {
    return fetchFailure(error, url);
  }
}

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

function fetchFailure(error: unknown, url: string): WebhookResult & { ok: false } {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
  const connected = !/ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|connect/i.test(cause);
  return { ok: false, code: connected ? 11200 : 11205, message: `${url}: ${cause}` };
}

function withQuery(request: WebhookRequest): string {
  const query = new URLSearchParams(pairs(request.parameters)).toString();
  if (query === '') return request.url;
  return request.url + (request.url.includes('?') ? '&' : '?') + query;
}

const pairs = (parameters: Parameters): [string, string][] =>
  Object.entries(parameters).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one): [string, string] => [name, one]),
  );
