import type { DialResult } from '../domain/event.ts';
import { handOffProgress } from '../domain/hand-off-progress.ts';
import { hangUp, nothing } from '../twiml/hang-up.ts';
import { giveUp } from './back-to-bot.ts';
import { finishCall } from './finish-call.ts';
import { isRunning } from './form-fields.ts';
import { loadHandOff, note } from './hand-off.ts';
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
  if (handOff === null) return outcome === 'connected' ? hangUp() : giveUp(ports, stored, null);
  const known = handOffProgress(handOff.events, handOff.dial).attempts.find(({ method }) => method === 'sip_refer');
  const id = target ?? known?.target ?? null;
  const sipCode = (form.NotifySipResponseCode || form.ReferSipResponseCode)?.slice(0, 10);
  const noted =
    id === null || (known?.outcome ?? null) !== null
      ? handOff
      : note(ports, handOff, {
          type: 'agent-dial-ended',
          dial: handOff.dial,
          target: id,
          method: 'sip_refer',
          outcome,
          durationSeconds: null,
          ...(sipCode ? { sipCode } : {}),
        });
  if (outcome !== 'connected' && outcome !== 'canceled') {
    ports.log.info('a REFER was not taken', { callId: stored.call.id, target: id, outcome, sipCode });
    return goOn(ports, noted);
  }
  await finishCall(ports, stored, isRunning(form.CallStatus) ? 'completed' : (form.CallStatus ?? 'completed'));
  return isRunning(form.CallStatus) && outcome === 'connected' ? hangUp() : nothing();
}

/**
 * What the far end said last decides. After a transfer that was taken the caller's leg may be over already, so that is
 * looked at only when it was not.
 */
function outcomeOf(form: ReferEndedForm): DialResult {
  const notified = Number.parseInt(form.NotifySipResponseCode ?? '', 10);
  if (notified >= 200 && notified < 300) return 'connected';
  if (form.ReferCallStatus === 'canceled') return 'canceled';
  if (notified >= 300) return refusal(form, notified);
  if (form.ReferCallStatus === 'in-progress') return 'connected';
  const answered = Number.parseInt(form.ReferSipResponseCode ?? '', 10);
  const failed = form.ReferCallStatus === 'busy' || form.ReferCallStatus === 'failed';
  return answered === 202 && !failed ? 'connected' : refusal(form, answered);
}

/** By the SIP answer (RFC 3261, 21.4 and 21.6). */
function refusal({ CallStatus, ReferCallStatus }: ReferEndedForm, sipCode: number): DialResult {
  if (!isRunning(CallStatus)) return 'canceled';
  if (ReferCallStatus === 'busy' || sipCode === 486 || sipCode === 600) return 'busy';
  if (sipCode === 603) return 'declined';
  return sipCode === 408 || sipCode === 480 || sipCode === 487 ? 'no-answer' : 'failed';
}
