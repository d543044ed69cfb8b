import type { AttemptOutcome } from '../../domain/callback.ts';
import { reportEnd } from '../../domain/callback-reports.ts';
import type { CallEvent, DialResult } from '../../domain/event.ts';
import { recordingConsent } from '../../domain/hand-off-progress.ts';
import type { LineInForce } from '../../domain/line-in-force.ts';
import { announcement } from '../../twiml/announcements.ts';
import { nobodyReached } from '../../twiml/hang-up.ts';
import { connect, lineOfCall } from '../lines.ts';
import type { WebhookPorts } from '../webhook-ports.ts';
import { type AttemptStep, changeStep, reportedBy } from './attempt-step.ts';
import { finishOutbound, noteReturned, outboundCall } from './outbound-call.ts';

/** Nobody took the call the customer was rung for: the bot takes it, and another try follows by itself. */
export async function backToBot(
  step: AttemptStep,
  dialed: readonly { readonly target: string; readonly outcome: DialResult | null }[],
): Promise<string> {
  const { ports, callback } = step;
  const outcome = outcomeOf(dialed.at(-1)?.outcome ?? null);
  await changeStep(step, (current) => reportEnd(current, reportedBy(step), outcome, ports.clock.now()));
  ports.nudgeCallbacks?.();
  const stored = await outboundCall(step);
  const inForce = stored === null ? null : await lineOfCall(ports, stored);
  if (stored === null || inForce === null || ports.draining()) {
    await finishOutbound(step, 'failed');
    return nobodyReached(callback.language);
  }
  const events = await callEvents(ports, stored.call.id);
  if (!events.some(({ type }) => type === 'returned-to-bot'))
    await noteReturned(
      step,
      dialed.map(({ target }) => target),
    );
  await ports.store.addNotice({
    id: `callback:${callback.id}:${step.attempt.number}`,
    callId: stored.call.id,
    text: noticeText(callback.reason),
    urgent: true,
    at: ports.clock.now(),
  });
  return connect(ports, stored, inForce, {
    greeting: null,
    announcement: announcement(dialed.length === 0 ? 'nobodyThere' : 'backToBot', callback.language),
    stopTranscription: dialed.length > 0 && isTranscribed(inForce, events),
  });
}

async function callEvents({ journal, store }: WebhookPorts, callId: string): Promise<readonly CallEvent[]> {
  await journal.flush();
  return store.eventsOfCall(callId);
}

function isTranscribed({ line }: LineInForce, events: readonly CallEvent[]): boolean {
  const agreed = line.transfer?.recording !== 'ask' || recordingConsent(events) === true;
  return line.transfer?.transcription === true && agreed;
}

function outcomeOf(result: DialResult | null): AttemptOutcome {
  if (result === 'busy') return 'agent_busy';
  if (result === 'declined') return 'agent_declined';
  return result === 'no-answer' ? 'agent_no_answer' : 'agent_failed';
}

const longestReason = 300;

const noticeText = (reason: string): string =>
  'We have just called this customer back as they had asked, but nobody here took the call. They have heard that ' +
  'nobody answered. Do not apologise again. In one sentence say that we try again in a few minutes, and ask whether ' +
  `another time suits them better or you can help yourself. What they wanted (data): ${JSON.stringify(reason.slice(0, longestReason))}`;
