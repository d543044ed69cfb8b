import type { AttemptOutcome } from '../../domain/callback.ts';
import { reportEnd, reportTalked } from '../../domain/callback-reports.ts';
import type { DialResult } from '../../domain/event.ts';
import { recordingConsent } from '../../domain/hand-off-progress.ts';
import { callbackWords } from '../../twiml/callback-words.ts';
import { hangUp, nothing } from '../../twiml/hang-up.ts';
import { sayAndHangUp } from '../../twiml/say-and-hang-up.ts';
import { type CallbackForm, isRunning, secondsOf } from '../form-fields.ts';
import { type AttemptStep, changeStep, reportedBy } from './attempt-step.ts';
import { backToBot } from './back-to-bot.ts';
import { dialedAgents, dialNextAgent, eventsOf } from './dial-next-agent.ts';
import { finishOutbound, noteDialEnded } from './outbound-call.ts';

/** The `<Dial action>`: the second leg of a callback's call is over. */
export async function callbackDialOver(step: AttemptStep, form: CallbackForm): Promise<string> {
  const running = isRunning(form.CallStatus);
  // A repeated report of an earlier leg.
  if (running && step.target !== null && step.target !== step.attempt.targetId) return nextAgent(step);
  await noteOnce(step, form);
  const now = step.ports.clock.now();
  if (wasConnected(step, form)) {
    await changeStep(step, (callback) => reportTalked(callback, reportedBy(step), now));
    await finishOutbound(step, 'completed');
    step.ports.nudgeCallbacks?.();
    return running ? hangUp() : nothing();
  }
  if (step.attempt.first === 'customer' && running) return nextAgent(step);
  const outcome = step.attempt.first === 'agent' && running ? customerOutcome(form) : hungUp(step);
  await changeStep(step, (callback) => reportEnd(callback, reportedBy(step), outcome, now));
  await finishOutbound(step, form.DialCallStatus ?? 'failed');
  step.ports.nudgeCallbacks?.();
  return running ? customerAway(step) : nothing();
}

/** Somebody who answers and does not take the call still counts as `completed`: only DialBridged tells, where it is sent. */
function wasConnected({ attempt }: AttemptStep, { DialBridged, DialCallStatus }: CallbackForm): boolean {
  if (DialBridged !== undefined && DialBridged !== '') return DialBridged === 'true';
  return attempt.state === 'connected' && (DialCallStatus === 'completed' || DialCallStatus === 'answered');
}

/** Whoever was rung first did not wait for the other. */
const hungUp = ({ attempt }: AttemptStep): AttemptOutcome =>
  attempt.first === 'agent' ? 'agent_declined' : 'customer_no_answer';

function customerOutcome({ DialCallStatus }: CallbackForm): AttemptOutcome {
  if (DialCallStatus === 'busy') return 'customer_busy';
  return DialCallStatus === 'failed' ? 'customer_failed' : 'customer_no_answer';
}

/** The agent hears that the customer is not there. */
function customerAway({ inForce }: AttemptStep): string {
  if (inForce === null) return hangUp();
  return sayAndHangUp(callbackWords('customerAway', inForce.line.voice.language, inForce.site.name));
}

/** Asked again, the customer stays where the first answer has brought them. */
async function nextAgent(step: AttemptStep): Promise<string> {
  const { inForce, attempt } = step;
  const events = await eventsOf(step);
  if (events.some(({ type }) => type === 'returned-to-bot')) return backToBot(step, await dialedAgents(step));
  if (attempt.state === 'ended') return hangUp();
  if (inForce === null) return backToBot(step, await dialedAgents(step));
  const agreed = inForce.line.transfer.recording !== 'ask' || recordingConsent(events) === true;
  return dialNextAgent(step, inForce, { agreed });
}

/** A repeated report is no second end. */
async function noteOnce(step: AttemptStep, form: CallbackForm): Promise<void> {
  const second = step.attempt.first === 'customer' ? await dialedAgents(step) : [];
  const known = second.find(({ target }) => target === step.attempt.targetId)?.outcome ?? null;
  const ended = step.attempt.first === 'agent' && step.attempt.state === 'ended';
  if (known !== null || ended) return;
  const seconds = wasConnected(step, form) ? secondsOf(form.DialCallDuration) : null;
  await noteDialEnded(step, dialResult(step, form), seconds);
}

const results: Readonly<Record<string, DialResult>> = {
  busy: 'busy',
  'no-answer': 'no-answer',
  failed: 'failed',
  canceled: 'canceled',
};

function dialResult(step: AttemptStep, form: CallbackForm): DialResult {
  if (wasConnected(step, form)) return 'connected';
  const status = form.DialCallStatus ?? '';
  return (Object.hasOwn(results, status) ? results[status] : undefined) ?? 'declined';
}
