import type { Model, ModelRequest } from '../ports.ts';
import { ChatDecoder } from './openai-chat-decoder.ts';
import { type ChatBody, type ChatMessage, createOpenAiClient } from './openai-client.ts';
import { type LegalItem, legalHistory, volatilePosition } from './openai-history.ts';
import { modelTraits } from './openai-model-name.ts';
import type { OpenAiModelOptions } from './openai-responses.ts';
import { defaultTimeouts, runVendorStream } from './openai-stream.ts';
import { ToolCallAssembler } from './openai-tool-calls.ts';
import { warmQuietly } from './openai-warm.ts';

/** Chat Completions: any compatible server. */
export function createChatModel(options: OpenAiModelOptions): Model {
  const client = createOpenAiClient(options);
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  return {
    stream(request, signal) {
      const body = chatBody(request, request.model ?? options.model, client.isOpenAi);
      const decoder = new ChatDecoder(new ToolCallAssembler(request.history, options.ids), body.model);
      const open = (requestSignal: AbortSignal) => client.streamChat(body, requestSignal);
      return runVendorStream({ open, decoder, clock: options.clock, timeouts }, signal);
    },
    warm: () => warmQuietly((signal) => client.touch(signal), options),
  };
}

/** `own`: OpenAI itself, which knows developer messages and the cache key. Exported for its tests. */
export function chatBody(request: ModelRequest, model: string, own: boolean): ChatBody {
  const traits = modelTraits(model);
  const limit = Math.max(16, request.maxOutputTokens);
  return {
    model,
    messages: own ? ownMessages(request) : plainMessages(request),
    stream: true,
    stream_options: { include_usage: true },
    ...(own || traits.countsCompletionTokens ? { max_completion_tokens: limit } : { max_tokens: limit }),
    ...(own ? { prompt_cache_key: request.cacheKey.slice(0, 64) } : {}),
    ...(traits.chatNeedsEffort ? { reasoning_effort: 'none' } : {}),
    ...toolFields(request),
  };
}

function toolFields(request: ModelRequest): Partial<ChatBody> {
  if (request.tools.length === 0) return {};
  const tools = request.tools.map((tool) => ({ type: 'function' as const, function: { ...tool, strict: true } }));
  return { tools, tool_choice: request.toolChoice, parallel_tool_calls: false };
}

function ownMessages(request: ModelRequest): ChatMessage[] {
  const items = legalHistory(request.history);
  const position = volatilePosition(items);
  const volatile = request.volatileInstructions.trim();
  return [
    { role: 'developer', content: request.stableInstructions },
    ...messages(items.slice(0, position), 'developer'),
    ...(volatile === '' ? [] : [{ role: 'developer' as const, content: volatile }]),
    ...messages(items.slice(position), 'developer'),
  ];
}

/** One system message, first: the chat templates of several open models reject any other place for it. */
function plainMessages(request: ModelRequest): ChatMessage[] {
  const system = [request.stableInstructions, request.volatileInstructions.trim()].filter((text) => text !== '');
  return [{ role: 'system', content: system.join('\n\n') }, ...messages(legalHistory(request.history), 'user')];
}

function messages(items: readonly LegalItem[], noteRole: 'developer' | 'user'): ChatMessage[] {
  return items.flatMap((item) => itemMessages(item, noteRole));
}

function itemMessages(item: LegalItem, noteRole: 'developer' | 'user'): ChatMessage[] {
  switch (item.kind) {
    case 'caller':
      return [{ role: 'user', content: item.text }];
    case 'bot':
      return [{ role: 'assistant', content: item.text }];
    case 'note':
      return [
        { role: noteRole, content: noteRole === 'user' ? `[Note, not from the caller: ${item.text}]` : item.text },
      ];
    case 'exchange':
      return exchangeMessages(item);
  }
}

function exchangeMessages(item: Extract<LegalItem, { kind: 'exchange' }>): ChatMessage[] {
  const call = { name: item.name, arguments: item.argumentsJson };
  return [
    { role: 'assistant', content: null, tool_calls: [{ id: item.id, type: 'function', function: call }] },
    { role: 'tool', tool_call_id: item.id, content: item.resultJson },
  ];
}
