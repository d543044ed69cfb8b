import type { ModelEvent, ModelFailure } from '../ports.ts';
import { asArguments, asArray, asCount, asObject, asText, type JsonObject } from './openai-json.ts';
import type { StreamDecoder } from './openai-stream.ts';
import type { ToolCallAssembler } from './openai-tool-calls.ts';

/** Reads Chat Completions chunks, also those of compatible servers that are careless with index, id and name. */
export class ChatDecoder implements StreamDecoder {
  begun = false;
  outcome: 'finished' | ModelFailure | null = null;
  readonly #calls: ToolCallAssembler;
  #model: string;
  #usageSeen = false;
  /** The call being written at each index; a new id at an old index is a new call. */
  readonly #current = new Map<number, string>();

  constructor(calls: ToolCallAssembler, model: string) {
    this.#calls = calls;
    this.#model = model;
  }

  read(event: unknown): readonly ModelEvent[] {
    const chunk = asObject(event);
    this.#model = asText(chunk.model) || this.#model;
    const events = this.outcome === null ? this.#choice(asObject(asArray(chunk.choices)[0])) : [];
    return [...events, ...this.#usage(chunk.usage)];
  }

  #choice(choice: JsonObject): ModelEvent[] {
    const delta = asObject(choice.delta);
    const text = asText(delta.content) || asText(delta.refusal);
    asArray(delta.tool_calls).forEach((piece, position) => {
      this.#piece(asObject(piece), position);
    });
    if (text !== '') this.begun = true;
    const spoken: ModelEvent[] = text === '' ? [] : [{ type: 'text-delta', text }];
    return [...spoken, ...this.#finish(asText(choice.finish_reason))];
  }

  #piece(piece: JsonObject, position: number): void {
    this.begun = true;
    const part = asObject(piece.function);
    const id = asText(piece.id);
    const index = typeof piece.index === 'number' ? piece.index : position;
    let key = this.#current.get(index) ?? `${index}`;
    const known = this.#calls.idOf(key);
    if (id !== '' && known !== '' && id !== known) key = `${index}.${id}`;
    this.#current.set(index, key);
    this.#calls.describe(key, id, asText(part.name));
    this.#calls.append(key, asArguments(part.arguments));
  }

  #finish(reason: string): ModelEvent[] {
    if (reason === '') return [];
    if (reason === 'length' || reason === 'content_filter') {
      const kind = reason === 'length' ? 'incomplete' : 'refused';
      this.outcome = { kind, message: `the answer stopped early: ${reason}`, status: null };
      return [];
    }
    this.outcome = 'finished';
    return this.#calls.events();
  }

  /** Comes in a last chunk of its own; some servers repeat it in every chunk, so only the one at the end counts. */
  #usage(value: unknown): ModelEvent[] {
    if (this.outcome === null || this.#usageSeen || typeof value !== 'object' || value === null) return [];
    this.#usageSeen = true;
    const usage = asObject(value);
    const inputTokens = asCount(usage.prompt_tokens);
    const outputTokens = asCount(usage.completion_tokens);
    const cachedTokens = asCount(asObject(usage.prompt_tokens_details).cached_tokens);
    return [{ type: 'usage', usage: { inputTokens, cachedTokens, outputTokens }, model: this.#model }];
  }
}
