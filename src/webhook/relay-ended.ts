import { unreachable } from '../domain/errors.ts';
import type { CallEvent } from '../domain/event.ts';
import type { LineInForce } from '../domain/line-in-force.ts';
import type { StoredCall } from '../ports/store.ts';
import { hangUp, nothing } from '../twiml/hang-up.ts';
import { finishCall } from './finish-call.ts';
import { type RelayEndedForm, secondsOf } from './form-fields.ts';
import { apologise, connect, lineOfCall } from './lines.ts';
import { type NextStep, nextStep } from './next-step.ts';
import { transfer } from './transfer.ts';
import type { WebhookPorts } from './webhook-ports.ts';

/** The `<Connect action>`: a relay session is over, and Twilio asks what comes next. */
export async function endRelay(ports: WebhookPorts, form: RelayEndedForm): Promise<string> {
  const stored = await ports.store.findCall(form.CallSid);
  if (stored === null) {
    ports.log.warn('a relay session ended of a call nobody opened', { callSid: form.CallSid });
    return hangUp();
  }
  const failures = await recordEnd(ports, stored, form);
  const inForce = await lineOfCall(ports, stored);
  return follow(ports, stored, inForce, nextStep(form, failures));
}

/** Appends the end once per session, however often Twilio reports it. Answers how many sessions have failed. */
async function recordEnd(ports: WebhookPorts, stored: StoredCall, form: RelayEndedForm): Promise<number> {
  await ports.journal.flush();
  const ended = (await ports.store.eventsOfCall(stored.call.id)).filter((event) => event.type === 'relay-ended');
  const failed = ended.filter((event) => event.status === 'failed').length;
  if (ended.some((event) => event.sessionId === (form.SessionId ?? ''))) return failed;
  ports.journal.append(stored.call.id, endedEvent(form, ports.clock.now()));
  if (form.SessionStatus !== 'failed') return failed;
  ports.log.warn('a relay session failed', { callSid: form.CallSid, errorCode: form.ErrorCode });
  return failed + 1;
}

function endedEvent(form: RelayEndedForm, at: number): CallEvent {
  return {
    type: 'relay-ended',
    at,
    sessionId: form.SessionId ?? '',
    status: form.SessionStatus ?? 'unknown',
    durationSeconds: secondsOf(form.SessionDuration) ?? 0,
    ...(form.ErrorCode === undefined ? {} : { errorCode: form.ErrorCode }),
    ...(form.ErrorMessage === undefined ? {} : { errorMessage: form.ErrorMessage }),
  };
}

async function follow(
  ports: WebhookPorts,
  stored: StoredCall,
  inForce: LineInForce | null,
  step: NextStep,
): Promise<string> {
  switch (step.kind) {
    case 'over':
      await finishCall(ports, stored, step.status);
      return nothing();
    case 'hang-up':
      await finishCall(ports, stored, 'completed');
      return hangUp();
    case 'transfer': {
      const document = inForce === null ? null : transfer(ports.publicUrl(), inForce, stored.call, step.handOff);
      return document ?? giveUp(ports, stored, inForce);
    }
    case 'reconnect':
      if (inForce === null || ports.draining()) return giveUp(ports, stored, inForce);
      return connect(ports, stored, inForce, { greeting: null });
    case 'apologise':
      return giveUp(ports, stored, inForce);
    default:
      return unreachable(step);
  }
}

/** The bot cannot go on. With a fallback number the call goes on there, and ends with that leg. */
async function giveUp(ports: WebhookPorts, stored: StoredCall, inForce: LineInForce | null): Promise<string> {
  if (inForce?.line.fallback_number === undefined) await finishCall(ports, stored, 'failed');
  return apologise(ports, inForce, stored.call.to);
}
