import { expect } from 'vitest';
import type { ToolResult } from '../../../src/domain/tool-result.ts';
import { type ActionCall, ActionServer, clock } from './action-server.ts';

const site = `
id: acme
name: Acme
time_zone: America/New_York
country: US
plan: pro
mail:
  default:
    from: { name: Acme, address: hello@acme.example }
lines:
  - &line
    id: support
    name: Support
    numbers: ["+14155550102"]
    greeting: Hello, this is the AI assistant.
    persona: { name: Sam }
    prompt: Help.
    link_delivery: { sms: true, email: true }
    links:
      - { id: booking, title: the booking page, url: "https://acme.example/book" }
    limits: { silence_seconds: 60 }
    delivery: { other_medium: true }
  - <<: *line
    id: plain
    name: Plain
    numbers: ["+14155550103"]
    delivery: { other_medium: false }
`;
/** The line that sends by the other medium, and one of the same business that does not. */
export const support = '+14155550102';
export const plain = '+14155550103';
export const jane = 'jane@example.com';
export const offer = "Shall I text that to the number you're calling from?";
export const text = { to: 'caller', message: 'Your pump is ready.' };
export const mail = (to: string) => ({ to, subject: 'Your pump', body: 'It is ready.' });
/** As the model reads a note. */
export const note = (words: string): string => `[Note, not from the caller: ${words}]`;

/** A server with calls in which something is sent, and all that may come of it. */
export class Aftermath extends ActionServer {
  open(): Promise<void> {
    return this.start(site);
  }

  get texts() {
    return this.carrier.messages;
  }

  get mails() {
    return this.mailbox.messages;
  }

  /** Texts the caller, who has agreed to it; the carrier reports nothing by itself. Gives the text's SID. */
  async texted(call: ActionCall): Promise<string> {
    this.carrier.deliverNext({ status: 'undelivered', errorCode: 30005, callbacks: 'none' });
    expect(await call.run('send_sms', text)).toMatchObject({ status: 'sent' });
    return this.texts.at(-1)?.sid ?? '';
  }

  /** The address is read back, and the caller answers. */
  async readBack(call: ActionCall, address: string, answer: string): Promise<void> {
    const asked = await call.run('send_email', mail(address));
    expect(asked.status).toBe('needs_confirmation');
    await call.agreeTo(asked.say, answer);
  }

  /** A new call from this number that agrees to a text: what comes of it. */
  async tryText(from: string, line = support): Promise<ToolResult> {
    const call = await this.call(line, from);
    await call.agreeTo(offer);
    const result = await call.run('send_sms', text);
    call.twilio.close();
    return result;
  }

  /** Somebody texts the business. */
  async textIn(from: string, body: string): Promise<void> {
    const call = await this.call(plain, '+14155550190');
    const answer = await call.twilio.post('/twilio/sms', { MessageSid: 'SM1', From: from, To: support, Body: body });
    expect(answer.status).toBe(200);
    call.twilio.close();
  }

  /** The link to a form in the last text. */
  get formUrl(): string {
    return /http:\S+\/form\/\S+/.exec(this.texts.at(-1)?.body ?? '')?.[0] ?? '';
  }

  /** Resolves when the messages of the call, oldest first, have come to this. */
  async cameTo(call: ActionCall, ...statuses: readonly string[]): Promise<void> {
    for (let look = 0; look < 200; look++) {
      if ((await this.#statuses(call)).join() === statuses.join()) return;
      await new Promise<void>((resolve) => clock.after(50, resolve));
    }
    throw new Error(`they have come to ${await this.#statuses(call)}`);
  }

  async #statuses({ twilio }: ActionCall): Promise<readonly string[]> {
    const { messages } = await this.server.json<{ messages: { status: string }[] }>(`/api/calls/${twilio.callSid}`);
    return messages.map(({ status }) => status);
  }
}

export async function hangUp({ twilio }: ActionCall): Promise<void> {
  twilio.close();
  await twilio.post('/twilio/call-status', { CallSid: twilio.callSid, CallStatus: 'completed', CallDuration: '30' });
}

/** What became of a text, as Twilio says it. Answered when all that follows from it is done. */
export async function report({ twilio }: ActionCall, sid: string, code = '30005'): Promise<void> {
  const status = { MessageSid: sid, MessageStatus: 'undelivered', ErrorCode: code };
  expect((await twilio.post('/twilio/message-status', status)).status).toBe(204);
}
