import type { Clock, Ids, Log, Model, ModelRequest, ToolDeclaration } from '../ports.ts';
import { createOpenAiClient, type OpenAiClient, type ResponsesBody, type ResponsesInputItem } from './openai-client.ts';
import { type LegalItem, legalHistory, volatilePosition } from './openai-history.ts';
import { type ModelTraits, modelTraits } from './openai-model-name.ts';
import { ResponsesDecoder } from './openai-responses-decoder.ts';
import { defaultTimeouts, runVendorStream, type StreamTimeouts } from './openai-stream.ts';
import { ToolCallAssembler } from './openai-tool-calls.ts';
import { warmQuietly } from './openai-warm.ts';

export interface OpenAiModelOptions {
  readonly apiKey: string;
  /** Null: OpenAI itself. Otherwise the base URL of a compatible server, `/v1` included. */
  readonly baseUrl: string | null;
  /** Used where a request names none. */
  readonly model: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly timeouts?: Partial<StreamTimeouts>;
}

/** The Responses API, stateless: a barge-in edits our history, so nothing may be kept at the vendor's. */
export function createResponsesModel(options: OpenAiModelOptions): Model {
  const client = createOpenAiClient(options);
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  return {
    stream(request, signal) {
      const body = responsesBody(request, request.model ?? options.model, client.isOpenAi);
      const decoder = new ResponsesDecoder(new ToolCallAssembler(request.history, options.ids), body.model ?? '');
      const open = (requestSignal: AbortSignal) => client.streamResponse(body, requestSignal);
      return runVendorStream({ open, decoder, clock: options.clock, timeouts }, signal);
    },
    warm: (request) => warmQuietly((signal) => warm(client, request, options.model, signal), options),
  };
}

async function warm(client: OpenAiClient, request: ModelRequest, model: string, signal: AbortSignal): Promise<void> {
  const name = request.model ?? model;
  if (!client.isOpenAi || !modelTraits(name).cacheBreakpoints) return client.touch(signal);
  await client.prewarm(responsesBody(request, name, true), signal);
}

/** `own`: OpenAI itself; only there breakpoints are sent. Exported for its tests. */
export function responsesBody(request: ModelRequest, model: string, own: boolean): ResponsesBody {
  const traits = modelTraits(model);
  return {
    model,
    input: responsesInput(request, own && traits.cacheBreakpoints),
    stream: true,
    store: false,
    max_output_tokens: Math.max(16, request.maxOutputTokens),
    prompt_cache_key: request.cacheKey.slice(0, 64),
    ...toolFields(request),
    ...traitFields(traits),
  };
}

function toolFields(request: ModelRequest): Partial<ResponsesBody> {
  if (request.tools.length === 0) return {};
  const tools = request.tools.map((tool: ToolDeclaration) => ({ type: 'function' as const, ...tool, strict: true }));
  return { tools, tool_choice: request.toolChoice, parallel_tool_calls: false };
}

function traitFields(traits: ModelTraits): Partial<ResponsesBody> {
  return {
    ...(traits.effort === null ? {} : { reasoning: { effort: traits.effort } }),
    ...(traits.verbosity ? { text: { verbosity: 'low' } } : {}),
  };
}

/** Stable block, history as far as it stays the same, volatile block, the rest. */
function responsesInput(request: ModelRequest, breakpoints: boolean): ResponsesInputItem[] {
  const items = legalHistory(request.history);
  const position = volatilePosition(items);
  const before = items.slice(0, position).flatMap((item) => inputItems(item, false));
  const after = items.slice(position).flatMap((item) => inputItems(item, breakpoints && item.kind === 'caller'));
  const volatile = request.volatileInstructions.trim();
  return [
    textItem('developer', request.stableInstructions, breakpoints),
    ...before,
    ...(volatile === '' ? [] : [textItem('developer', volatile, false)]),
    ...after,
  ];
}

function inputItems(item: LegalItem, breakpoint: boolean): ResponsesInputItem[] {
  switch (item.kind) {
    case 'caller':
      return [textItem('user', item.text, breakpoint)];
    case 'note':
      return [textItem('developer', item.text, false)];
    case 'bot':
      return [{ role: 'assistant', content: item.text }];
    case 'exchange':
      return [
        { type: 'function_call', call_id: item.id, name: item.name, arguments: item.argumentsJson },
        { type: 'function_call_output', call_id: item.id, output: item.resultJson },
      ];
  }
}

/** A cache breakpoint: the prefix up to here is written to the cache and found again by the next request. */
function textItem(role: 'developer' | 'user', text: string, breakpoint: boolean): ResponsesInputItem {
  if (!breakpoint) return { role, content: text };
  return { role, content: [{ type: 'input_text', text, prompt_cache_breakpoint: { mode: 'explicit' } }] };
}
