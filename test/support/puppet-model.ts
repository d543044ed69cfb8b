import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One answer of the model: words, or tool calls in one go. */
export type PuppetAnswer = string | readonly (readonly [tool: string, values: unknown])[];

interface Message {
  readonly role: string;
  readonly content: string | null;
  readonly tool_call_id?: string;
  readonly tool_calls?: readonly { readonly id: string; readonly function: { readonly name: string } }[];
}

/** What the model writes when it is asked to write a call up. */
export const puppetNotes = {
  summary: 'The caller wanted a person and was put through.',
  outcome: 'They talked.',
  promises: ['A visit tomorrow morning.'],
  follow_ups: ['Send the invoice again.'],
  sentiment: 'neutral',
  disposition: 'resolved',
};

/**
 * A Chat Completions server that says and calls what a test wrote down for the caller's last words: first one answer,
 * then, when that called tools, the next. Calls are written up by `puppetNotes`. Anything else is answered with "Done."
 */
export class PuppetModel {
  readonly #scripts = new Map<string, readonly PuppetAnswer[]>();
  readonly requests: { readonly tools: readonly string[]; readonly messages: readonly Message[] }[] = [];
  #calls = 0;
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get environment(): Record<string, string> {
    const { port } = this.#server.address() as AddressInfo;
    return {
      OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`,
      OPENAI_API_KEY: 'puppet',
      OPENAI_MODEL: 'puppet',
      OPENAI_API: 'chat',
    };
  }

  /** What follows when the caller says exactly this. */
  when(callerSays: string, ...answers: readonly PuppetAnswer[]): this {
    this.#scripts.set(callerSays, answers);
    return this;
  }

  /** What the tools returned that were called since the caller said this, as the model read it. */
  returnedSince(callerSaid: string): readonly { readonly name: string; readonly result: unknown }[] {
    const request = this.requests.findLast(({ messages }) => lastSaid(messages)?.content === callerSaid);
    const messages = request?.messages ?? [];
    const names = new Map(
      messages.flatMap(({ tool_calls = [] }) => tool_calls.map((one) => [one.id, one.function.name])),
    );
    const since = messages.slice(messages.findLastIndex(({ role }) => role === 'user'));
    return since.flatMap(({ role, content, tool_call_id: id = '' }) =>
      role === 'tool' ? [{ name: names.get(id) ?? '', result: JSON.parse(content ?? 'null') as unknown }] : [],
    );
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    if (request.url?.endsWith('/chat/completions') !== true) return void response.writeHead(404).end();
    const { messages, tools = [] } = JSON.parse(body) as {
      messages: Message[];
      tools?: { function: { name: string } }[];
    };
    this.requests.push({ tools: tools.map((tool) => tool.function.name), messages });
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    for (const [delta, finish] of this.#deltas(this.#answerTo(messages, tools))) {
      const choice = { index: 0, delta, finish_reason: finish };
      const chunk = { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'puppet', choices: [choice] };
      response.write(`data: ${JSON.stringify(chunk)}\n\n`);
    }
    response.end('data: [DONE]\n\n');
  }

  #answerTo(messages: readonly Message[], tools: readonly { function: { name: string } }[]): PuppetAnswer {
    if (tools.some((tool) => tool.function.name === 'save_notes')) return [['save_notes', puppetNotes]];
    const last = messages.findLastIndex(({ role }) => role === 'user');
    const script = this.#scripts.get(messages[last]?.content ?? '') ?? [];
    let results = messages.slice(last + 1).filter(({ role }) => role === 'tool').length;
    let step = 0;
    for (; results > 0 && typeof script[step] === 'object'; step++) results -= script[step]?.length ?? 0;
    return script[step] ?? 'Done.';
  }

  #deltas(answer: PuppetAnswer): readonly (readonly [unknown, string | null])[] {
    if (typeof answer === 'string')
      return [
        [{ role: 'assistant', content: answer }, null],
        [{}, 'stop'],
      ];
    const calls = answer.map(([name, values], index) => ({
      index,
      id: `puppet_${++this.#calls}`,
      type: 'function',
      function: { name, arguments: JSON.stringify(values) },
    }));
    return [[{ role: 'assistant', tool_calls: calls }, 'tool_calls']];
  }
}

const lastSaid = (messages: readonly Message[]): Message | undefined =>
  messages.findLast(({ role }) => role === 'user');
