import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** Other people's servers, as small as can be: nothing of our stand-ins is in them. */
export interface ForeignServices {
  readonly environment: Record<string, string>;
  /** Forms posted to the Messages resource. */
  readonly texts: URLSearchParams[];
  readonly mails: { to: string[]; raw: string }[];
  /** What the next text request does instead of being answered. */
  textFault: 'none' | 'hang' | 'server-error' | 'opted-out';
  modelFault: 'none' | 'error-500' | 'hang' | 'cut' | 'nonsense';
  close(): Promise<void>;
}

interface ChatMessage {
  readonly role: string;
  readonly content: string | null;
}

export const authToken = 'foreign-auth-token';

export async function startForeignServices(): Promise<ForeignServices> {
  const texts: URLSearchParams[] = [];
  const mails: { to: string[]; raw: string }[] = [];
  const state: Pick<ForeignServices, 'textFault' | 'modelFault'> = { textFault: 'none', modelFault: 'none' };
  const rest = createServer((request, response) => void answerRest(request, response, texts, state));
  const model = createServer((request, response) => void answerModel(request, response, state));
  const smtp = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      let raw = '';
      stream.on('data', (chunk: Buffer) => (raw += chunk.toString()));
      stream.on('end', () => {
        mails.push({ to: session.envelope.rcptTo.map((to) => to.address), raw });
        done();
      });
    },
  });
  const [restPort, modelPort] = await Promise.all([listen(rest), listen(model)]);
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', () => resolve()));
  const smtpPort = (smtp.server.address() as AddressInfo).port;
  return Object.assign(state, {
    texts,
    mails,
    environment: {
      TWILIO_ACCOUNT_SID: `AC${'f'.repeat(32)}`,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_API_BASE_URL: `http://127.0.0.1:${restPort}`,
      OPENAI_BASE_URL: `http://127.0.0.1:${modelPort}/v1`,
      OPENAI_API_KEY: 'foreign-key',
      OPENAI_MODEL: 'some-model',
      SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
      CONFIG_DIR: './config',
    },
    async close() {
      for (const server of [rest, model]) {
        server.closeAllConnections();
        server.close();
      }
      await new Promise<void>((resolve) => smtp.close(() => resolve()));
    },
  });
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

async function answerRest(
  request: IncomingMessage,
  response: ServerResponse,
  texts: URLSearchParams[],
  state: Pick<ForeignServices, 'textFault'>,
): Promise<void> {
  const body = await bodyOf(request);
  const json = (status: number, value: unknown): void => {
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
  };
  if (request.method === 'GET') {
    const messages = texts.map((text, index) => messageJson(text, index));
    return json(200, { messages, page: 0, page_size: 50, next_page_uri: null, uri: request.url });
  }
  const fault = state.textFault;
  state.textFault = 'none';
  if (fault === 'hang') return;
  if (fault === 'server-error') return json(500, { code: 20500, message: 'Internal Server Error', status: 500 });
  if (fault === 'opted-out')
    return json(400, { code: 21610, message: 'Attempt to send to unsubscribed recipient', status: 400 });
  const text = new URLSearchParams(body);
  text.set('created', new Date().toUTCString());
  texts.push(text);
  json(201, messageJson(text, texts.length - 1));
}

function messageJson(text: URLSearchParams, index: number) {
  const date = text.get('created');
  const sid = `SM${String(index).padStart(32, '0')}`;
  return {
    sid,
    status: 'queued',
    to: text.get('To'),
    from: text.get('From'),
    body: text.get('Body'),
    date_created: date,
    date_sent: date,
    date_updated: date,
    error_code: null,
  };
}

async function answerModel(
  request: IncomingMessage,
  response: ServerResponse,
  state: Pick<ForeignServices, 'modelFault'>,
): Promise<void> {
  const body = await bodyOf(request);
  if (!request.url?.endsWith('/chat/completions')) return void response.writeHead(404).end();
  if (state.modelFault === 'error-500') return void response.writeHead(500).end('{"error":{"message":"broken"}}');
  if (state.modelFault === 'hang') return;
  const messages = (JSON.parse(body) as { messages: ChatMessage[] }).messages;
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  if (state.modelFault === 'nonsense') return void response.end('data: {"choices":"?"}\n\ndata: \u0000\u0001{{{\n\n');
  const send = (delta: unknown, finish: string | null = null): void => {
    const chunk = {
      id: 'c',
      object: 'chat.completion.chunk',
      created: 1,
      model: 'some-model',
      choices: [{ index: 0, delta, finish_reason: finish }],
    };
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  };
  if (state.modelFault === 'cut') {
    send({ role: 'assistant', content: 'Well, ' });
    return void setImmediate(() => response.destroy());
  }
  play(messages, send);
  response.end('data: [DONE]\n\n');
}

/** Offers a text, sends it on yes; an e-mail likewise. */
function play(messages: readonly ChatMessage[], send: (delta: unknown, finish?: string | null) => void): void {
  const last = messages.at(-1);
  const said = [...messages].reverse().find((message) => message.role === 'user')?.content ?? '';
  const asked =
    [...messages].reverse().find((message) => message.role === 'assistant' && (message.content ?? '') !== '')
      ?.content ?? '';
  const tool = (name: string, input: unknown): void => {
    const call = {
      index: 0,
      id: `call_${messages.length}`,
      type: 'function',
      function: { name, arguments: JSON.stringify(input) },
    };
    send({ role: 'assistant', tool_calls: [call] }, 'tool_calls');
  };
  const say = (text: string): void => {
    for (const word of text.split(/(?<= )/)) send({ content: word });
    send({}, 'stop');
  };
  if (last?.role === 'tool')
    return say(`The result was ${(JSON.parse(last.content ?? '{}') as { status: string }).status}.`);
  if (/yes/i.test(said) && /text/i.test(asked)) return tool('send_sms', { to: 'caller', message: 'We open at eight.' });
  if (/yes/i.test(said) && /mail/i.test(asked))
    return tool('send_email', { to: 'jane.doe@example.com', subject: 'Hours', body: 'We open at eight.' });
  if (/text/i.test(said)) return say("Shall I text that to the number you're calling from?");
  if (/mail/i.test(said)) return say('Shall I e-mail it to jane dot doe at example dot com?');
  say('I am here.');
}
