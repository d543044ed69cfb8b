import { describe, expect, it } from 'vitest';
import { chatBody } from '../../src/adapters/openai-chat.ts';
import { legalHistory } from '../../src/adapters/openai-history.ts';
import { modelTraits } from '../../src/adapters/openai-model-name.ts';
import { responsesBody } from '../../src/adapters/openai-responses.ts';
import type { HistoryItem } from '../../src/domain/conversation.ts';
import { modelRequest } from '../support/model-parts.ts';

const tool = { name: 'end_call', description: 'Ends it.', parameters: { type: 'object', properties: {} } };
const history: HistoryItem[] = [
  { role: 'bot', text: 'Thanks for calling.' },
  { role: 'caller', text: 'Text me the link.' },
  { role: 'bot', text: 'Sending it now.' },
  { role: 'tool-call', id: 'call_1', name: 'send_sms_link', argumentsJson: '{"link":"a"}' },
  { role: 'tool-result', id: 'call_1', resultJson: '{"status":"sent"}' },
  { role: 'bot', text: 'It is on', interrupted: true },
  { role: 'note', text: 'The caller was silent.' },
  { role: 'caller', text: 'Thanks.' },
];

describe('a Responses request', () => {
  it('[MOD20] is stateless and carries the whole history, the volatile part before the last thing said', () => {
    const body = responsesBody(modelRequest({ history }), 'local-model', false);
    expect(body).toEqual({
      model: 'local-model',
      input: [
        { role: 'developer', content: 'You are Ada.' },
        { role: 'assistant', content: 'Thanks for calling.' },
        { role: 'user', content: 'Text me the link.' },
        { role: 'assistant', content: 'Sending it now.' },
        { type: 'function_call', call_id: 'call_1', name: 'send_sms_link', arguments: '{"link":"a"}' },
        { type: 'function_call_output', call_id: 'call_1', output: '{"status":"sent"}' },
        { role: 'assistant', content: 'It is on [caller interrupted]' },
        { role: 'developer', content: 'The caller was silent.' },
        { role: 'developer', content: 'It is Tuesday.' },
        { role: 'user', content: 'Thanks.' },
      ],
      stream: true,
      store: false,
      max_output_tokens: 300,
      prompt_cache_key: 'line-1',
    });
  });

  it('[MOD20] keeps everything before the last thing said byte for byte the same in the next request', () => {
    const input = (items: HistoryItem[], volatileInstructions: string) =>
      responsesBody(modelRequest({ history: items, volatileInstructions }), 'gpt-6-luna', true).input as unknown[];
    const first = input(history, '12:00');
    const next = input([...history, { role: 'bot', text: 'Bye.' }, { role: 'caller', text: 'Bye.' }], '12:01');
    const shared = first.findIndex((item) => JSON.stringify(item).includes('12:00'));
    expect(shared).toBe(8);
    expect(next.slice(0, shared)).toEqual(first.slice(0, shared));
  });

  it('[MOD21] declares strict tools, one call at a time, also when they must not be called', () => {
    const body = responsesBody(modelRequest({ tools: [tool], toolChoice: 'none' }), 'local', false);
    expect(body).toMatchObject({
      tools: [{ type: 'function', strict: true, ...tool }],
      tool_choice: 'none',
      parallel_tool_calls: false,
    });
    const withoutTools = responsesBody(modelRequest(), 'local', false);
    expect(Object.keys(withoutTools)).not.toContain('tool_choice');
  });

  it('[MOD22] sends effort and verbosity by the model name only, and breakpoints only to OpenAI itself', () => {
    const own = responsesBody(modelRequest(), 'gpt-6-luna', true);
    expect(own).toMatchObject({ reasoning: { effort: 'none' }, text: { verbosity: 'low' } });
    expect(JSON.stringify(own.input).match(/"prompt_cache_breakpoint":\{"mode":"explicit"\}/g)).toHaveLength(2);
    const foreign = responsesBody(modelRequest(), 'openai/gpt-6-luna', false);
    expect(foreign).toMatchObject({ reasoning: { effort: 'none' } });
    expect(JSON.stringify(foreign)).not.toContain('breakpoint');
    const local = responsesBody(modelRequest(), 'llama-4', false);
    expect(Object.keys(local)).not.toContain('reasoning');
    expect(Object.keys(local)).not.toContain('text');
  });

  it("[MOD22] stays within the vendor's limits", () => {
    const body = responsesBody(modelRequest({ maxOutputTokens: 5, cacheKey: 'k'.repeat(99) }), 'm', true);
    expect(body).toMatchObject({ max_output_tokens: 16, prompt_cache_key: 'k'.repeat(64) });
  });
});

describe('a Chat Completions request', () => {
  it('[MOD23] gives OpenAI developer messages in the order of the cache', () => {
    const body = chatBody(modelRequest({ history }), 'gpt-6-luna', true);
    expect(body.messages).toEqual([
      { role: 'developer', content: 'You are Ada.' },
      { role: 'assistant', content: 'Thanks for calling.' },
      { role: 'user', content: 'Text me the link.' },
      { role: 'assistant', content: 'Sending it now.' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          { id: 'call_1', type: 'function', function: { name: 'send_sms_link', arguments: '{"link":"a"}' } },
        ],
      },
      { role: 'tool', tool_call_id: 'call_1', content: '{"status":"sent"}' },
      { role: 'assistant', content: 'It is on [caller interrupted]' },
      { role: 'developer', content: 'The caller was silent.' },
      { role: 'developer', content: 'It is Tuesday.' },
      { role: 'user', content: 'Thanks.' },
    ]);
    expect(body).toMatchObject({
      stream: true,
      stream_options: { include_usage: true },
      reasoning_effort: 'none',
      max_completion_tokens: 300,
      prompt_cache_key: 'line-1',
    });
  });

  it('[MOD23] gives any other server one system message, first, and notes as marked user messages', () => {
    const body = chatBody(modelRequest({ history, tools: [tool] }), 'llama-4', false);
    expect(body.messages.filter((message) => message.role === 'system')).toEqual([
      { role: 'system', content: 'You are Ada.\n\nIt is Tuesday.' },
    ]);
    expect(body.messages).toContainEqual({
      role: 'user',
      content: '[Note, not from the caller: The caller was silent.]',
    });
    expect(body).toMatchObject({
      max_tokens: 300,
      tools: [{ type: 'function', function: { ...tool, strict: true } }],
      tool_choice: 'auto',
      parallel_tool_calls: false,
    });
    for (const field of ['reasoning_effort', 'prompt_cache_key', 'max_completion_tokens']) {
      expect(Object.keys(body)).not.toContain(field);
    }
  });
});

describe('model names', () => {
  it.each([
    ['gpt-6-luna', 'none', true],
    ['gpt-6.1-terra', 'none', true],
    ['openai/gpt-5.6-luna', 'none', true],
    ['gpt-5.10', 'none', true],
    ['gpt-5.4-mini', 'none', false],
    ['gpt-5-mini', 'minimal', false],
    ['gpt-5-chat-latest', null, false],
    ['gpt-4.1', null, false],
    ['gpt-oss-120b', null, false],
    ['o4-mini', null, false],
    ['llama-3.3-70b', null, false],
    ['sandbox', null, false],
  ])('[MOD22] %s takes effort %s; effort in Chat: %s', (name, effort, chatNeedsEffort) => {
    expect(modelTraits(name)).toMatchObject({ effort, chatNeedsEffort });
  });
});

describe('a legal history', () => {
  const call = (id: string, argumentsJson = '{}'): HistoryItem => ({
    role: 'tool-call',
    id,
    name: 'a tool',
    argumentsJson,
  });
  const result = (id: string, resultJson: string): HistoryItem => ({ role: 'tool-result', id, resultJson });

  it('[MOD24] brings every call together with its result, whatever stands between', () => {
    const items = legalHistory([
      call('a'),
      call('b'),
      { role: 'caller', text: 'Hm.' },
      result('b', '2'),
      result('a', '1'),
    ]);
    expect(items).toMatchObject([
      { id: 'a', resultJson: '1' },
      { id: 'b', resultJson: '2' },
      { kind: 'caller', text: 'Hm.' },
    ]);
  });

  it('[MOD24] gives a call without a result one that says so, and drops a result without a call', () => {
    const items = legalHistory([result('x', '0'), call('a')]);
    expect(items).toHaveLength(1);
    expect(JSON.parse(items[0]?.kind === 'exchange' ? items[0].resultJson : '')).toMatchObject({
      status: 'failed',
      code: 'interrupted',
    });
  });

  it('[MOD24] tells repeated ids apart, each with its own result', () => {
    const items = legalHistory([call('a'), result('a', '1'), call('a'), result('a', '2')]);
    expect(items).toMatchObject([
      { id: 'a', resultJson: '1' },
      { id: 'a_2', resultJson: '2' },
    ]);
  });

  it('[MOD24] drops empty texts, and replaces arguments that are no JSON object and names no vendor takes', () => {
    const items = legalHistory([{ role: 'bot', text: ' ' }, call('a', '{"half'), call('b', '[1]')]);
    expect(items).toMatchObject([
      { name: 'a_tool', argumentsJson: '{}' },
      { name: 'a_tool', argumentsJson: '{}' },
    ]);
  });
});
