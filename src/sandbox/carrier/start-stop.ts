import type { CallContext } from './call-context.ts';
import { absolute, methodOf } from './callee.ts';
import { startRecording } from './recording-wish.ts';
import type { Track, TranscriptionWish } from './transcription.ts';
import type { XmlElement } from './xml-element.ts';

/** `<Start>`: what runs beside the call from now on. */
export function runStart(context: CallContext, verb: XmlElement, documentUrl: string): void {
  context.answer();
  for (const child of verb.children) {
    if (child.name === 'Recording') startRecording(context, child, documentUrl);
    if (child.name === 'Transcription') context.media.startTranscription(wishOf(child.attributes, documentUrl));
  }
}

/** `<Stop>`; what does not run is warned of. */
export function runStop(context: CallContext, verb: XmlElement): void {
  for (const { attributes } of verb.children) {
    const name = attributes.name ?? '';
    const running = context.media.findTranscription(name);
    if (running !== null) void running.stop();
    else context.log({ type: 'unheard', what: `<Stop> ${name}`, why: 'no such transcription is running' });
  }
}

/** With Twilio's defaults. REST parameters of the same names begin with a capital: they are to be lowered. */
export function wishOf(given: Readonly<Record<string, string>>, base: string): TranscriptionWish {
  return {
    name: given.name ?? '',
    callbackUrl: absolute(given.statusCallbackUrl, base),
    callbackMethod: methodOf(given.statusCallbackMethod ?? given.statusMethod),
    language: given.languageCode ?? 'en-US',
    track: trackOf(given.track),
    engine: given.transcriptionEngine ?? 'google',
    partialResults: given.partialResults === 'true',
    inboundLabel: given.inboundTrackLabel ?? null,
    outboundLabel: given.outboundTrackLabel ?? null,
  };
}

const trackOf = (track: string | undefined): Track | 'both_tracks' =>
  track === 'inbound_track' || track === 'outbound_track' ? track : 'both_tracks';
