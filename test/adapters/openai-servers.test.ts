import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createChatModel } from '../../src/adapters/openai-chat.ts';
import { createResponsesModel } from '../../src/adapters/openai-responses.ts';
import type { HistoryItem } from '../../src/domain/conversation.ts';
import type { Model, ModelEvent, ToolDeclaration } from '../../src/ports.ts';
import { type ModelServer, startModelServer } from '../../src/sandbox/model/model-server.ts';
import { CountingIds, collect, modelRequest, silentLog } from '../support/model-parts.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const adapters = [
  ['Responses', createResponsesModel],
  ['Chat Completions', createChatModel],
] as const;
const never = new AbortController().signal;
const properties = { link: { type: 'string' }, to: { type: ['string', 'null'] } };
const sendLink: ToolDeclaration = {
  name: 'send_sms_link',
  description: 'Texts a link.',
  parameters: { type: 'object', properties, required: ['link', 'to'], additionalProperties: false },
};
const stableInstructions = '# Line\nYou are Ada.\n# Links\n- booking: the booking page — To book.';
const volatileInstructions = '# Caller\nCalling from: the number ending 71';
const optionsFor = (baseUrl: string, model: string) => ({
  apiKey: 'key',
  baseUrl,
  model,
  clock: new VirtualClock(),
  ids: new CountingIds(),
  log: silentLog,
});
const textOf = (events: readonly ModelEvent[]): string =>
  events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');

describe.each(adapters)('%s against the stand-in', (_name, create) => {
  let server: ModelServer;
  beforeAll(async () => {
    server = await startModelServer({ host: '127.0.0.1', port: 0, firstTokenMs: 0, deltaMs: 0 });
  });
  afterAll(() => server.close());

  it.each(['sandbox', 'gpt-6-luna'])('[MOD30] holds a conversation with a tool, as model %s', async (name) => {
    const model: Model = create(optionsFor(`${server.url}/v1`, name));
    const history: HistoryItem[] = [{ role: 'bot', text: 'Hello?' }];
    const step = async (item: HistoryItem): Promise<readonly ModelEvent[]> => {
      history.push(item);
      const request = { history, stableInstructions, volatileInstructions, tools: [sendLink] };
      const events = await collect(model.stream(modelRequest(request), never));
      if (textOf(events) !== '') history.push({ role: 'bot', text: textOf(events) });
      expect(events.at(-1)).toEqual({ type: 'end', reason: 'finished' });
      return events;
    };
    expect(textOf(await step({ role: 'caller', text: 'Text me the booking page.' }))).toContain('ending in 7 1');
    const events = await step({ role: 'caller', text: 'Yes.' });
    const call = events.find((event) => event.type === 'tool-call');
    if (call?.type !== 'tool-call') throw new Error('no call');
    expect(call).toMatchObject({ name: 'send_sms_link', argumentsJson: '{"link":"booking","to":"caller"}' });
    history.push({ role: 'tool-call', id: call.id, name: call.name, argumentsJson: call.argumentsJson });
    const result: HistoryItem = { role: 'tool-result', id: call.id, resultJson: '{"status":"sent","say":"Sent."}' };
    expect(textOf(await step(result))).toContain('Sent.');
    expect(textOf(await step({ role: 'note', text: 'The caller has been silent for 8 s.' }))).toContain('still there');
  });

  it('[MOD30] its requests are accepted whatever shape the history has', async () => {
    const model: Model = create(optionsFor(`${server.url}/v1`, 'sandbox'));
    const call: HistoryItem = { role: 'tool-call', id: 'a', name: 'send_sms_link', argumentsJson: '{"half' };
    const result: HistoryItem = { role: 'tool-result', id: 'a', resultJson: '{"status":"sent","say":"Sent."}' };
    const caller: HistoryItem = { role: 'caller', text: 'Hi.' };
    for (const history of [
      [],
      [call],
      [call, caller],
      [result, caller],
      [call, call, result],
      [caller, call, result, result],
    ]) {
      const events = await collect(model.stream(modelRequest({ history, tools: [sendLink] }), never));
      expect(events.at(-1)).toEqual({ type: 'end', reason: 'finished' });
    }
  });
});

describe.each(adapters)('%s against a server of other people', (_name, create) => {
  const mock = new LLMock({ port: 0 });
  beforeAll(async () => {
    mock.onMessage('hello', { content: 'Hi there, how are you?' });
    mock.onMessage('link', { toolCalls: [{ name: 'send_sms_link', arguments: '{"link":"booking","to":"caller"}' }] });
    await mock.start();
  });
  afterAll(() => mock.stop());

  it('[MOD31] streams text and tool calls from it', async () => {
    const model: Model = create(optionsFor(`${mock.url}/v1`, 'gpt-6-luna'));
    const hello = await collect(model.stream(modelRequest({ history: [{ role: 'caller', text: 'hello' }] }), never));
    expect(textOf(hello)).toBe('Hi there, how are you?');
    expect(hello.at(-1)).toEqual({ type: 'end', reason: 'finished' });
    const request = modelRequest({ history: [{ role: 'caller', text: 'the link' }], tools: [sendLink] });
    const events = await collect(model.stream(request, never));
    expect(events.find((event) => event.type === 'tool-call')).toMatchObject({ name: 'send_sms_link' });
    expect(events.at(-1)).toEqual({ type: 'end', reason: 'finished' });
  });
});
