import type { StoredCall } from '../ports/store.ts';
import type { WebhookPorts } from './webhook-ports.ts';

/** Closes a call's record. Of several webhooks that say so only the first counts. */
export async function finishCall(
  ports: WebhookPorts,
  stored: StoredCall,
  status: string,
  durationSeconds: number | null = null,
): Promise<void> {
  if (stored.status !== null) return;
  const at = ports.clock.now();
  await ports.store.endCall(stored.call.id, { status, at });
  const counted = durationSeconds ?? Math.max(0, Math.round((at - stored.call.startedAt) / 1000));
  ports.journal.append(stored.call.id, { type: 'call-ended', at, status, durationSeconds: counted });
  void followUp(ports, stored.call.id);
}

/** Twilio does not wait for it. What the call's last turn came to is to be read by it. */
async function followUp({ journal, onCallEnded }: WebhookPorts, callId: string): Promise<void> {
  await journal.flush().catch(() => undefined);
  await onCallEnded?.(callId);
}
