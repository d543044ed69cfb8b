import { createWhisperKeyUrl } from '../domain/callback-urls.ts';
import { handOffProgress, latestDial } from '../domain/hand-off-progress.ts';
import { askForKey } from '../twiml/gather.ts';
import { hangUp, nothing } from '../twiml/hang-up.ts';
import { whisperWords } from '../twiml/whisper-words.ts';
import { type HandOffInCall, loadHandOff, note } from './hand-off.ts';
import type { AgentLegForm, DialReference } from './transfer-forms.ts';
import type { WebhookPorts } from './webhook-ports.ts';

/** An agent who is being rung for a caller who still waits. */
interface Ringing {
  readonly handOff: HandOffInCall;
  readonly target: string;
  readonly dial: number;
  /** What this agent answered already. */
  readonly accepted: boolean | null;
}

/** The `<Number url>`: what an agent who picked up hears before the caller is connected. */
export async function whisper(ports: WebhookPorts, form: AgentLegForm, reference: DialReference): Promise<string> {
  const ringing = await findRinging(ports, form.CallSid, reference);
  if (ringing === null) return hangUp();
  const { handOff, target, dial } = ringing;
  const { site, line } = handOff.inForce;
  const { reason, summary } = handOff.handOff;
  const caller = await callerOf(ports, handOff);
  const words = whisperWords({ language: line.voice.language, businessName: site.name, caller, reason, summary });
  return askForKey({ ...words, actionUrl: createWhisperKeyUrl(ports.publicUrl(), { target, dial }) });
}

/** 1 connects the two; anything else ends the agent's leg, and the next one is rung. */
export async function takeKey(ports: WebhookPorts, form: AgentLegForm, reference: DialReference): Promise<string> {
  const ringing = await findRinging(ports, form.CallSid, reference);
  if (ringing === null) return hangUp();
  const { handOff, target, dial } = ringing;
  const accepted = ringing.accepted ?? form.Digits === '1';
  if (ringing.accepted === null) note(ports, handOff, { type: 'agent-answered', dial, target, accepted });
  return accepted ? nothing() : hangUp();
}

/** Null when the call is over, or this agent is not the one it is for any more. */
async function findRinging(
  ports: WebhookPorts,
  callSid: string,
  { dial, target }: DialReference,
): Promise<Ringing | null> {
  if (dial === null || target === null) return null;
  const stored = await ports.store.findCall(callSid);
  if (stored === null || stored.status !== null) return null;
  const handOff = await loadHandOff(ports, stored, dial);
  if (handOff === null || latestDial(handOff.events) > dial) return null;
  const { attempts, current, returned } = handOffProgress(handOff.events, dial);
  const own = attempts.find((attempt) => attempt.target === target && attempt.method === 'bridge');
  const isAnother = current !== null && current !== own;
  if (returned || isAnother || (own !== undefined && own.outcome !== null)) return null;
  return { handOff, target, dial, accepted: own?.accepted ?? null };
}

async function callerOf({ store, log }: WebhookPorts, { stored }: HandOffInCall) {
  const { from, siteId, id } = stored.call;
  if (from.kind !== 'phone') return { name: null, number: null };
  const contact = await store.findContact(siteId, from.number).catch((error: unknown) => {
    log.warn('who calls could not be looked up', { callId: id, error });
    return null;
  });
  return { name: contact?.name ?? null, number: from.number };
}
