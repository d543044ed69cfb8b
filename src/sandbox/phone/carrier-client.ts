import type { CallEvent } from '../carrier/call-event.ts';
import type { BegunLeg } from '../carrier/call-switch.ts';
import type { InboxItem } from '../carrier/inbox.ts';
import type { PersonInput } from '../carrier/people.ts';

export interface PlacedCall {
  readonly from: string;
  readonly to: string;
  readonly speed?: number;
}

export interface SentText {
  readonly from: string;
  readonly to: string;
  readonly body: string;
}

/** The stand-in's control API, as its phones use it. Methods reject when the stand-in cannot be reached. */
export class CarrierClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url.replace(/\/$/, '');
  }

  async placeCall(call: PlacedCall): Promise<string> {
    const answer = (await this.#post('/sandbox/calls', call)) as { readonly sid: string };
    return answer.sid;
  }

  act(sid: string, what: 'say' | 'press' | 'interrupt' | 'hangup', body: unknown = {}): Promise<unknown> {
    return this.#post(`/sandbox/calls/${sid}/${what}`, body);
  }

  /** Texts one of the account's numbers; tells how many texts came back. */
  async sendText(text: SentText): Promise<number> {
    const answer = (await this.#post('/sandbox/texts', text)) as { readonly replies: readonly string[] };
    return answer.replies.length;
  }

  /** Says how these people take calls from now on; null: as everybody does. */
  async setPeople(people: Readonly<Record<string, PersonInput | null>>): Promise<void> {
    const list = Object.entries(people).map(([address, behaviour]) => ({ address, behaviour }));
    if (list.length > 0) await this.#post('/sandbox/people', { people: list });
  }

  /** Resolves when the call is over and its last event was told. */
  followCall(sid: string, signal: AbortSignal, listener: (event: CallEvent) => void): Promise<void> {
    return this.#follow(`/sandbox/calls/${sid}/events`, signal, (event) => listener(event as CallEvent));
  }

  /** What arrives from now on; resolves when `signal` aborts. `ready`: the stand-in listens. */
  followInbox(signal: AbortSignal, ready: () => void, listener: (item: InboxItem) => void): Promise<void> {
    const path = '/sandbox/inbox/events?from=now';
    return this.#follow(path, signal, (item) => listener(item as InboxItem), ready);
  }

  /** Legs that begin from now on; resolves when `signal` aborts. `ready`: the stand-in listens. */
  followLegs(signal: AbortSignal, ready: () => void, listener: (leg: BegunLeg) => void): Promise<void> {
    return this.#follow('/sandbox/legs/events?from=now', signal, (leg) => listener(leg as BegunLeg), ready);
  }

  async #post(path: string, body: unknown): Promise<unknown> {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(this.#url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    const answer = (await response.json()) as { readonly message?: string };
    if (!response.ok) throw new Error(`${path}: ${answer.message ?? response.status}`);
    return answer;
  }

  async #follow(
    path: string,
    signal: AbortSignal,
    listener: (event: unknown) => void,
    ready?: () => void,
  ): Promise<void> {
    try {
      const response = await fetch(this.#url + path, { signal, headers: { accept: 'text/event-stream' } });
      if (!response.ok || response.body === null) throw new Error(`${path}: ${response.status}`);
      ready?.();
      await readEvents(response.body, listener);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}

async function readEvents(body: ReadableStream<Uint8Array>, listener: (event: unknown) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true });
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = block.split('\n').find((line) => line.startsWith('data: '));
      if (data !== undefined) listener(JSON.parse(data.slice('data: '.length)));
    }
  }
}
