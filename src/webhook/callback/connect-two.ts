import { addressOf, type CallingLine } from '../../domain/callback-line.ts';
import { createRecordingStatusUrl, createTranscriptionUrl } from '../../domain/callback-urls.ts';
import type { TransferTarget } from '../../domain/escalation.ts';
import { type BridgeDocument, bridge } from '../../twiml/dial.ts';
import type { Announcement } from '../../twiml/say.ts';
import { type AttemptStep, urlOf } from './attempt-step.ts';

/** Long enough for any conversation: the carrier's own limit (twilio.com/docs/voice/twiml/dial). */
const limitSeconds = 14_400;

/** The agent is on the line: the customer is dialled, and told or asked about the recording before they are connected. */
export function connectCustomer(step: AttemptStep, inForce: CallingLine, words: Announcement): string {
  const { recording } = inForce.line.transfer;
  const asked = recording === 'ask';
  return bridge({
    announcement: words,
    target: { number: step.callback.phone },
    ringSeconds: inForce.line.callbacks.ring_seconds,
    ...common(step),
    ...(recording !== 'off' && { whisperUrl: urlOf(step, 'customer') }),
    ...(asked ? {} : kept(step, inForce, 'agent', false)),
  });
}

export interface AgentDial {
  /** Said to the customer before it rings. */
  readonly words?: Announcement;
  /** The conversation may be recorded and transcribed. */
  readonly agreed: boolean;
  /** Another agent was dialled in this call before: the transcription runs. */
  readonly again: boolean;
}

/** The customer is on the line: an agent is dialled. Null: there is no way to reach that agent. */
export function connectAgent(
  step: AttemptStep,
  inForce: CallingLine,
  target: TransferTarget,
  { words, agreed, again }: AgentDial,
): string | null {
  const address = addressOf(target);
  if (address === null) return null;
  return bridge({
    ...(words !== undefined && { announcement: words }),
    target: target.number === undefined ? { sipUri: address } : { number: address },
    ringSeconds: target.ring_seconds,
    ...common(step),
    whisperUrl: urlOf(step, 'agent-whisper'),
    ...(agreed ? kept(step, inForce, 'caller', again) : {}),
  });
}

function common(step: AttemptStep) {
  return {
    callerId: step.attempt.from,
    actionUrl: `${urlOf(step, 'dial-ended')}&target=${encodeURIComponent(step.attempt.targetId)}`,
    statusUrl: urlOf(step, 'status'),
    limitSeconds,
  };
}

/** What is kept of the conversation. `inbound`: who speaks on the track that comes in to us. */
function kept(
  { ports, callback }: AttemptStep,
  { line }: CallingLine,
  inbound: 'caller' | 'agent',
  again: boolean,
): Pick<BridgeDocument, 'recordingUrl' | 'transcription'> {
  const { recording, transcription } = line.transfer;
  return {
    ...(recording !== 'off' && { recordingUrl: createRecordingStatusUrl(ports.publicUrl()) }),
    ...(transcription &&
      !again && {
        transcription: {
          statusUrl: createTranscriptionUrl(ports.publicUrl(), inbound),
          language: spokenIn(line, callback.language),
        },
      }),
  };
}

/** A transcription needs one language. */
export function spokenIn({ voice }: CallingLine['line'], language: string): string {
  if (language !== 'multi' && language !== '') return language;
  return voice.language === 'multi' ? 'en-US' : voice.language;
}
