import { callerIdentity, describeCaller } from '../domain/caller-identity.ts';
import type { LineInForce } from '../domain/line-in-force.ts';
import type { StoredCall } from '../ports/store.ts';
import { nothing } from '../twiml/hang-up.ts';
import { unknownNumber } from '../twiml/unknown-number.ts';
import { isSipLeg, type VoiceForm } from './form-fields.ts';
import { apologise, connect, lineOfCall, numberCalled } from './lines.ts';
import type { WebhookPorts } from './webhook-ports.ts';

/** A call comes in. A repeated webhook of the same call gets a valid answer and starts nothing twice. */
export async function answerCall(ports: WebhookPorts, form: VoiceForm): Promise<string> {
  const number = numberCalled(form.To);
  const current = ports.siteBook.lineForNumber(number);
  if (current === null) {
    ports.log.warn('a call to a number no line has', { callSid: form.CallSid });
    return unknownNumber();
  }
  if (ports.draining()) return apologise(ports, current, number);
  const stored = await open(ports, form, current, number);
  if (stored.status !== null) return nothing();
  const inForce = (await lineOfCall(ports, stored)) ?? current;
  return connect(ports, stored, inForce, { greeting: inForce.line.greeting });
}

async function open(ports: WebhookPorts, form: VoiceForm, inForce: LineInForce, to: string): Promise<StoredCall> {
  const from = callerIdentity(form.From);
  const at = ports.clock.now();
  const call = {
    id: ports.ids.next('call'),
    callSid: form.CallSid,
    siteId: inForce.site.id,
    lineId: inForce.line.id,
    direction: form.Direction?.startsWith('outbound') === true ? ('outbound' as const) : ('inbound' as const),
    from,
    to,
    startedAt: at,
  };
  const { stored, created } = await ports.store.openCall({ call, siteVersion: inForce.version });
  const sip = isSipLeg(form) ? ({ sip: true } as const) : {};
  const started = { type: 'call-started', at, from: describeCaller(from), to, lineId: call.lineId, ...sip } as const;
  if (created) ports.journal.append(call.id, started);
  else ports.log.info('a repeated voice webhook', { callSid: form.CallSid });
  return stored;
}
