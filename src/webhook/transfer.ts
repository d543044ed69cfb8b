import { createRecordingConsentUrl } from '../domain/callback-urls.ts';
import { type AgentAttempt, handOffProgress, recordingConsent } from '../domain/hand-off-progress.ts';
import { nextAgent } from '../domain/next-agent.ts';
import { askRecording } from '../twiml/ask-recording.ts';
import { nothing } from '../twiml/hang-up.ts';
import { agentDocument } from './agent-document.ts';
import { returnToBot } from './back-to-bot.ts';
import { cameBySip, type HandOffInCall, note, spokenNow } from './hand-off.ts';
import type { WebhookPorts } from './webhook-ports.ts';

/*
 * A CALLER ON THE WAY TO A PERSON. What was tried is read from the call's events each time, so a webhook that comes twice
 * gets the same document again and dials nobody else.
 *
 *   hand-off ─▶ (refer ─refused─▶) (may it be recorded? ─▶) ring the first ─▶ the next … ─▶ connected: the call is over
 *                                                              └── nobody took it ─▶ back to the bot
 */

/** What the caller's leg does next. */
export async function goOn(ports: WebhookPorts, handOff: HandOffInCall): Promise<string> {
  const { stored, inForce, dial, events } = handOff;
  if (stored.status !== null) return nothing();
  const { attempts, current, returned } = handOffProgress(events, dial);
  if (returned) return returnToBot(ports, handOff);
  if (current !== null) return agentDocument(ports.publicUrl(), handOff, current) ?? returnToBot(ports, handOff);
  const next = nextAgent({
    inForce,
    now: ports.clock.now(),
    department: handOff.handOff.department,
    attempts,
    sip: cameBySip(handOff),
    consent: recordingConsent(events),
  });
  switch (next.kind) {
    case 'nobody':
      return returnToBot(ports, handOff);
    case 'ask':
      return askRecording(spokenNow(handOff), createRecordingConsentUrl(ports.publicUrl(), dial));
    case 'refer':
      return begin(ports, handOff, { target: next.target.id, method: 'sip_refer' });
    case 'dial':
      return begin(ports, handOff, { target: next.target.id, method: 'bridge' });
  }
}

function begin(
  ports: WebhookPorts,
  handOff: HandOffInCall,
  who: Pick<AgentAttempt, 'target' | 'method'>,
): string | Promise<string> {
  const begun = note(ports, handOff, { type: 'agent-dialed', dial: handOff.dial, ...who });
  ports.log.info('an agent is dialled', { callId: handOff.stored.call.id, dial: handOff.dial, ...who });
  const attempt = { ...who, outcome: null, accepted: null };
  return agentDocument(ports.publicUrl(), begun, attempt) ?? returnToBot(ports, begun);
}
