import { beforeEach, describe, expect, it } from 'vitest';
import { type ModelServer, startModelServer } from '../../../src/sandbox/model/model-server.ts';
import { text, tools } from '../../support/stand-in-tools.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

describe('the model stand-in as an API', () => {
  let server: ModelServer;
  let clock: VirtualClock;
  beforeEach(async () => {
    clock = new VirtualClock();
    server = await startModelServer({ host: '127.0.0.1', port: 0, firstTokenMs: 150, deltaMs: 20, clock });
    return () => server.close();
  });
  const post = (path: string, body: unknown, headers: Record<string, string> = { authorization: 'Bearer k' }) =>
    fetch(`${server.url}${path}`, {
      method: 'POST',
      headers,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const hello = [{ role: 'user', content: 'Hello' }];

  it.each([
    ['no model', { input: hello }, 'missing_required_parameter'],
    ['no input', { model: 'm' }, 'missing_required_parameter'],
    ['an unknown role', { model: 'm', input: [{ role: 'caller', content: 'x' }] }, 'invalid_value'],
    ['an unknown parameter', { model: 'm', input: hello, max_tokens: 50 }, 'unknown_parameter'],
    ['too few output tokens', { model: 'm', input: hello, max_output_tokens: 5 }, 'invalid_value'],
    ['a tool choice without tools', { model: 'm', input: hello, tool_choice: 'auto' }, 'invalid_value'],
    [
      'a call without its result',
      { model: 'm', input: [{ type: 'function_call', call_id: 'c', name: 'x', arguments: '{}' }] },
      null,
    ],
    [
      'a result without its call',
      { model: 'm', input: [{ type: 'function_call_output', call_id: 'c', output: '{}' }] },
      null,
    ],
    [
      'input parts in an assistant message',
      { model: 'm', input: [{ role: 'assistant', content: [{ type: 'input_text' }] }] },
      'invalid_value',
    ],
    [
      'a strict tool with an optional property',
      {
        model: 'm',
        input: hello,
        tools: [
          {
            type: 'function',
            name: 'x',
            parameters: { type: 'object', properties: { a: text }, required: [], additionalProperties: false },
          },
        ],
      },
      'invalid_function_parameters',
    ],
  ])('[SBM8] Responses refuses %s', async (_name, body, code) => {
    const response = await post('/v1/responses', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error', code } });
  });

  const assistant = {
    role: 'assistant',
    content: null,
    tool_calls: [{ id: 'c', type: 'function', function: { name: 'x', arguments: '{}' } }],
  };
  it.each([
    ['no messages', { model: 'm' }],
    ['an unknown role', { model: 'm', messages: [{ role: 'caller', content: 'x' }] }],
    ['a call without its result', { model: 'm', messages: [assistant, ...hello] }],
    ['a call at the end', { model: 'm', messages: [assistant] }],
    ['a result without its call', { model: 'm', messages: [{ role: 'tool', tool_call_id: 'c', content: '{}' }] }],
    ['an assistant message with nothing in it', { model: 'm', messages: [{ role: 'assistant', content: null }] }],
    ['stream options without a stream', { model: 'm', messages: hello, stream_options: {} }],
    ['max_tokens with a new model', { model: 'gpt-6-luna', messages: hello, max_tokens: 50 }],
    [
      'tools without effort none with a new model',
      { model: 'gpt-6-luna', messages: hello, tools: [{ type: 'function', function: tools.end }] },
    ],
  ])('[SBM8] Chat Completions refuses %s', async (_name, body) => {
    const response = await post('/v1/chat/completions', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
  });

  it('[SBM8] refuses a missing key, bad JSON and unknown paths, and lists its models', async () => {
    expect((await post('/v1/responses', {}, {})).status).toBe(401);
    expect((await post('/v1/responses', '{"half')).status).toBe(400);
    expect((await post('/v1/embeddings', {})).status).toBe(404);
    const models = await fetch(`${server.url}/v1/models`, { headers: { authorization: 'Bearer k' } });
    expect(await models.json()).toMatchObject({ object: 'list', data: [{ id: 'sandbox' }] });
  });

  it('[SBM9] keeps the time to the first token and between tokens, and it can be set', async () => {
    server.setFirstTokenMs(700);
    const response = await post('/v1/responses', { model: 'm', input: hello, stream: true });
    const startedAt = clock.now();
    const times: number[] = [];
    const done = (async () => {
      for await (const piece of response.body ?? []) {
        if (Buffer.from(piece).toString().includes('output_text.delta')) times.push(clock.now() - startedAt);
      }
    })();
    let isDone = false;
    void done.then(() => {
      isDone = true;
    });
    while (!isDone) await clock.advance(clock.pending > 0 ? 10 : 0);
    expect(times[0]).toBeGreaterThanOrEqual(700);
    expect(times.at(-1)).toBeGreaterThanOrEqual(700 + 5 * 20);
    expect(clock.pending).toBe(0);
  });

  it('[SBM9] answers whole without `stream`, with usage, and remembers the request', async () => {
    server.setFirstTokenMs(0);
    const whole = (await (await post('/v1/responses', { model: 'm', input: hello })).json()) as Record<string, unknown>;
    expect(whole).toMatchObject({
      status: 'completed',
      output: [{ type: 'message', content: [{ type: 'output_text' }] }],
    });
    const chat = (await (await post('/v1/chat/completions', { model: 'm', messages: hello })).json()) as Record<
      string,
      unknown
    >;
    expect(chat).toMatchObject({
      object: 'chat.completion',
      choices: [{ finish_reason: 'stop' }],
      usage: { prompt_tokens: expect.any(Number) },
    });
    expect(server.requests.map((request) => request.path)).toEqual(['/v1/responses', '/v1/chat/completions']);
  });

  it('[SBM9] with `tool_choice: none` it answers in words', async () => {
    server.setFirstTokenMs(0);
    const body = {
      model: 'm',
      input: [{ role: 'user', content: 'bye' }],
      tools: [{ type: 'function', ...tools.end }],
      tool_choice: 'none',
    };
    const whole = (await (await post('/v1/responses', body)).json()) as { output: { type: string }[] };
    expect(whole.output.map((item) => item.type)).toEqual(['message']);
  });
});
