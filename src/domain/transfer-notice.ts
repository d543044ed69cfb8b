import type { CallEvent, DialResult } from './event.ts';
import type { AgentAttempt } from './hand-off-progress.ts';
import { isLineOpen } from './hours.ts';
import type { LineInForce } from './line-in-force.ts';
import type { Notice } from './notice.ts';
import { openTargets, transferIsOn } from './transfer-targets.ts';

const results: Readonly<Record<DialResult, string>> = {
  connected: 'was connected',
  'no-answer': 'did not answer',
  busy: 'was busy',
  failed: 'could not be reached',
  declined: 'did not take the call',
  canceled: 'was not waited for',
};

export interface FailedTransfer {
  readonly callId: string;
  readonly dial: number;
  readonly inForce: LineInForce;
  readonly attempts: readonly Pick<AgentAttempt, 'target' | 'outcome'>[];
  readonly now: number;
}

/** What the bot is told when a caller comes back to it: who was tried, and what it can offer instead. */
export function transferNotice({ callId, dial, inForce, attempts, now }: FailedTransfer): Notice {
  const tried = whoWasTried(attempts);
  const outcome =
    tried === ''
      ? 'The caller was to be connected with a person, but nobody can be reached at this hour, so nobody was rung. The caller has just heard that nobody is there.'
      : `The caller was to be connected with a person, and nobody took the call: ${tried}. The caller has just heard that nobody answered.`;
  return {
    id: `transfer:${callId}:${dial}`,
    callId,
    text: `${outcome} ${advice(inForce, now)}`,
    urgent: true,
    at: now,
  };
}

function advice(inForce: LineInForce, now: number): string {
  const ways = waysLeft(inForce, now);
  if (ways.length === 0)
    return 'Do not apologise again. This line has no other way to a person now: say so, and ask what you can do yourself.';
  return `Do not apologise again. In one sentence offer what there is instead, and ask which they want: ${ways.join('; ')}.`;
}

/** In the order in which they bring the caller closest to a person. */
function waysLeft(inForce: LineInForce, now: number): readonly string[] {
  const { site, line } = inForce;
  const { escalation, callbacks, contact_details: details } = line;
  const staffed = openTargets(inForce, now).length > 0;
  const ways = [
    transferIsOn(inForce) && staffed && 'another try',
    escalation.callback_now &&
      callbacks !== undefined &&
      site.features.click_to_call &&
      staffed &&
      isLineOpen(inForce, now) &&
      'a call back in a moment',
    escalation.scheduled_callback &&
      callbacks?.slots !== undefined &&
      site.features.callback_scheduling &&
      'a booked time to be called back',
    escalation.text_contact && details && site.features.sms && 'the contact details by text message',
    escalation.email_contact && details && site.features.email && 'the contact details by e-mail',
  ];
  return ways.filter((way) => typeof way === 'string');
}

/** "desk did not answer, night was busy". Of somebody tried in two ways, what the last one came to. */
function whoWasTried(attempts: FailedTransfer['attempts']): string {
  const last = new Map(attempts.map(({ target, outcome }) => [target, outcome]));
  return [...last].map(([target, outcome]) => `${target} ${results[outcome ?? 'failed']}`).join(', ');
}

/** The same for a later session of the call, from the events since the caller was handed off. */
export function transferNote(since: readonly CallEvent[]): string {
  const tried = whoWasTried(since.filter((event) => event.type === 'agent-dial-ended'));
  const outcome = tried === '' ? 'nobody could be reached at that hour' : `nobody took the call: ${tried}`;
  return `The caller was to be connected with a person, but ${outcome}. They heard so and came back to you.`;
}
