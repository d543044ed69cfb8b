import { type AnswerParts, type Chunk, countTokens, splitArguments, splitWords } from './streaming.ts';

/** The whole completion, as the non-streaming API returns it. */
export function completionObject(parts: AnswerParts): Record<string, unknown> {
  const { answer } = parts;
  const calls =
    answer.call === undefined ? {} : { tool_calls: [{ ...callHead(parts), function: calledFunction(parts) }] };
  const message = { role: 'assistant', content: answer.text === '' ? null : answer.text, refusal: null, ...calls };
  const choice = { index: 0, message, logprobs: null, finish_reason: finishReason(parts) };
  return { ...head(parts, 'chat.completion'), choices: [choice], usage: usageOf(parts) };
}

/** The chunks of the streaming API, the usage chunk only where it was asked for, then `[DONE]`. */
export function completionChunks(parts: AnswerParts, withUsage: boolean): Chunk[] {
  const { answer } = parts;
  const texts = splitWords(answer.text).map((content) => ({ content }));
  const deltas = [...texts, ...callDeltas(parts)];
  const usage = withUsage ? { usage: null } : {};
  const chunk = (delta: object, reason: string | null, paced: boolean): Chunk => {
    const choices = [{ index: 0, delta, logprobs: null, finish_reason: reason }];
    return { data: toEvent({ ...head(parts, 'chat.completion.chunk'), choices, ...usage }), paced };
  };
  const last = { ...head(parts, 'chat.completion.chunk'), choices: [], usage: usageOf(parts) };
  return [
    chunk({ role: 'assistant', content: answer.text === '' ? null : '', refusal: null }, null, false),
    ...deltas.map((delta) => chunk(delta, null, true)),
    chunk({}, finishReason(parts), false),
    ...(withUsage ? [{ data: toEvent(last), paced: false }] : []),
    { data: 'data: [DONE]\n\n', paced: false },
  ];
}

function callDeltas(parts: AnswerParts): object[] {
  if (parts.answer.call === undefined) return [];
  const { name } = parts.answer.call;
  const pieces = splitArguments(JSON.stringify(parts.answer.call.values));
  return [
    { tool_calls: [{ index: 0, ...callHead(parts), function: { name, arguments: '' } }] },
    ...pieces.map((piece) => ({ tool_calls: [{ index: 0, function: { arguments: piece } }] })),
  ];
}

const toEvent = (body: object): string => `data: ${JSON.stringify(body)}\n\n`;
const callHead = ({ id }: AnswerParts): { id: string; type: string } => ({ id: `call_${id}`, type: 'function' });
const finishReason = ({ answer }: AnswerParts): string => (answer.call === undefined ? 'stop' : 'tool_calls');

const calledFunction = ({ answer }: AnswerParts): object => ({
  name: answer.call?.name,
  arguments: JSON.stringify(answer.call?.values ?? {}),
});

const head = ({ id, model, createdAt }: AnswerParts, object: string): object => ({
  id: `chatcmpl-${id}`,
  object,
  created: createdAt,
  model,
});

function usageOf({ answer, inputTokens }: AnswerParts): object {
  const outputTokens = countTokens(answer.text + JSON.stringify(answer.call ?? ''));
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    prompt_tokens_details: { cached_tokens: 0 },
  };
}
