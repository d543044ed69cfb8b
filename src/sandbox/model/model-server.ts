import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { scheduler } from 'node:timers/promises';
import { ApiError } from './api-error.ts';
import { completionChunks, completionObject } from './chat-answer.ts';
import { readChatRequest } from './chat-request.ts';
import { asObject, asText, type Dialogue, type JsonObject } from './dialogue.ts';
import { closeServer, readBody, sendJson } from './http.ts';
import { planAnswer } from './plan.ts';
import { responseChunks, responseObject } from './responses-answer.ts';
import { readResponsesRequest } from './responses-request.ts';
import { type AnswerParts, type Chunk, countTokens } from './streaming.ts';

export interface ModelServerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** From the request to the first token. */
  readonly firstTokenMs: number;
  /** Between tokens. */
  readonly deltaMs: number;
  /** Default: real time. */
  readonly clock?: { after(ms: number, callback: () => void): () => void };
}

export interface ReceivedRequest {
  readonly path: string;
  readonly body: JsonObject;
}

export interface ModelServer {
  /** The origin; the API is below `/v1`. */
  readonly url: string;
  setFirstTokenMs(ms: number): void;
  /** The latest requests that were well-formed JSON, oldest first. */
  readonly requests: readonly ReceivedRequest[];
  close(): Promise<void>;
}

const keptRequests = 200;

/** An OpenAI-compatible server that plays a business bot from rules: Responses, Chat Completions and the model list. */
export async function startModelServer(options: ModelServerOptions): Promise<ModelServer> {
  const handler = new ModelHandler(options);
  const server = createServer((request, response) => {
    void handler.handle(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    url: `http://${options.host}:${(server.address() as AddressInfo).port}`,
    setFirstTokenMs: (ms) => handler.setFirstTokenMs(ms),
    requests: handler.requests,
    close: () => closeServer(server),
  };
}

class ModelHandler {
  readonly requests: ReceivedRequest[] = [];
  readonly #options: ModelServerOptions;
  #firstTokenMs: number;
  #served = 0;

  constructor(options: ModelServerOptions) {
    this.#options = options;
    this.#firstTokenMs = options.firstTokenMs;
  }

  setFirstTokenMs(ms: number): void {
    this.#firstTokenMs = ms;
  }

  /** Answers one request; a client that goes away ends it. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    try {
      await this.#route(request, response, gone.signal);
    } catch (thrown) {
      if (gone.signal.aborted) return;
      const error = thrown instanceof ApiError ? thrown : new ApiError(500, 'The stand-in failed.');
      if (response.headersSent) response.destroy();
      else sendJson(response, error.status, error.body);
    }
  }

  async #route(request: IncomingMessage, response: ServerResponse, gone: AbortSignal): Promise<void> {
    const path = URL.parse(request.url ?? '/', 'http://local')?.pathname ?? '';
    if (!/^Bearer \S+/.test(request.headers.authorization ?? '')) {
      throw new ApiError(401, "You didn't provide an API key.", null, 'missing_api_key');
    }
    const route = `${request.method} ${path}`;
    if (route === 'GET /v1/models') return sendJson(response, 200, modelList);
    if (route !== 'POST /v1/responses' && route !== 'POST /v1/chat/completions') {
      throw new ApiError(404, `Invalid URL (${route})`);
    }
    const body = await readBody(request);
    this.requests.push({ path, body });
    if (this.requests.length > keptRequests) this.requests.shift();
    await this.#answer(path === '/v1/responses', body, response, gone);
  }

  async #answer(isResponses: boolean, body: JsonObject, response: ServerResponse, gone: AbortSignal): Promise<void> {
    const dialogue = isResponses ? readResponsesRequest(body) : readChatRequest(body);
    const parts = this.#parts(dialogue, body);
    if (body.stream !== true) {
      await this.#wait(this.#firstTokenMs, gone);
      sendJson(response, 200, isResponses ? responseObject(parts) : completionObject(parts));
      return;
    }
    const withUsage = asObject(body.stream_options).include_usage === true;
    await this.#stream(isResponses ? responseChunks(parts) : completionChunks(parts, withUsage), response, gone);
  }

  #parts(dialogue: Dialogue, body: JsonObject): AnswerParts {
    this.#served++;
    const isPrewarm = asObject(body.prompt_cache_options).prewarm === true;
    return {
      answer: isPrewarm ? { text: '' } : planAnswer(dialogue),
      model: asText(body.model),
      // The same request gets the same ids; another step of the conversation is another request.
      id: createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 24),
      createdAt: startOfTime + this.#served,
      inputTokens: countTokens(JSON.stringify(body)),
    };
  }

  async #stream(chunks: readonly Chunk[], response: ServerResponse, gone: AbortSignal): Promise<void> {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
    response.flushHeaders();
    let isFirst = true;
    for (const chunk of chunks) {
      if (chunk.paced) {
        await this.#wait(isFirst ? this.#firstTokenMs : this.#options.deltaMs, gone);
        isFirst = false;
      }
      response.write(chunk.data);
    }
    response.end();
  }

  /** Rejects when the client goes away. */
  #wait(ms: number, gone: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    if (ms <= 0 && !gone.aborted) return Promise.resolve();
    if (clock === undefined) return scheduler.wait(ms, { signal: gone });
    return new Promise((resolve, reject) => {
      const cancel = clock.after(ms, resolve);
      gone.addEventListener('abort', () => {
        cancel();
        reject(new ApiError(499, 'The client went away.'));
      });
    });
  }
}

/** Answers carry a time of creation nobody reads; a count keeps the same conversation the same. */
const startOfTime = 1_760_000_000;
const modelList = {
  object: 'list',
  data: [{ id: 'sandbox', object: 'model', created: startOfTime, owned_by: 'sandbox' }],
};
