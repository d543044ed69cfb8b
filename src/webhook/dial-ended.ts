import type { DialPurpose } from '../domain/callback-urls.ts';
import type { LineInForce } from '../domain/line-in-force.ts';
import type { StoredCall } from '../ports/store.ts';
import { announcement } from '../twiml/announcements.ts';
import { hangUp, nobodyReached, nothing } from '../twiml/hang-up.ts';
import { finishCall } from './finish-call.ts';
import { type DialEndedForm, isRunning } from './form-fields.ts';
import { apologise, connect, lineOfCall, numberCalled } from './lines.ts';
import type { WebhookPorts } from './webhook-ports.ts';

/** The `<Dial action>`: the leg to a person is over. Whoever was not reached is apologised for, or taken back. */
export async function endDial(ports: WebhookPorts, form: DialEndedForm, purpose: DialPurpose): Promise<string> {
  const stored = await ports.store.findCall(form.CallSid);
  if (stored === null) return wasConnected(form) ? hangUp() : nobodyReached(currentLanguage(ports, form));
  if (!isRunning(form.CallStatus)) {
    await finishCall(ports, stored, form.CallStatus ?? 'completed');
    return nothing();
  }
  if (wasConnected(form)) {
    await finishCall(ports, stored, 'completed');
    return hangUp();
  }
  ports.log.info('nobody was reached', { callSid: form.CallSid, purpose, dialStatus: form.DialCallStatus });
  const inForce = await lineOfCall(ports, stored);
  return purpose === 'agent' ? takeBack(ports, stored, inForce) : close(ports, stored, inForce);
}

/** An agent who answers and declines still counts as `completed`: only DialBridged tells, where it is sent. */
function wasConnected({ DialBridged, DialCallStatus }: DialEndedForm): boolean {
  if (DialBridged !== undefined && DialBridged !== '') return DialBridged === 'true';
  return DialCallStatus === 'completed' || DialCallStatus === 'answered';
}

async function takeBack(ports: WebhookPorts, stored: StoredCall, inForce: LineInForce | null): Promise<string> {
  if (inForce === null) return close(ports, stored, inForce);
  if (ports.draining()) return apologise(ports, inForce, stored.call.to);
  const { language } = inForce.line.voice;
  return connect(ports, stored, inForce, { greeting: null, announcement: announcement('backToBot', language) });
}

async function close(ports: WebhookPorts, stored: StoredCall, inForce: LineInForce | null): Promise<string> {
  await finishCall(ports, stored, 'failed');
  return nobodyReached(inForce?.line.voice.language ?? 'en-US');
}

const currentLanguage = (ports: WebhookPorts, form: DialEndedForm): string =>
  ports.siteBook.lineForNumber(numberCalled(form.To))?.line.voice.language ?? 'en-US';
