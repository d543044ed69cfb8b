import { type Element, element, renderResponse } from './document.ts';
import { type Announcement, say } from './say.ts';
import { startTranscription, type Transcription } from './transcription.ts';

export interface DialDocument {
  /** Exactly one of both; from the site file, never from the model. */
  readonly target: { readonly number: string } | { readonly sipUri: string };
  /** E.164; what the one called sees. */
  readonly callerId: string;
  /** The `<Dial action>`. */
  readonly actionUrl: string;
  readonly ringSeconds: number;
}

/** What else belongs to connecting two people. */
export interface BridgeDocument extends DialDocument {
  /** Said before it rings. */
  readonly announcement?: Announcement;
  /** Asked for what the one called hears before the two are connected. */
  readonly whisperUrl?: string;
  /** Records both sides on a channel each from the answer, and reports there. */
  readonly recordingUrl?: string;
  readonly transcription?: Transcription;
  /** Told of the dialled leg: initiated, ringing, answered, completed. */
  readonly statusUrl?: string;
  /** The longest the conversation may last. */
  readonly limitSeconds?: number;
}

export function dial({ target, callerId, actionUrl, ringSeconds }: DialDocument): Element {
  const noun = 'number' in target ? element('Number', {}, target.number) : element('Sip', {}, target.sipUri);
  return element('Dial', { action: actionUrl, callerId, timeout: ringSeconds }, noun);
}

/** Connects the caller with an agent (twilio.com/docs/voice/twiml/dial). */
export function bridge(document: BridgeDocument): string {
  const { announcement, transcription } = document;
  return renderResponse(
    ...(announcement === undefined ? [] : [say(announcement)]),
    ...(transcription === undefined ? [] : [startTranscription(transcription)]),
    bridgeDial(document),
  );
}

function bridgeDial(document: BridgeDocument): Element {
  const { target, callerId, actionUrl, ringSeconds, whisperUrl, recordingUrl, statusUrl, limitSeconds } = document;
  const reports = statusUrl === undefined ? {} : { statusCallback: statusUrl, statusCallbackEvent: legEvents };
  const noun = { url: whisperUrl, ...reports };
  const recording =
    recordingUrl === undefined
      ? {}
      : {
          record: 'record-from-answer-dual',
          recordingStatusCallback: recordingUrl,
          recordingStatusCallbackEvent: 'completed absent',
        };
  return element(
    'Dial',
    { action: actionUrl, answerOnBridge: true, callerId, timeout: ringSeconds, timeLimit: limitSeconds, ...recording },
    'number' in target ? element('Number', noun, target.number) : element('Sip', noun, target.sipUri),
  );
}

const legEvents = 'initiated ringing answered completed';
