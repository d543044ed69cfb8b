import {
  createAgentDialEndedUrl,
  createRecordingStatusUrl,
  createReferEndedUrl,
  createTranscriptionUrl,
  createWhisperUrl,
} from '../domain/callback-urls.ts';
import { describeCaller } from '../domain/caller-identity.ts';
import type { TransferTarget } from '../domain/escalation.ts';
import { type AgentAttempt, handOffProgress, recordingConsent } from '../domain/hand-off-progress.ts';
import { referUri, withReferHeaders } from '../domain/refer-address.ts';
import { type BridgeDocument, bridge } from '../twiml/dial.ts';
import { recordingWords } from '../twiml/recording-words.ts';
import { refer } from '../twiml/refer.ts';
import { cameBySip, type HandOffInCall, spokenNow } from './hand-off.ts';

/** The document for an attempt; the same one however often it is asked for. Null: the site file no longer has the target. */
export function agentDocument(publicUrl: string, handOff: HandOffInCall, attempt: AgentAttempt): string | null {
  const target = handOff.inForce.line.transfer?.targets.find(({ id }) => id === attempt.target);
  if (target === undefined) return null;
  return attempt.method === 'bridge' ? bridgeTo(publicUrl, handOff, target) : referTo(publicUrl, handOff, target);
}

function referTo(publicUrl: string, handOff: HandOffInCall, target: TransferTarget): string | null {
  const { stored, inForce, dial } = handOff;
  const uri = referUri(target, inForce.line.transfer?.sip_domain);
  if (uri === null) return null;
  const { reason, summary } = handOff.handOff;
  const headers = { callId: stored.call.id, caller: describeCaller(stored.call.from), reason, summary };
  return refer({
    sipUri: withReferHeaders(uri, headers),
    actionUrl: createReferEndedUrl(publicUrl, { target: target.id, dial }),
  });
}

function bridgeTo(publicUrl: string, handOff: HandOffInCall, target: TransferTarget): string | null {
  const reached = reach(target);
  const { transfer } = handOff.inForce.line;
  if (reached === null || transfer === undefined) return null;
  const reference = { target: target.id, dial: handOff.dial };
  return bridge({
    target: reached,
    callerId: callerIdFor(handOff),
    actionUrl: createAgentDialEndedUrl(publicUrl, reference),
    ringSeconds: target.ring_seconds,
    ...(transfer.whisper && { whisperUrl: createWhisperUrl(publicUrl, reference) }),
    ...(mayRecord(handOff) && { recordingUrl: createRecordingStatusUrl(publicUrl) }),
    ...(isFirstBridge(handOff, target) && beforeTheFirst(publicUrl, handOff)),
  });
}

function reach(target: TransferTarget): { number: string } | { sipUri: string } | null {
  if (target.number !== undefined) return { number: target.number };
  return target.sip_uri === undefined ? null : { sipUri: target.sip_uri };
}

/** The caller's own number only where the carrier lets us show it: from an ordinary leg. */
function callerIdFor(handOff: HandOffInCall): string {
  const { call } = handOff.stored;
  const { line } = handOff.inForce;
  if (line.transfer?.caller_id === 'caller' && call.from.kind === 'phone' && !cameBySip(handOff))
    return call.from.number;
  return line.numbers.includes(call.to) ? call.to : (line.numbers[0] ?? call.to);
}

/** Once per hand-off: the announcement, and the transcription, which runs on while the next one is rung. */
function beforeTheFirst(
  publicUrl: string,
  handOff: HandOffInCall,
): Pick<BridgeDocument, 'announcement' | 'transcription'> {
  const language = spokenNow(handOff);
  const announced = handOff.inForce.line.transfer?.recording === 'announce';
  return {
    ...(announced && { announcement: recordingWords('announce', language) }),
    ...(mayTranscribe(handOff) && {
      transcription: { statusUrl: createTranscriptionUrl(publicUrl, 'caller'), language: transcribed(handOff) },
    }),
  };
}

/** A transcription is of one language: where the line recognises several at once, it is the first of them. */
function transcribed(handOff: HandOffInCall): string {
  const { voice } = handOff.inForce.line;
  const language = spokenNow(handOff);
  return language === 'multi' ? (voice.languages[0]?.code ?? 'en-US') : language;
}

function isFirstBridge({ events, dial }: HandOffInCall, { id }: TransferTarget): boolean {
  const first = handOffProgress(events, dial).attempts.find(({ method }) => method === 'bridge');
  return first === undefined || first.target === id;
}

function mayRecord({ inForce, events }: HandOffInCall): boolean {
  const recording = inForce.line.transfer?.recording ?? 'off';
  return recording === 'announce' || (recording === 'ask' && recordingConsent(events) === true);
}

/** A caller who does not want to be recorded is not written down either. */
function mayTranscribe({ inForce, events }: HandOffInCall): boolean {
  const { transcription = false, recording = 'off' } = inForce.line.transfer ?? {};
  return transcription && (recording !== 'ask' || recordingConsent(events) === true);
}

/** A transcription was started for this hand-off. */
export const isTranscribed = (handOff: HandOffInCall): boolean =>
  mayTranscribe(handOff) &&
  handOffProgress(handOff.events, handOff.dial).attempts.some(({ method }) => method === 'bridge');
