import { type Element, element } from './document.ts';

export interface Transcription {
  readonly statusUrl: string;
  /** BCP-47. */
  readonly language: string;
}

/** One per call: it is stopped by its name. */
const name = 'conversation';

/** Transcribes both sides as they speak (twilio.com/docs/voice/twiml/transcription). */
export const startTranscription = ({ statusUrl, language }: Transcription): Element =>
  element(
    'Start',
    {},
    element('Transcription', {
      name,
      statusCallbackUrl: statusUrl,
      languageCode: language,
      track: 'both_tracks',
      partialResults: false,
    }),
  );

export const stopTranscription = (): Element => element('Stop', {}, element('Transcription', { name }));
