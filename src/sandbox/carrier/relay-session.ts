import { pause } from '../real-clock.ts';
import type { CallContext, CallerInput } from './call-context.ts';
import type { SessionStatus } from './call-event.ts';
import { CallerVoice } from './caller-voice.ts';
import { Playout } from './playout.ts';
import { playoutListener } from './playout-listener.ts';
import type { RelayConfig } from './relay-config.ts';
import { type AppFrame, parseAppFrame } from './relay-frame.ts';
import { openRelaySocket, type RelaySocket } from './relay-socket.ts';
import { newSid } from './sid.ts';

/** How a session ended; `replaced`: a REST update took the call away and no action is asked. */
export interface SessionEnd {
  readonly sessionId: string;
  readonly status: SessionStatus;
  readonly replaced: boolean;
  readonly durationSeconds: number;
  readonly handoffData: string | null;
  readonly errorCode: number | null;
  readonly errorMessage: string | null;
}

interface Rules {
  readonly interruptible?: boolean | undefined;
  readonly preemptible?: boolean | undefined;
}

const SETUP_MS = 400;
const GREETING_MS = 700;
const CLOSE_MS = 90;
const MEDIA_MS = 3000;
const MAX_INVALID_FRAMES = 10;
const RECONNECTS = 3;
const RECONNECT_MS = 500;
const MAX_BUFFERED_FRAMES = 500;

/** Twilio's side of one ConversationRelay session, from the handshake to its end. */
export class RelaySession {
  readonly #context: CallContext;
  readonly #config: RelayConfig;
  readonly #sessionId = newSid('VX');
  readonly #startedAt: number;
  readonly #playout: Playout;
  readonly #voice: CallerVoice;
  readonly #languages: { tts: string; transcription: string };
  readonly #over = Promise.withResolvers<SessionEnd>();
  #socket: RelaySocket | null = null;
  #buffered: unknown[] = [];
  #invalidFrames = 0;
  #finished = false;

  constructor(context: CallContext, config: RelayConfig) {
    this.#context = context;
    this.#config = config;
    this.#startedAt = context.clock.now();
    this.#languages = { tts: config.ttsLanguage, transcription: config.transcriptionLanguage };
    const send = (frame: unknown) => this.#send(frame);
    this.#playout = new Playout(
      context.clock,
      context.settings.charactersPerSecond,
      playoutListener(context, config, send),
      context.pace,
    );
    this.#voice = new CallerVoice(context, config, this.#playout, this.#languages, send);
  }

  get input(): CallerInput {
    return this.#voice;
  }

  /** Plays the session to its end. Never rejects. */
  async run(): Promise<SessionEnd> {
    const { clock, stopped } = this.#context;
    if ((await pause(clock, SETUP_MS, stopped)) === 'elapsed') await this.#open();
    const hangUp = () => this.#hangUp();
    stopped.addEventListener('abort', hangUp);
    if (stopped.aborted) hangUp();
    const end = await this.#over.promise;
    stopped.removeEventListener('abort', hangUp);
    return end;
  }

  async #open(): Promise<void> {
    const socket = await this.#connect();
    if (typeof socket === 'string') return this.#end('failed', 64102, `Unable to connect to websocket: ${socket}`);
    this.#context.log({ type: 'session-started', sessionId: this.#sessionId, url: this.#config.url });
    this.#sendSetup();
    this.#context.answer();
    if (this.#config.mediaProblem !== null) return this.#refuseMedia(this.#config.mediaProblem);
    this.#greet();
  }

  async #connect(): Promise<RelaySocket | string> {
    const { settings, closing } = this.#context;
    const listener = {
      received: (data: string | null) => this.#received(data),
      closed: (code: number) => this.#closed(code),
    };
    const socket = await openRelaySocket(this.#config.url, settings.authToken, closing, listener);
    if (typeof socket !== 'string') this.#socket = socket;
    return socket;
  }

  #sendSetup(): void {
    const { record } = this.#context;
    this.#send({
      type: 'setup',
      sessionId: this.#sessionId,
      accountSid: record.accountSid,
      parentCallSid: record.parentSid ?? '',
      callSid: record.sid,
      from: record.from,
      to: record.to,
      forwardedFrom: record.extra.ForwardedFrom ?? '',
      callType: record.from.startsWith('sip:') ? 'SIP' : 'PSTN',
      callerName: record.extra.CallerName ?? '',
      direction: record.direction,
      callStatus: record.status === 'in-progress' ? 'IN_PROGRESS' : 'RINGING',
      customParameters: this.#config.parameters,
    });
  }

  #refuseMedia(problem: string): void {
    this.#send({ type: 'error', description: `64106: ${problem}` });
    this.#socket?.close(1000, 'Closing websocket session');
    this.#end('failed', 64106, problem);
  }

  #greet(): void {
    const { welcomeGreeting, welcomeGreetingInterruptible } = this.#config;
    if (welcomeGreeting === '') return;
    const rules = { interruptible: welcomeGreetingInterruptible, preemptible: false, last: true };
    this.#playout.enqueue({ kind: 'text', text: welcomeGreeting, source: 'greeting', ...rules }, GREETING_MS);
  }

  #send(frame: unknown): void {
    if (this.#finished) return;
    this.#context.log({ type: 'frame', direction: 'sent', frame });
    if (this.#socket !== null) this.#socket.send(frame);
    else if (this.#buffered.length < MAX_BUFFERED_FRAMES) this.#buffered.push(frame);
  }

  #received(data: string | null): void {
    if (this.#finished) return;
    const frame = data === null ? { type: 'invalid' as const, reason: 'a binary frame' } : parseAppFrame(data);
    if (frame.type === 'invalid') return this.#refuseFrame(data ?? '(binary)', frame.reason);
    this.#context.log({ type: 'frame', direction: 'received', frame });
    this.#invalidFrames = 0;
    this.#act(frame);
  }

  #refuseFrame(data: string, reason: string): void {
    this.#context.log({ type: 'error', code: 64107, message: `invalid message (${reason}): ${data.slice(0, 500)}` });
    this.#send({ type: 'error', description: `64107: Invalid message received: ${data.slice(0, 500)} (${reason})` });
    this.#invalidFrames += 1;
    if (this.#invalidFrames < MAX_INVALID_FRAMES) return;
    this.#socket?.close(1007, 'Too many invalid messages');
    this.#end('failed', 64105, 'Websocket ended');
  }

  #act(frame: AppFrame): void {
    if (frame.type === 'end') return void this.#endByServer(frame.handoffData ?? null);
    if (frame.type === 'language') return this.#switchLanguage(frame);
    const rules = this.#rules(frame.type === 'sendDigits' ? {} : frame);
    if (frame.type === 'text')
      this.#playout.enqueue({ kind: 'text', text: frame.token, source: 'bot', ...rules, last: frame.last });
    if (frame.type === 'sendDigits')
      this.#playout.enqueue({ kind: 'digits', digits: frame.digits, ...rules, last: false });
    if (frame.type === 'play') {
      const durationMs = MEDIA_MS * (frame.loop === 0 ? 1000 : frame.loop);
      this.#playout.enqueue({ kind: 'media', source: frame.source, durationMs, ...rules });
    }
  }

  #rules(frame: Rules) {
    const set = frame.interruptible;
    const own = set === undefined ? this.#config.interruptible : set ? 'any' : 'none';
    return { interruptible: own, preemptible: frame.preemptible ?? this.#config.preemptible, last: true } as const;
  }

  #switchLanguage(frame: Extract<AppFrame, { type: 'language' }>): void {
    this.#languages.tts = frame.ttsLanguage ?? this.#languages.tts;
    this.#languages.transcription = frame.transcriptionLanguage ?? this.#languages.transcription;
    this.#context.log({ type: 'language', ...this.#languages });
  }

  /** Reports conflict on whether queued speech is still spoken; the harsher reading is played: it is cut. */
  async #endByServer(handoffData: string | null): Promise<void> {
    const unspoken = this.#playout.unspoken;
    if (unspoken.trim() !== '') this.#context.log({ type: 'cut-by-end', unspoken });
    this.#playout.stop();
    this.#finished = true;
    await pause(this.#context.clock, CLOSE_MS, this.#context.closing);
    this.#socket?.close(1000, 'Closing websocket session');
    this.#finished = false;
    this.#end('ended', null, null, handoffData);
  }

  #hangUp(): void {
    this.#socket?.close(1000, 'Closing websocket session');
    this.#end('completed');
  }

  #closed(code: number): void {
    if (this.#finished || this.#socket === null) return;
    this.#socket = null;
    this.#context.log({ type: 'error', code: 64105, message: `the server closed the socket (${code})` });
    if (this.#config.applicationReconnect) void this.#reconnect();
    else this.#end('failed', 64105, 'Websocket ended');
  }

  /** `applicationReconnect`: the call is kept and what happens meanwhile replayed. Whether setup is sent again is undocumented. */
  async #reconnect(): Promise<void> {
    for (let attempt = 0; attempt < RECONNECTS && !this.#finished; attempt++) {
      if ((await pause(this.#context.clock, RECONNECT_MS, this.#context.stopped)) === 'aborted') return;
      if (typeof (await this.#connect()) === 'string') continue;
      const missed = this.#buffered.splice(0);
      this.#sendSetup();
      for (const frame of missed) this.#socket?.send(frame);
      return;
    }
    this.#end('failed', 64105, 'Websocket ended');
  }

  #end(
    status: SessionStatus,
    errorCode: number | null = null,
    errorMessage: string | null = null,
    handoffData: string | null = null,
  ): void {
    if (this.#finished) return;
    this.#finished = true;
    this.#playout.stop();
    const { clock, stopped, ended } = this.#context;
    const durationSeconds = Math.round((clock.now() - this.#startedAt) / 1000);
    const end = { sessionId: this.#sessionId, status, durationSeconds, handoffData, errorCode, errorMessage };
    if (errorCode !== null) this.#context.log({ type: 'error', code: errorCode, message: errorMessage ?? '' });
    this.#context.log({ type: 'session-ended', sessionId: this.#sessionId, status, handoffData, errorCode });
    this.#over.resolve({ ...end, replaced: stopped.aborted && !ended.aborted });
  }
}
