import { unreachable } from '../domain/errors.ts';
import type { CallEvent } from '../domain/event.ts';
import { dialOfSession } from '../domain/hand-off-progress.ts';
import type { LineInForce } from '../domain/line-in-force.ts';
import { transferIsOn } from '../domain/transfer-targets.ts';
import type { StoredCall } from '../ports/store.ts';
import { hangUp, nothing } from '../twiml/hang-up.ts';
import { giveUp } from './back-to-bot.ts';
import { finishCall } from './finish-call.ts';
import { type RelayEndedForm, secondsOf } from './form-fields.ts';
import type { HandOffInCall } from './hand-off.ts';
import { connect, lineOfCall } from './lines.ts';
import { type NextStep, nextStep } from './next-step.ts';
import { goOn } from './transfer.ts';
import type { WebhookPorts } from './webhook-ports.ts';

/** The `<Connect action>`: a relay session is over, and Twilio asks what comes next. */
export async function endRelay(ports: WebhookPorts, form: RelayEndedForm): Promise<string> {
  const stored = await ports.store.findCall(form.CallSid);
  if (stored === null) {
    ports.log.warn('a relay session ended of a call nobody opened', { callSid: form.CallSid });
    return hangUp();
  }
  const { events, failures } = await recordEnd(ports, stored, form);
  const inForce = await lineOfCall(ports, stored);
  const ended = { stored, inForce, events, dial: dialOfSession(events, form.SessionId ?? '') };
  return follow(ports, ended, nextStep(form, failures));
}

/** Appends the end once per session, however often Twilio reports it. Answers how many sessions have failed. */
async function recordEnd(
  ports: WebhookPorts,
  stored: StoredCall,
  form: RelayEndedForm,
): Promise<{ events: readonly CallEvent[]; failures: number }> {
  await ports.journal.flush();
  const events = await ports.store.eventsOfCall(stored.call.id);
  const ended = events.filter((event) => event.type === 'relay-ended');
  const failed = ended.filter((event) => event.status === 'failed').length;
  if (ended.some((event) => event.sessionId === (form.SessionId ?? ''))) return { events, failures: failed };
  const event = endedEvent(form, ports.clock.now());
  ports.journal.append(stored.call.id, event);
  if (form.SessionStatus !== 'failed') return { events: [...events, event], failures: failed };
  ports.log.warn('a relay session failed', { callSid: form.CallSid, errorCode: form.ErrorCode });
  return { events: [...events, event], failures: failed + 1 };
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

/** A session that is over, in its call. */
type Ended = Pick<HandOffInCall, 'stored' | 'events' | 'dial'> & { readonly inForce: LineInForce | null };

async function follow(ports: WebhookPorts, ended: Ended, step: NextStep): Promise<string> {
  const { stored, inForce } = ended;
  switch (step.kind) {
    case 'over':
      await finishCall(ports, stored, step.status);
      return nothing();
    case 'hang-up':
      await finishCall(ports, stored, 'completed');
      return hangUp();
    case 'transfer':
      if (inForce === null || !transferIsOn(inForce)) return giveUp(ports, stored, inForce);
      return goOn(ports, { ...ended, inForce, handOff: step.handOff });
    case 'reconnect':
      if (inForce === null || ports.draining()) return giveUp(ports, stored, inForce);
      return connect(ports, stored, inForce, { greeting: null });
    case 'apologise':
      return giveUp(ports, stored, inForce);
    default:
      return unreachable(step);
  }
}
