import { expect } from 'vitest';
import type { CallEvent } from '../../src/domain/event.ts';
import { CALLER, LINE, ORIGIN, WebhookBench } from './webhook-bench.ts';

type Fields = Readonly<Record<string, string>>;
type EventOf<Type extends CallEvent['type']> = Extract<CallEvent, { type: Type }>;

/** The agents: two desks and one for emergencies that is reached by SIP. */
export const DESK = '+14155550111';
export const SECOND = '+14155550112';
export const TARGETS = [
  { id: 'desk', number: DESK, department: 'support' },
  { id: 'second', number: SECOND, department: 'support', ring_seconds: 25 },
  { id: 'night', sip_uri: 'sip:night@pbx.example.com', department: 'emergencies', ring_seconds: 30 },
];

/** A line that transfers, over real HTTP. URLs are followed as the documents give them. */
export class TransferBench extends WebhookBench {
  constructor(transfer: Record<string, unknown> = {}, line: Record<string, unknown> = {}) {
    super({ fallback_number: undefined, transfer: { targets: TARGETS, ...transfer }, ...line });
  }

  /** The bot hands off, as the session leaves it behind; then Twilio asks what comes next. */
  async handOff({ session = 'VX1', repeated = false, ...more }: HandOffOptions = {}, form: Fields = {}) {
    const handOff = { reason: 'billing', summary: 'Wants to talk about an invoice.', ...more };
    if (!repeated) this.journal.append('call_1', { type: 'handed-off', at: this.clock.now(), ...handOff });
    const HandoffData = JSON.stringify({ kind: 'transfer', ...handOff });
    return (await this.relayEnded({ SessionStatus: 'ended', SessionId: session, HandoffData, ...form })).text;
  }

  /** Asks a URL that stands in a document, on the caller's leg. */
  async follow(document: string, url: RegExp, form: Fields = {}): Promise<string> {
    const standard = { CallSid: 'CA1', From: CALLER, To: LINE, CallStatus: 'in-progress' };
    return this.ask(document, url, { ...standard, ...form });
  }

  /** The same on the agent's leg. */
  async onAgentLeg(document: string, url: RegExp, form: Fields = {}): Promise<string> {
    const standard = { CallSid: 'CAagent', ParentCallSid: 'CA1', From: LINE, To: DESK, CallStatus: 'in-progress' };
    return this.ask(document, url, { ...standard, ...form });
  }

  async ask(document: string, url: RegExp, form: Fields): Promise<string> {
    const { status, text } = await this.post(pathIn(document, url), form);
    expect(status).toBe(200);
    return text;
  }

  /** The agent's leg ended; `connected`: after a conversation. */
  dialEnded(document: string, form: Fields): Promise<string> {
    return this.follow(document, DIAL_ENDED, form);
  }

  async recorded(): Promise<readonly CallEvent[]> {
    await this.journal.flush();
    return this.store.events;
  }

  async eventsOf<Type extends CallEvent['type']>(type: Type): Promise<readonly EventOf<Type>[]> {
    return (await this.recorded()).filter((event): event is EventOf<Type> => event.type === type);
  }

  /** Whose phone rang, in order. */
  async dialled(): Promise<readonly string[]> {
    return (await this.eventsOf('agent-dialed')).map(({ target }) => target);
  }

  notices() {
    return this.store.takeNotices(['call_1']);
  }
}

interface HandOffOptions {
  readonly session?: string;
  /** Twilio asks once more: nothing new was handed off. */
  readonly repeated?: boolean;
  readonly reason?: string;
  readonly summary?: string;
  readonly department?: string;
}

export const DIAL_ENDED = /\/twilio\/dial-ended\?[^"<]*/;
export const WHISPER = /\/twilio\/whisper\?[^"<]*/;
export const WHISPER_KEY = /\/twilio\/whisper-key\?[^"<]*/;
export const CONSENT = /\/twilio\/recording-consent\?[^"<]*/;
export const REFER_ENDED = /\/twilio\/refer-ended\?[^"<]*/;
export const TRANSCRIPTION = /\/twilio\/transcription\?[^"<]*/;

/** The path of a URL of ours in a document. */
export function pathIn(document: string, url: RegExp): string {
  const found = url.exec(document)?.[0];
  if (found === undefined) throw new Error(`no ${url} in ${document}`);
  expect(document).toContain(ORIGIN + found);
  return found.replaceAll('&amp;', '&');
}

export const NO_ANSWER = { DialCallStatus: 'no-answer', DialBridged: 'false' };
export const BUSY = { DialCallStatus: 'busy', DialBridged: 'false' };
export const FAILED = { DialCallStatus: 'failed', DialBridged: 'false' };
export const DECLINED = { DialCallStatus: 'completed', DialBridged: 'false' };
export const CONNECTED = { DialCallStatus: 'completed', DialBridged: 'true', DialCallDuration: '95' };
export const CALLER_GONE = { CallStatus: 'completed', DialCallStatus: 'canceled', DialBridged: 'false' };
