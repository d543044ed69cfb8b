import type { CallContext } from './call-context.ts';
import { absolute, methodOf } from './callee.ts';
import type { LiveRecording } from './live-recording.ts';
import type { Recording } from './recordings.ts';
import type { XmlElement } from './xml-element.ts';

type Attributes = XmlElement['attributes'];

/** Starts what a `<Dial record>` asks for; null: nothing. */
export function dialRecording(context: CallContext, attributes: Attributes, base: string): LiveRecording | null {
  const { record = 'do-not-record' } = attributes;
  if (record === 'do-not-record' || record === 'false') return null;
  const channels = record.endsWith('-dual') ? 2 : 1;
  const track = trackOf(attributes.recordingTrack);
  return context.media.startRecording({ source: 'DialVerb', channels, track, ...callback(attributes, base) });
}

/** `<Start><Recording>`. */
export function startRecording(context: CallContext, { attributes }: XmlElement, base: string): void {
  context.media.startRecording({
    source: 'StartCallRecordingTwiML',
    channels: attributes.channels === 'mono' ? 1 : 2,
    track: trackOf(attributes.track),
    ...callback(attributes, base),
  });
}

export const trackOf = (track: string | null | undefined): Recording['track'] =>
  track === 'inbound' || track === 'outbound' ? track : 'both';

const callback = (attributes: Attributes, base: string) => ({
  callbackUrl: absolute(attributes.recordingStatusCallback, base),
  callbackMethod: methodOf(attributes.recordingStatusCallbackMethod),
  callbackEvents: (attributes.recordingStatusCallbackEvent ?? 'completed').split(' '),
});
