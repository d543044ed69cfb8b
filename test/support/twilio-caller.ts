import { createHmac } from 'node:crypto';
import { WebSocket } from 'ws';

/** Twilio's side of one call, by hand: signed webhooks, a signed socket, frames. */
export class TwilioCaller {
  readonly callSid: string;
  #server: string;
  readonly #authToken: string;
  #socket: WebSocket | null = null;
  readonly #tokens: string[] = [];
  #closedCycles = 0;
  /** What of the above a test has been given. */
  #heard = { tokens: 0, cycles: 0 };
  #changed: (() => void) | null = null;
  ended = false;

  constructor(server: string, authToken: string, callSid: string) {
    this.#server = server;
    this.#authToken = authToken;
    this.callSid = callSid;
  }

  sign(url: string, parameters: Record<string, string> = {}): string {
    const joined = Object.keys(parameters)
      .sort()
      .map((name) => name + parameters[name])
      .join('');
    return createHmac('sha1', this.#authToken)
      .update(url + joined)
      .digest('base64');
  }

  async post(path: string, parameters: Record<string, string>): Promise<{ status: number; body: string }> {
    const url = `${this.#server}${path}`;
    const headers = { 'X-Twilio-Signature': this.sign(url, parameters) };
    const response = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(parameters) });
    return { status: response.status, body: await response.text() };
  }

  ring(to = '+14155550102', from = '+14155550130') {
    return this.post('/twilio/voice', {
      CallSid: this.callSid,
      AccountSid: 'ACx',
      From: from,
      To: to,
      CallStatus: 'ringing',
      Direction: 'inbound',
    });
  }

  /** Rings and opens the socket the answer names. */
  async connect(to?: string, from?: string): Promise<void> {
    await this.#open((await this.ring(to, from)).body);
  }

  /** The session was lost while the call went on; `server`: where the call is taken up again. */
  async reconnect(server = this.#server): Promise<void> {
    this.#server = server;
    const lost = { SessionId: 'VX1', SessionStatus: 'failed', ErrorCode: '64105' };
    const parameters = { CallSid: this.callSid, AccountSid: 'ACx', CallStatus: 'in-progress', ...lost };
    await this.#open((await this.post('/twilio/relay-ended', parameters)).body);
  }

  async #open(document: string): Promise<void> {
    const url = /<ConversationRelay[^>]* url="([^"]+)"/.exec(document)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const socket = new WebSocket(url, { headers: { 'X-Twilio-Signature': this.sign(url) } });
    this.#socket = socket;
    await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));
    socket.on('error', () => undefined);
    socket.on('message', (data) => this.#receive(JSON.parse(String(data))));
    this.send({ type: 'setup', sessionId: 'VX1', callSid: this.callSid });
  }

  send(frame: unknown): void {
    this.#socket?.send(JSON.stringify(frame));
  }

  /** Says something and gives the answer, once its cycle is closed. */
  say(voicePrompt: string): Promise<string> {
    this.#heard = { tokens: this.#tokens.length, cycles: this.#closedCycles };
    const answer = this.listen();
    this.send({ type: 'prompt', voicePrompt, lang: 'en-US', last: true });
    return answer;
  }

  /** Has heard all that was said, and gives what the bot says next, once that cycle is closed. */
  async listen(): Promise<string> {
    this.send({ type: 'info', name: 'agentSpeaking', value: 'off' });
    while (this.#closedCycles === this.#heard.cycles) await new Promise<void>((resolve) => (this.#changed = resolve));
    const from = this.#heard.tokens;
    this.#heard = { tokens: this.#tokens.length, cycles: this.#closedCycles };
    return this.#tokens.slice(from).join('');
  }

  close(): void {
    this.#socket?.close(1000);
  }

  #receive(frame: { type: string; token?: string; last?: boolean }): void {
    if (frame.type === 'end') this.ended = true;
    if (frame.type !== 'text') return;
    this.#tokens.push(frame.token ?? '');
    if (frame.last === true) this.#closedCycles++;
    this.#changed?.();
  }
}
