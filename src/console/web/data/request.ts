import type { z } from 'zod';
import { Problem } from '../../contract/problem.ts';

/** What the server said no with, in its own words. */
export class RequestError extends Error {
  /** 0: the server was not reached. */
  readonly status: number;
  /** Before, it is of no use to ask again; 0: at once. */
  readonly retryAfterSeconds: number;

  constructor(status: number, message: string, retryAfterSeconds = 0) {
    super(message);
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON; a string goes out as `text/plain`. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

let csrfToken = '';
let onSignedOut: () => void = () => {};

/** Given by `/api/who`; goes out with whatever changes something. */
export function keepCsrfToken(token: string): void {
  csrfToken = token;
}

/** Called when the server no longer knows who we are. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

/** One request to the server's JSON. Rejects with a `RequestError` only. `path` begins with `/api/`. */
export async function request<T>(schema: z.ZodType<T>, path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(path, options);
  if (response.status === 401) onSignedOut();
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const wait = Number(response.headers.get('retry-after') ?? 0);
    throw new RequestError(response.status, problemOf(body, response.status), Number.isFinite(wait) ? wait : 0);
  }
  const parsed = schema.safeParse(body);
  if (!parsed.success)
    throw new RequestError(response.status, 'The server answered in a way this page does not know. Reload it.');
  return parsed.data;
}

async function send(path: string, { method = 'GET', body, signal }: RequestOptions): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json', 'x-requested-with': 'attendant' };
  if (method !== 'GET') headers['x-csrf-token'] = csrfToken;
  if (body !== undefined) headers['content-type'] = typeof body === 'string' ? 'text/plain' : 'application/json';
  const sent = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  try {
    return await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      ...(sent !== undefined && { body: sent }),
      ...(signal !== undefined && { signal }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new RequestError(0, 'The server does not answer. Is it running?');
  }
}

function problemOf(body: unknown, status: number): string {
  const problem = Problem.safeParse(body);
  return problem.success ? problem.data.error : `The server refused this (${status}).`;
}

/** `path` with a query; what is undefined or empty is left out. */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | number | boolean | undefined>>,
): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '' && value !== false) parts.set(name, value === true ? '1' : String(value));
  const text = parts.toString();
  return text === '' ? path : `${path}?${text}`;
}
