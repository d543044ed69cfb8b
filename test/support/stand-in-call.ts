type Body = Record<string, unknown>;

/** How a test talks to the stand-in: one of the two APIs, streaming, over plain fetch. */
export interface StandInApi {
  readonly path: string;
  request(instructions: { stable: string; volatile: string }, tools: readonly Body[], history: readonly Turn[]): Body;
  read(events: readonly Body[]): { text: string; calls: Call[] };
}

export interface Call {
  readonly id: string;
  readonly name: string;
  readonly values: Body;
}

export type Turn =
  | { readonly role: 'caller' | 'bot' | 'note'; readonly text: string }
  | { readonly role: 'call'; readonly call: Call }
  | { readonly role: 'result'; readonly id: string; readonly result: Body };

const object = (value: unknown): Body => (typeof value === 'object' && value !== null ? (value as Body) : {});
const list = (value: unknown): Body[] => (Array.isArray(value) ? value.map(object) : []);

export const responsesApi: StandInApi = {
  path: '/v1/responses',
  request: ({ stable, volatile }, tools, history) => ({
    model: 'sandbox',
    stream: true,
    store: false,
    tools: tools.map((tool) => ({ type: 'function', strict: true, ...tool })),
    input: [
      { role: 'developer', content: stable },
      { role: 'developer', content: volatile },
      ...history.map(responsesItem),
    ],
  }),
  read(events) {
    const output = list(object(events.at(-1)?.response).output);
    const calls = output.filter((item) => item.type === 'function_call');
    return {
      text: events
        .filter((event) => event.type === 'response.output_text.delta')
        .map((event) => event.delta)
        .join(''),
      calls: calls.map((item) => ({
        id: `${item.call_id}`,
        name: `${item.name}`,
        values: JSON.parse(`${item.arguments}`) as Body,
      })),
    };
  },
};

function responsesItem(turn: Turn): Body {
  if (turn.role === 'call') {
    const { id, name, values } = turn.call;
    return { type: 'function_call', call_id: id, name, arguments: JSON.stringify(values) };
  }
  if (turn.role === 'result')
    return { type: 'function_call_output', call_id: turn.id, output: JSON.stringify(turn.result) };
  const role = { caller: 'user', bot: 'assistant', note: 'developer' }[turn.role];
  return { role, content: turn.text };
}

export const chatApi: StandInApi = {
  path: '/v1/chat/completions',
  request: ({ stable, volatile }, tools, history) => ({
    model: 'sandbox',
    stream: true,
    tools: tools.map((tool) => ({ type: 'function', function: { strict: true, ...tool } })),
    messages: [{ role: 'system', content: `${stable}\n${volatile}` }, ...history.map(chatMessage)],
  }),
  read(events) {
    const deltas = events.flatMap((event) => list(event.choices).map((choice) => object(choice.delta)));
    const pieces = deltas.flatMap((delta) => list(delta.tool_calls));
    const [head] = pieces;
    const written = pieces.map((piece) => object(piece.function).arguments ?? '').join('');
    const call = { id: `${head?.id}`, name: `${object(head?.function).name}` };
    return {
      text: deltas.map((delta) => delta.content ?? '').join(''),
      calls: head === undefined ? [] : [{ ...call, values: JSON.parse(written) as Body }],
    };
  },
};

function chatMessage(turn: Turn): Body {
  if (turn.role === 'call') {
    const { id, name, values } = turn.call;
    const called = { name, arguments: JSON.stringify(values) };
    return { role: 'assistant', content: null, tool_calls: [{ id, type: 'function', function: called }] };
  }
  if (turn.role === 'result') return { role: 'tool', tool_call_id: turn.id, content: JSON.stringify(turn.result) };
  const role = { caller: 'user', bot: 'assistant', note: 'system' }[turn.role];
  return { role, content: turn.text };
}

const endings = ['end_call', 'transfer_to_agent'];

/** A conversation with the stand-in: the history, the tool loop, and what tools were called. */
export class StandInCall {
  readonly called: string[] = [];
  readonly history: Turn[] = [];
  readonly #url: string;
  readonly #api: StandInApi;
  readonly #instructions: { stable: string; volatile: string };
  readonly #tools: readonly Body[];
  readonly #results: Body[] = [];

  constructor(
    url: string,
    api: StandInApi,
    instructions: { stable: string; volatile: string },
    tools: readonly Body[],
  ) {
    this.#url = url;
    this.#api = api;
    this.#instructions = instructions;
    this.#tools = tools;
  }

  /** What the next tool calls return; without any they return `sent`. */
  returning(...results: Body[]): this {
    this.#results.push(...results);
    return this;
  }

  /** The caller says something; returns all the bot says to it. */
  async say(text: string): Promise<string> {
    this.history.push({ role: 'caller', text });
    return this.#answer();
  }

  async note(text: string): Promise<string> {
    this.history.push({ role: 'note', text });
    return this.#answer();
  }

  async #answer(): Promise<string> {
    const spoken: string[] = [];
    for (let step = 0; step < 4; step++) {
      const { text, calls } = await this.#ask();
      if (text !== '') this.history.push({ role: 'bot', text });
      spoken.push(text);
      for (const call of calls) this.#run(call);
      if (calls.length === 0 || calls.some((call) => endings.includes(call.name))) break;
    }
    return spoken.join(' ').trim();
  }

  #run(call: Call): void {
    this.called.push(`${call.name} ${JSON.stringify(call.values)}`);
    const result = this.#results.shift() ?? { status: 'sent', say: 'It is on its way.' };
    this.history.push({ role: 'call', call }, { role: 'result', id: call.id, result });
  }

  async #ask(): Promise<{ text: string; calls: Call[] }> {
    const response = await fetch(`${this.#url}${this.#api.path}`, {
      method: 'POST',
      headers: { authorization: 'Bearer sandbox', 'content-type': 'application/json' },
      body: JSON.stringify(this.#api.request(this.#instructions, this.#tools, this.history)),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${text}`);
    const lines = text.split('\n').filter((line) => line.startsWith('data: {'));
    return this.#api.read(lines.map((line) => JSON.parse(line.slice('data: '.length)) as Body));
  }
}
