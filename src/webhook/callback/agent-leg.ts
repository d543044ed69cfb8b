import { isWanted } from '../../domain/callback-attempts.ts';
import type { CallingLine } from '../../domain/callback-line.ts';
import { reportEnd, reportProgress } from '../../domain/callback-reports.ts';
import { callbackWords } from '../../twiml/callback-words.ts';
import { hangUp, nothing } from '../../twiml/hang-up.ts';
import type { CallbackForm } from '../form-fields.ts';
import { askAgent } from './answered.ts';
import { type AttemptStep, changeStep, refreshed, reportedBy } from './attempt-step.ts';
import { connectCustomer } from './connect-two.ts';
import { noteAgentAnswered, noteDialEnded } from './outbound-call.ts';

const graceMs = 60_000;
/** They talk: how long nothing need be heard of it. */
export const talkingMs = 1_800_000;

/** The agent, who was rung first, pressed a key. Only 1 is a yes. */
export async function agentPressed(step: AttemptStep, form: CallbackForm): Promise<string> {
  const { ports, inForce } = step;
  const now = ports.clock.now();
  const accepts = form.Digits === '1' && inForce !== null && isWanted(step.callback);
  if (!accepts || inForce === null) return agentDeclined(step);
  const nextAt = now + inForce.line.callbacks.ring_seconds * 1000 + graceMs;
  const first = await changeStep(step, (callback) =>
    reportProgress(callback, reportedBy(step), { state: 'accepted' }, now, nextAt),
  );
  const current = first ?? (await refreshed(step));
  if (!isWanted(current.callback) || current.attempt.state === 'ended') return hangUp();
  if (first !== null) await noteAgentAnswered(current, true);
  return dialCustomer(current, inForce);
}

const dialCustomer = (step: AttemptStep, inForce: CallingLine): string =>
  connectCustomer(step, inForce, callbackWords('oneMoment', inForce.line.voice.language, inForce.site.name));

async function agentDeclined(step: AttemptStep): Promise<string> {
  const { ports } = step;
  const ended = await changeStep(step, (callback) =>
    reportEnd(callback, reportedBy(step), 'agent_declined', ports.clock.now()),
  );
  if (ended !== null) {
    await noteAgentAnswered(ended, false);
    await noteDialEnded(ended, 'declined', null);
  }
  ports.nudgeCallbacks?.();
  return hangUp();
}

/** An agent answered whom the customer is waiting for. */
export async function agentWhisper(step: AttemptStep): Promise<string> {
  return step.inForce === null || step.attempt.state === 'ended' ? hangUp() : askAgent(step, step.inForce, 'agent-key');
}

/** The agent the customer is waiting for pressed a key: after 1 the two are connected. */
export async function waitedForAgentPressed(step: AttemptStep, form: CallbackForm): Promise<string> {
  const now = step.ports.clock.now();
  if (form.Digits !== '1') {
    await noteAgentAnswered(step, false);
    return hangUp();
  }
  const first = await changeStep(step, (callback) =>
    reportProgress(callback, reportedBy(step), { state: 'connected' }, now, now + talkingMs),
  );
  if (first !== null) await noteAgentAnswered(step, true);
  return first === null && (await refreshed(step)).attempt.state === 'ended' ? hangUp() : nothing();
}
