import { bridgeLegs } from './bridge-legs.ts';
import type { CallContext, Leg, Next } from './call-context.ts';
import { type Callee, calleesOf, requestOf } from './callee.ts';
import { type Dialled, dialAll } from './dial-legs.ts';
import type { LiveRecording } from './live-recording.ts';
import { playOutcome } from './played-dial.ts';
import { dialRecording } from './recording-wish.ts';
import { newSid } from './sid.ts';
import type { XmlElement } from './xml-element.ts';

/** What a `<Dial>` came to, as its action is told. */
interface DialResult {
  readonly status: 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';
  readonly leg: Leg | null;
  readonly callee: Callee | null;
  readonly bridged: boolean;
  readonly recordingUrl: string | null;
}

const TIMEOUT_S = 30;
const LIMIT_S = 14_400;

/** `<Dial>`: rings whom it names, lets them hear what they are to hear, connects the first who stays. */
export async function runDial(context: CallContext, verb: XmlElement, documentUrl: string): Promise<Next> {
  const { attributes } = verb;
  // Otherwise the caller goes on hearing it ring.
  if (attributes.answerOnBridge !== 'true') context.answer();
  const callees = calleesOf(verb, documentUrl);
  const targets = callees.map(({ address }) => address);
  const outcome = context.dialOutcome();
  const parameters =
    outcome === null
      ? parametersOf(await dial(context, verb, documentUrl, callees))
      : await playOutcome(context, outcome, secondsOf(attributes.timeout, TIMEOUT_S) * 1000);
  context.log({ type: 'dialed', targets, outcome: parameters.DialCallStatus ?? '' });
  if (attributes.action === undefined) return { kind: 'next-verb' };
  return { kind: 'fetch', request: requestOf(attributes.action, attributes.method, documentUrl, parameters) };
}

const secondsOf = (text: string | undefined, standard: number): number => Number(text ?? standard);

async function dial(
  context: CallContext,
  verb: XmlElement,
  documentUrl: string,
  callees: readonly Callee[],
): Promise<DialResult> {
  const { attributes } = verb;
  const dialled = await dialAll(context, callees, {
    from: attributes.callerId ?? context.record.from,
    timeoutMs: secondsOf(attributes.timeout, TIMEOUT_S) * 1000,
    sequential: attributes.sequential === 'true',
  });
  const { leg, callee, pickUp } = dialled;
  if (leg === null || callee === null || pickUp !== 'answered') return unanswered(dialled);
  const recordingUrl = await connect(context, verb, documentUrl, leg, callee);
  return { status: 'completed', leg, callee, bridged: recordingUrl !== false, recordingUrl: recordingUrl || null };
}

const unanswered = ({ leg, callee, pickUp }: Dialled): DialResult => ({
  status: pickUp === 'answered' ? 'completed' : pickUp,
  leg,
  callee,
  bridged: false,
  recordingUrl: null,
});

/** Whisper, then the conversation. False: they were not connected; otherwise where it was recorded, or null. */
async function connect(
  context: CallContext,
  verb: XmlElement,
  documentUrl: string,
  leg: Leg,
  callee: Callee,
): Promise<string | null | false> {
  const hangUp = (): void => leg.end('server', 'completed');
  context.stopped.addEventListener('abort', hangUp, { once: true });
  const heard = callee.whisper === null ? 'ran-out' : await leg.perform({ kind: 'fetch', request: callee.whisper });
  let recording: LiveRecording | null = null;
  const together = heard === 'ran-out' && !leg.context.ended.aborted && !context.stopped.aborted;
  if (together) {
    context.answer();
    recording = dialRecording(context, verb.attributes, documentUrl);
    await bridgeLegs(
      context,
      leg,
      secondsOf(verb.attributes.timeLimit, LIMIT_S) * 1000,
      verb.attributes.hangupOnStar === 'true',
    );
    void recording?.stop();
  }
  context.stopped.removeEventListener('abort', hangUp);
  hangUp();
  void leg.conclude();
  return together ? (recording?.url ?? null) : false;
}

function parametersOf({ status, leg, callee, bridged, recordingUrl }: DialResult): Record<string, string> {
  const talked = status === 'completed' && leg !== null;
  const code = leg?.record.sipCode ?? null;
  return {
    DialCallStatus: status,
    ...(leg === null ? {} : { DialCallSid: leg.record.sid }),
    ...(talked ? { DialCallDuration: String(Math.round(leg.record.talkedMs / 1000)) } : {}),
    DialBridged: String(bridged),
    ...(recordingUrl === null ? {} : { RecordingUrl: recordingUrl }),
    ...(callee?.isSip === true ? { DialSipCallId: `${newSid('').slice(0, 24)}@192.0.2.20` } : {}),
    ...(callee?.isSip === true && code !== null ? { DialSipResponseCode: String(code) } : {}),
  };
}
