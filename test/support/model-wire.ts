/** How an API puts an answer on the wire, chunk by chunk. */
export interface ModelWire {
  readonly path: string;
  text(text: string): string;
  refusal(text: string): string;
  /** The chunks of one tool call; `position` is its place in the answer. */
  call(position: number, id: string, name: string, pieces: readonly string[]): string[];
  finish(hasCalls: boolean): string[];
  incomplete(): string[];
  /** An error inside the stream. */
  failure(): string;
}

const event = (body: Record<string, unknown>): string =>
  `${typeof body.type === 'string' ? `event: ${body.type}\n` : ''}data: ${JSON.stringify(body)}\n\n`;

const responsesUsage = {
  input_tokens: 100,
  input_tokens_details: { cached_tokens: 60 },
  output_tokens: 7,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 107,
};

export const responsesWire: ModelWire = {
  path: '/v1/responses',
  text: (delta) =>
    event({ type: 'response.output_text.delta', item_id: 'msg_1', output_index: 0, content_index: 0, delta }),
  refusal: (delta) =>
    event({ type: 'response.refusal.delta', item_id: 'msg_1', output_index: 0, content_index: 0, delta }),
  call(position, id, name, pieces) {
    const place = { item_id: `fc_${position}`, output_index: position };
    const item = { type: 'function_call', id: `fc_${position}`, call_id: id, name };
    const whole = pieces.join('');
    return [
      event({ type: 'response.output_item.added', output_index: position, item: { ...item, arguments: '' } }),
      ...pieces.map((delta) => event({ type: 'response.function_call_arguments.delta', ...place, delta })),
      event({ type: 'response.function_call_arguments.done', ...place, arguments: whole }),
      event({ type: 'response.output_item.done', output_index: position, item: { ...item, arguments: whole } }),
    ];
  },
  finish: () => [
    event({ type: 'response.completed', response: { model: 'test-model-1', output: [], usage: responsesUsage } }),
  ],
  incomplete: () => [
    event({
      type: 'response.incomplete',
      response: { model: 'test-model-1', incomplete_details: { reason: 'max_output_tokens' }, usage: responsesUsage },
    }),
  ],
  failure: () => event({ type: 'response.failed', response: { error: { code: 'server_error', message: 'it broke' } } }),
};

const chunk = (delta: object, reason: string | null = null): string =>
  event({ model: 'test-model-1', choices: [{ index: 0, delta, finish_reason: reason }], usage: null });
const chatUsage = event({
  model: 'test-model-1',
  choices: [],
  usage: { prompt_tokens: 100, completion_tokens: 7, prompt_tokens_details: { cached_tokens: 60 } },
});

export const chatWire: ModelWire = {
  path: '/v1/chat/completions',
  text: (content) => chunk({ content }),
  refusal: (refusal) => chunk({ refusal }),
  call: (position, id, name, pieces) => [
    chunk({ tool_calls: [{ index: position, id, type: 'function', function: { name, arguments: '' } }] }),
    ...pieces.map((piece) => chunk({ tool_calls: [{ index: position, function: { arguments: piece } }] })),
  ],
  finish: (hasCalls) => [chunk({}, hasCalls ? 'tool_calls' : 'stop'), chatUsage, 'data: [DONE]\n\n'],
  incomplete: () => [chunk({}, 'length'), chatUsage, 'data: [DONE]\n\n'],
  failure: () => event({ error: { code: 'server_error', message: 'it broke', type: 'server_error' } }),
};
