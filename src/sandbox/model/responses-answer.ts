import { type AnswerParts, type Chunk, countTokens, splitArguments, splitWords } from './streaming.ts';

/** The whole response object, as the non-streaming API returns it. */
export function responseObject(parts: AnswerParts, isFinished = true): Record<string, unknown> {
  const output = isFinished ? outputItems(parts) : [];
  const outputTokens = countTokens(JSON.stringify(output));
  const usage = {
    input_tokens: parts.inputTokens,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: outputTokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: parts.inputTokens + outputTokens,
  };
  return {
    id: `resp_${parts.id}`,
    object: 'response',
    created_at: parts.createdAt,
    status: isFinished ? 'completed' : 'in_progress',
    error: null,
    incomplete_details: null,
    model: parts.model,
    output,
    parallel_tool_calls: false,
    store: false,
    usage: isFinished ? usage : null,
  };
}

function outputItems({ answer, id }: AnswerParts): Record<string, unknown>[] {
  const content = [{ type: 'output_text', text: answer.text, annotations: [], logprobs: [] }];
  const message = { type: 'message', id: `msg_${id}`, status: 'completed', role: 'assistant', content };
  return [...(answer.text === '' ? [] : [message]), ...(answer.call === undefined ? [] : [callItem(answer.call, id)])];
}

function callItem(call: { name: string; values: unknown }, id: string): Record<string, unknown> {
  const written = JSON.stringify(call.values);
  return {
    type: 'function_call',
    id: `fc_${id}`,
    call_id: `call_${id}`,
    name: call.name,
    arguments: written,
    status: 'completed',
  };
}

/** The typed events of the streaming API, in its order. */
export function responseChunks(parts: AnswerParts): Chunk[] {
  const opening = responseObject(parts, false);
  const items = outputItems(parts);
  const events = [
    { type: 'response.created', response: opening },
    { type: 'response.in_progress', response: opening },
    ...items.flatMap((item, index) => itemEvents(item, index, parts)),
    { type: 'response.completed', response: responseObject(parts) },
  ];
  return events.map((event, sequence) => ({
    data: `event: ${event.type}\ndata: ${JSON.stringify({ ...event, sequence_number: sequence })}\n\n`,
    paced: event.type.endsWith('.delta'),
  }));
}

type StreamEvent = { readonly type: string } & Readonly<Record<string, unknown>>;

function itemEvents(item: Record<string, unknown>, index: number, { answer }: AnswerParts): StreamEvent[] {
  const place = { output_index: index, item_id: item.id };
  const started = item.type === 'message' ? { ...item, content: [] } : { ...item, arguments: '' };
  const events = item.type === 'message' ? textEvents(answer.text, place) : argumentEvents(`${item.arguments}`, place);
  return [
    { type: 'response.output_item.added', output_index: index, item: { ...started, status: 'in_progress' } },
    ...events,
    { type: 'response.output_item.done', output_index: index, item },
  ];
}

function textEvents(text: string, item: object): StreamEvent[] {
  const place = { ...item, content_index: 0 };
  const part = (written: string): object => ({ type: 'output_text', text: written, annotations: [], logprobs: [] });
  return [
    { type: 'response.content_part.added', ...place, part: part('') },
    ...splitWords(text).map((delta) => ({ type: 'response.output_text.delta', ...place, delta, logprobs: [] })),
    { type: 'response.output_text.done', ...place, text, logprobs: [] },
    { type: 'response.content_part.done', ...place, part: part(text) },
  ];
}

function argumentEvents(written: string, place: object): StreamEvent[] {
  return [
    ...splitArguments(written).map((delta) => ({ type: 'response.function_call_arguments.delta', ...place, delta })),
    { type: 'response.function_call_arguments.done', ...place, arguments: written },
  ];
}
