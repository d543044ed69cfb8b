import { finishCall } from './finish-call.ts';
import { isRunning, secondsOf, type VoiceForm } from './form-fields.ts';
import type { WebhookPorts } from './webhook-ports.ts';

/** The number's status callback. It may come before, after or instead of the end of the relay session. */
export async function noteCallStatus(ports: WebhookPorts, form: VoiceForm): Promise<void> {
  if (isRunning(form.CallStatus)) return;
  const stored = await ports.store.findCall(form.CallSid);
  if (stored === null) return;
  await finishCall(ports, stored, form.CallStatus ?? 'completed', secondsOf(form.CallDuration));
}
