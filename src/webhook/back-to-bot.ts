import { handOffProgress } from '../domain/hand-off-progress.ts';
import type { LineInForce } from '../domain/line-in-force.ts';
import { transferNotice } from '../domain/transfer-notice.ts';
import type { StoredCall } from '../ports/store.ts';
import { announcement } from '../twiml/announcements.ts';
import { isTranscribed } from './agent-document.ts';
import { finishCall } from './finish-call.ts';
import { type HandOffInCall, note, spokenNow } from './hand-off.ts';
import { apologise, connect, ourNumber } from './lines.ts';
import type { WebhookPorts } from './webhook-ports.ts';

/** Nobody took the call: the caller hears so, and the bot, which is told who was tried, offers what else there is. */
export async function returnToBot(ports: WebhookPorts, handOff: HandOffInCall): Promise<string> {
  const { stored, inForce, dial, events } = handOff;
  if (ports.draining()) return giveUp(ports, stored, inForce);
  const { attempts, returned } = handOffProgress(events, dial);
  const tried = [...new Set(attempts.map(({ target }) => target))];
  if (!returned) note(ports, handOff, { type: 'returned-to-bot', dial, tried });
  const callId = stored.call.id;
  await ports.store.addNotice(transferNotice({ callId, dial, inForce, attempts, now: ports.clock.now() }));
  await ports.journal.flush();
  return connect(ports, stored, inForce, {
    greeting: null,
    announcement: announcement(tried.length === 0 ? 'nobodyThere' : 'backToBot', spokenNow(handOff)),
    stopTranscription: isTranscribed(handOff),
  });
}

/** The bot cannot go on. With a fallback number the call goes on there, and ends with that leg. */
export async function giveUp(ports: WebhookPorts, stored: StoredCall, inForce: LineInForce | null): Promise<string> {
  if (inForce?.line.fallback_number === undefined) await finishCall(ports, stored, 'failed');
  return apologise(ports, inForce, ourNumber(stored.call));
}
