import OpenAI, { APIError, type ClientOptions } from 'openai';
import { Agent, fetch } from 'undici';
import type { ModelFailure } from '../ports.ts';

/** The vendor's request types, re-exported so that the `openai` package is imported here and nowhere else. */
export type ResponsesBody = OpenAI.Responses.ResponseCreateParamsStreaming;
export type ResponsesInputItem = OpenAI.Responses.ResponseInputItem;
export type ChatBody = OpenAI.Chat.Completions.ChatCompletionCreateParamsStreaming;
export type ChatMessage = OpenAI.Chat.Completions.ChatCompletionMessageParam;

/** The HTTP side of an OpenAI-compatible server. Everything may throw; `toModelFailure` reads what was thrown. */
export interface OpenAiClient {
  /** True when this is OpenAI itself, which takes fields that compatible servers may reject. */
  readonly isOpenAi: boolean;
  streamResponse(body: ResponsesBody, signal: AbortSignal): Promise<AsyncIterable<unknown>>;
  streamChat(body: ChatBody, signal: AbortSignal): Promise<AsyncIterable<unknown>>;
  /** Fills the prompt cache with this request's prefix; generates nothing. */
  prewarm(body: ResponsesBody, signal: AbortSignal): Promise<void>;
  /** A cheap request that leaves an open connection behind. */
  touch(signal: AbortSignal): Promise<void>;
}

const defaultBaseUrl = 'https://api.openai.com/v1';
/** The time limits that count are ours, on our clock; this one only has to be longer. */
const sdkTimeoutMs = 120_000;
/**
 * Node's own fetch drops an idle connection after 4 s, so that what was warmed during the greeting would be cold at
 * the first turn, and every turn would pay for a new TLS handshake.
 */
const keepAliveMs = 90_000;

/** `baseUrl` null: OpenAI itself. The SDK would read more from the environment by itself; all of it is shut off. */
export function createOpenAiClient(options: { apiKey: string; baseUrl: string | null }): OpenAiClient {
  const baseURL = options.baseUrl ?? defaultBaseUrl;
  const dispatcher = new Agent({ keepAliveTimeout: keepAliveMs });
  const sdk = new OpenAI({
    apiKey: options.apiKey,
    baseURL,
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: sdkTimeoutMs,
    logLevel: 'off',
    // The same API by the same authors; only the declarations of two versions do not match.
    fetch: fetch as unknown as typeof globalThis.fetch,
    fetchOptions: { dispatcher } as unknown as NonNullable<ClientOptions['fetchOptions']>,
  });
  return {
    isOpenAi: isOpenAiHost(baseURL),
    streamResponse: (body, signal) => sdk.responses.create(body, { signal }),
    streamChat: (body, signal) => sdk.chat.completions.create(body, { signal }),
    async prewarm(body, signal) {
      const prewarm = { ...body, stream: false as const, prompt_cache_options: { prewarm: true } };
      await sdk.responses.create(prewarm, { signal });
    },
    async touch(signal) {
      await sdk.get('/models', { signal });
    },
  };
}

function isOpenAiHost(baseUrl: string): boolean {
  const host = URL.parse(baseUrl)?.hostname ?? '';
  return host === 'api.openai.com' || host.endsWith('.api.openai.com');
}

/** Says in neutral words what the SDK threw. Messages are cut: a vendor may answer with a page of HTML. */
export function toModelFailure(thrown: unknown): ModelFailure {
  const message = (thrown instanceof Error ? thrown.message : String(thrown)).slice(0, 200);
  if (!(thrown instanceof APIError)) return { kind: 'unreachable', message, status: null };
  const status = typeof thrown.status === 'number' ? thrown.status : null;
  const kind = failureKind(status, typeof thrown.code === 'string' ? thrown.code : '');
  const retryAfterMs = readRetryAfter(thrown.headers);
  return { kind, message, status, ...(retryAfterMs === null ? {} : { retryAfterMs }) };
}

/** By status, or by the code of an error that arrived inside a stream. An exhausted quota does not come back soon. */
export function failureKind(status: number | null, code: string): ModelFailure['kind'] {
  if (code === 'insufficient_quota') return 'refused';
  if (status === 429 || code === 'rate_limit_exceeded') return 'rate-limited';
  if (status === null || status >= 500 || status === 408 || status === 409) return 'unreachable';
  return 'refused';
}

function readRetryAfter(headers: Headers | undefined): number | null {
  const milliseconds = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (milliseconds >= 0) return milliseconds;
  const seconds = Number.parseFloat(headers?.get('retry-after') ?? '');
  return seconds >= 0 ? seconds * 1000 : null;
}
