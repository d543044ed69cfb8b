import type { ModelEvent, ModelFailure } from '../ports.ts';
import { failureKind } from './openai-client.ts';
import { asArguments, asArray, asCount, asObject, asText, type JsonObject } from './openai-json.ts';
import type { StreamDecoder } from './openai-stream.ts';
import type { ToolCallAssembler } from './openai-tool-calls.ts';

/** Reads Responses events. Tool calls come out only when the answer is complete, so a cut answer has no effect. */
export class ResponsesDecoder implements StreamDecoder {
  begun = false;
  outcome: 'finished' | ModelFailure | null = null;
  readonly #calls: ToolCallAssembler;
  readonly #model: string;
  #textSeen = false;
  #openText = false;

  constructor(calls: ToolCallAssembler, model: string) {
    this.#calls = calls;
    this.#model = model;
  }

  read(event: unknown): readonly ModelEvent[] {
    if (this.outcome !== null) return [];
    const body = asObject(event);
    switch (body.type) {
      case 'response.output_text.delta':
      case 'response.refusal.delta':
        return this.#text(asText(body.delta));
      case 'response.output_item.added':
        return this.#itemAdded(body);
      case 'response.function_call_arguments.delta':
        this.begun = true;
        this.#calls.append(callKey(body), asText(body.delta));
        return [];
      case 'response.function_call_arguments.done':
        this.#calls.complete(callKey(body), asArguments(body.arguments));
        return [];
      case 'response.output_item.done':
        this.#describe(body);
        return [];
      case 'response.completed':
        return this.#completed(asObject(body.response));
      case 'response.incomplete':
        return this.#stopped(asObject(body.response));
      case 'response.failed':
        this.outcome = readFailure(asObject(asObject(body.response).error));
        return [];
      default:
        return [];
    }
  }

  #text(text: string): ModelEvent[] {
    if (text === '') return [];
    this.begun = true;
    this.#textSeen = true;
    this.#openText = !/\s$/.test(text);
    return [{ type: 'text-delta', text }];
  }

  /** Two messages in one answer must not run together when they are spoken. */
  #itemAdded(body: JsonObject): ModelEvent[] {
    this.#describe(body);
    if (asObject(body.item).type !== 'message' || !this.#openText) return [];
    return this.#text(' ');
  }

  #describe(body: JsonObject): void {
    const item = asObject(body.item);
    if (item.type !== 'function_call') return;
    this.begun = true;
    const key = callKey({ item_id: item.id, output_index: body.output_index });
    this.#calls.describe(key, asText(item.call_id), asText(item.name));
    this.#calls.complete(key, asArguments(item.arguments));
  }

  #completed(response: JsonObject): ModelEvent[] {
    this.outcome = 'finished';
    const output = asArray(response.output).map(asObject);
    const text = this.#textSeen ? [] : this.#text(output.map(messageText).join(''));
    output.forEach((item, index) => {
      if (!this.#calls.has(asText(item.call_id))) this.#describe({ item, output_index: index });
    });
    return [...text, ...this.#calls.events(), ...this.#usage(response)];
  }

  #stopped(response: JsonObject): ModelEvent[] {
    const reason = asText(asObject(response.incomplete_details).reason);
    const kind = reason === 'content_filter' ? 'refused' : 'incomplete';
    this.outcome = { kind, message: `the answer stopped early: ${reason}`, status: null };
    return this.#usage(response);
  }

  #usage(response: JsonObject): ModelEvent[] {
    if (typeof response.usage !== 'object' || response.usage === null) return [];
    const usage = asObject(response.usage);
    const cached = asCount(asObject(usage.input_tokens_details).cached_tokens);
    const counts = { inputTokens: asCount(usage.input_tokens), outputTokens: asCount(usage.output_tokens) };
    return [
      {
        type: 'usage',
        usage: { ...counts, cachedTokens: cached },
        model: asText(response.model) || this.#model,
      },
    ];
  }
}

/** Some servers leave `item_id` out of one event or the other; the position in the output is always there. */
function callKey(body: JsonObject): string {
  return typeof body.output_index === 'number' ? `#${body.output_index}` : asText(body.item_id);
}

function messageText(item: JsonObject): string {
  if (item.type !== 'message') return '';
  const parts = asArray(item.content).map(asObject);
  return parts.map((part) => asText(part.text) || asText(part.refusal)).join('');
}

function readFailure(error: JsonObject): ModelFailure {
  const code = asText(error.code);
  const message = (asText(error.message) || 'the model failed').slice(0, 200);
  return { kind: failureKind(null, code), message, status: null };
}
