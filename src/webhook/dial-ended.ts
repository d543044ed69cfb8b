import type { DialPurpose } from '../domain/callback-urls.ts';
import type { DialResult } from '../domain/event.ts';
import { type AgentAttempt, handOffProgress } from '../domain/hand-off-progress.ts';
import type { StoredCall } from '../ports/store.ts';
import { hangUp, nobodyReached, nothing } from '../twiml/hang-up.ts';
import { returnToBot } from './back-to-bot.ts';
import { finishCall } from './finish-call.ts';
import { type DialEndedForm, isRunning, secondsOf } from './form-fields.ts';
import { type HandOffInCall, loadHandOff, note } from './hand-off.ts';
import { lineOfCall, numberCalled } from './lines.ts';
import { goOn } from './transfer.ts';
import type { DialReference } from './transfer-forms.ts';
import type { WebhookPorts } from './webhook-ports.ts';

/** Stands for an agent we cannot name: the URL of a version before this one did not say. */
const SOMEBODY = 'agent';

/** The `<Dial action>`: the leg to a person is over. Who was not reached is apologised for, or followed by the next. */
export async function endDial(
  ports: WebhookPorts,
  form: DialEndedForm,
  purpose: DialPurpose,
  reference: DialReference,
): Promise<string> {
  const stored = await ports.store.findCall(form.CallSid);
  if (stored === null) return wasConnected(form) ? hangUp() : nobodyReached(currentLanguage(ports, form));
  if (purpose === 'fallback') return endFallback(ports, form, stored);
  const handOff = await loadHandOff(ports, stored, reference.dial);
  return handOff === null ? endFallback(ports, form, stored) : endAgentLeg(ports, form, handOff, reference);
}

async function endFallback(ports: WebhookPorts, form: DialEndedForm, stored: StoredCall): Promise<string> {
  if (!isRunning(form.CallStatus)) return over(ports, form, stored);
  if (wasConnected(form)) {
    await finishCall(ports, stored, 'completed');
    return hangUp();
  }
  ports.log.info('nobody was reached', { callSid: form.CallSid, dialStatus: form.DialCallStatus });
  await finishCall(ports, stored, 'failed');
  return nobodyReached((await lineOfCall(ports, stored))?.line.voice.language ?? 'en-US');
}

async function over(ports: WebhookPorts, form: DialEndedForm, stored: StoredCall): Promise<string> {
  await finishCall(ports, stored, form.CallStatus ?? 'completed');
  return nothing();
}

async function endAgentLeg(
  ports: WebhookPorts,
  form: DialEndedForm,
  handOff: HandOffInCall,
  { target }: DialReference,
): Promise<string> {
  const { attempts, current } = handOffProgress(handOff.events, handOff.dial);
  const id = target ?? current?.target ?? SOMEBODY;
  const attempt = attempts.find((known) => known.target === id && known.method === 'bridge') ?? null;
  const outcome = outcomeOf(form, attempt);
  const isNoted = attempt !== null && attempt.outcome !== null;
  const noted = isNoted ? handOff : noteEnd(ports, form, handOff, id, outcome);
  if (!isRunning(form.CallStatus)) return over(ports, form, handOff.stored);
  if (outcome === 'connected') {
    await finishCall(ports, handOff.stored, 'completed');
    return hangUp();
  }
  return id === SOMEBODY ? returnToBot(ports, noted) : goOn(ports, noted);
}

function noteEnd(
  ports: WebhookPorts,
  form: DialEndedForm,
  handOff: HandOffInCall,
  target: string,
  outcome: DialResult,
): HandOffInCall {
  const { dial, stored } = handOff;
  if (outcome !== 'connected') ports.log.info('an agent was not reached', { callId: stored.call.id, target, outcome });
  return note(ports, handOff, {
    type: 'agent-dial-ended',
    dial,
    target,
    method: 'bridge',
    outcome,
    durationSeconds: outcome === 'connected' ? secondsOf(form.DialCallDuration) : null,
    ...(form.DialSipResponseCode ? { sipCode: form.DialSipResponseCode.slice(0, 10) } : {}),
  });
}

function outcomeOf(form: DialEndedForm, attempt: AgentAttempt | null): DialResult {
  if (wasConnected(form, attempt)) return 'connected';
  if (!isRunning(form.CallStatus)) return 'canceled';
  switch (form.DialCallStatus) {
    case 'busy':
      return 'busy';
    case 'no-answer':
      return 'no-answer';
    case 'completed':
    case 'answered':
      return 'declined';
    default:
      return 'failed';
  }
}

/**
 * An agent who answers and declines still counts as `completed`: only DialBridged tells, where it is sent; else whether
 * the key was pressed.
 */
function wasConnected({ DialBridged, DialCallStatus }: DialEndedForm, attempt: AgentAttempt | null = null): boolean {
  if (DialBridged !== undefined && DialBridged !== '') return DialBridged === 'true';
  return (DialCallStatus === 'completed' || DialCallStatus === 'answered') && attempt?.accepted !== false;
}

const currentLanguage = (ports: WebhookPorts, form: DialEndedForm): string =>
  ports.siteBook.lineForNumber(numberCalled(form.To))?.line.voice.language ?? 'en-US';
