import type { DialResult } from '../domain/event.ts';
import { handOffProgress } from '../domain/hand-off-progress.ts';
import { hangUp, nothing } from '../twiml/hang-up.ts';
import { giveUp } from './back-to-bot.ts';
import { finishCall } from './finish-call.ts';
import { isRunning } from './form-fields.ts';
import { type HandOffInCall, loadHandOff, note } from './hand-off.ts';
import { goOn } from './transfer.ts';
import type { DialReference, ReferEndedForm } from './transfer-forms.ts';
import type { WebhookPorts } from './webhook-ports.ts';

/** The `<Refer action>`: the caller's SIP side took the transfer, and the record ends; or not, and we ring ourselves. */
export async function endRefer(
  ports: WebhookPorts,
  form: ReferEndedForm,
  { dial, target }: DialReference,
): Promise<string> {
  const stored = await ports.store.findCall(form.CallSid);
  if (stored === null) return hangUp();
  const handOff = await loadHandOff(ports, stored, dial);
  const outcome = outcomeOf(form);
  if (outcome === 'connected' || outcome === 'canceled') {
    if (handOff !== null) noteEnd(ports, form, handOff, target, outcome);
    const running = isRunning(form.CallStatus);
    await finishCall(ports, stored, running ? 'completed' : (form.CallStatus ?? 'completed'));
    return running && outcome === 'connected' ? hangUp() : nothing();
  }
  if (handOff === null) return giveUp(ports, stored, null);
  return goOn(ports, noteEnd(ports, form, handOff, target, outcome));
}

/** Once, however often Twilio reports it. */
function noteEnd(
  ports: WebhookPorts,
  form: ReferEndedForm,
  handOff: HandOffInCall,
  target: string | null,
  outcome: DialResult,
): HandOffInCall {
  const { events, dial } = handOff;
  const referred = handOffProgress(events, dial).attempts.filter(({ method }) => method === 'sip_refer');
  const id = target ?? referred[0]?.target ?? null;
  const known = referred.find((attempt) => attempt.target === id)?.outcome ?? null;
  if (id === null || known !== null) return handOff;
  const sipCode = (form.NotifySipResponseCode || form.ReferSipResponseCode)?.slice(0, 10);
  ports.log.info('a REFER is over', { callId: handOff.stored.call.id, target: id, outcome, sipCode });
  const ended = { dial, target: id, method: 'sip_refer', outcome, durationSeconds: null } as const;
  return note(ports, handOff, { type: 'agent-dial-ended', ...ended, ...(sipCode ? { sipCode } : {}) });
}

/**
 * What the far end said last decides. After a transfer that was taken the caller's leg may be over already, so that is
 * looked at only when it was not. Accepted and never heard of again, with the caller still here, is no transfer.
 */
function outcomeOf(form: ReferEndedForm): DialResult {
  const notified = Number.parseInt(form.NotifySipResponseCode ?? '', 10);
  if (notified >= 200 && notified < 300) return 'connected';
  if (form.ReferCallStatus === 'canceled') return 'canceled';
  if (notified >= 300) return refusal(form, notified);
  if (form.ReferCallStatus === 'in-progress') return 'connected';
  const answered = Number.parseInt(form.ReferSipResponseCode ?? '', 10);
  const failed = form.ReferCallStatus === 'busy' || form.ReferCallStatus === 'failed';
  if (answered !== 202 || failed) return refusal(form, answered);
  return isRunning(form.CallStatus) ? 'no-answer' : 'connected';
}

/** By the SIP answer (RFC 3261, 21.4 and 21.6). */
function refusal({ CallStatus, ReferCallStatus }: ReferEndedForm, sipCode: number): DialResult {
  if (!isRunning(CallStatus)) return 'canceled';
  if (ReferCallStatus === 'busy' || sipCode === 486 || sipCode === 600) return 'busy';
  if (sipCode === 603) return 'declined';
  return sipCode === 408 || sipCode === 480 || sipCode === 487 ? 'no-answer' : 'failed';
}
