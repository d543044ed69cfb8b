import type { CallEvent } from './call-event.ts';
import type { LegParts } from './leg-parts.ts';
import { newSid } from './sid.ts';

export type Track = 'inbound_track' | 'outbound_track';

export interface TranscriptionWish {
  readonly name: string;
  readonly callbackUrl: string | null;
  readonly callbackMethod: 'GET' | 'POST';
  readonly language: string;
  readonly track: Track | 'both_tracks';
  readonly engine: string;
  readonly partialResults: boolean;
  readonly inboundLabel: string | null;
  readonly outboundLabel: string | null;
}

/** What was said on a leg, track by track, as it is heard: inbound is who is at its end, outbound what they hear. */
export class Transcription {
  readonly sid = newSid('GT');
  readonly name: string;
  readonly #parts: LegParts;
  readonly #wish: TranscriptionWish;
  readonly #unsubscribe: () => void;
  #sequence = 0;
  #spoken = '';
  #told: Promise<unknown> = Promise.resolve();
  #stopped = false;

  constructor(parts: LegParts, wish: TranscriptionWish) {
    this.name = wish.name === '' ? this.sid : wish.name;
    this.#parts = parts;
    this.#wish = wish;
    parts.append({ type: 'transcription', sid: this.sid, status: 'started' });
    this.#tell('transcription-started', this.#configuration());
    this.#unsubscribe = parts.log.subscribe((event) => this.#hear(event), parts.log.events.length);
  }

  get isRunning(): boolean {
    return !this.#stopped;
  }

  /** Resolves when everything was told. */
  async stop(): Promise<void> {
    if (!this.#stopped) {
      this.#unsubscribe();
      this.#closeSpeech();
      this.#stopped = true;
      this.#parts.append({ type: 'transcription', sid: this.sid, status: 'stopped' });
      this.#tell('transcription-stopped', {});
    }
    await this.#told;
  }

  #hear(event: CallEvent): void {
    if (event.type === 'spoken') this.#spoken += event.text;
    else if (event.type === 'speaking' && !event.on) this.#closeSpeech();
    else if (event.type === 'caller-speech') this.#content('inbound_track', event.text);
    else if (event.type === 'person' && event.does === 'says') this.#content('outbound_track', event.text);
  }

  #closeSpeech(): void {
    const text = this.#spoken.trim();
    this.#spoken = '';
    if (text !== '') this.#content('outbound_track', text);
  }

  #content(track: Track, transcript: string): void {
    if (this.#wish.track !== 'both_tracks' && this.#wish.track !== track) return;
    this.#tell('transcription-content', {
      LanguageCode: this.#wish.language,
      Track: track,
      TranscriptionData: JSON.stringify({ transcript, confidence: 0.97 }),
      Final: 'true',
    });
  }

  #configuration(): Record<string, string> {
    const { name, language, track, engine, partialResults, inboundLabel, outboundLabel } = this.#wish;
    return {
      ProviderConfiguration: JSON.stringify({ profanityFilter: 'true', enableAutomaticPunctuation: 'true' }),
      TranscriptionEngine: engine,
      ...(name === '' ? {} : { Name: name }),
      Track: track,
      ...(inboundLabel === null ? {} : { InboundTrackLabel: inboundLabel }),
      ...(outboundLabel === null ? {} : { OutboundTrackLabel: outboundLabel }),
      PartialResults: String(partialResults),
      LanguageCode: language,
    };
  }

  #tell(event: string, more: Record<string, string>): void {
    this.#sequence += 1;
    const { callbackUrl: url, callbackMethod: method } = this.#wish;
    if (url === null || !URL.canParse(url)) return;
    const { record, wallClock, closing } = this.#parts;
    const parameters = {
      AccountSid: record.accountSid,
      CallSid: record.sid,
      TranscriptionSid: this.sid,
      Timestamp: new Date(wallClock.now()).toISOString(),
      SequenceId: String(this.#sequence),
      TranscriptionEvent: event,
      ...more,
    };
    this.#told = this.#told.then(() => (closing.aborted ? null : this.#parts.tell({ url, method, parameters })));
  }
}
