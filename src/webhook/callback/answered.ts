import { isWanted } from '../../domain/callback-attempts.ts';
import type { CallingLine } from '../../domain/callback-line.ts';
import { reportEnd, reportProgress } from '../../domain/callback-reports.ts';
import { askCustomer } from '../../twiml/ask-customer.ts';
import { callbackWords, ownWords } from '../../twiml/callback-words.ts';
import { askForKey } from '../../twiml/gather.ts';
import { hangUp } from '../../twiml/hang-up.ts';
import { recordingWords } from '../../twiml/recording-words.ts';
import { sayAndHangUp } from '../../twiml/say-and-hang-up.ts';
import { whisperWords } from '../../twiml/whisper-words.ts';
import type { CallbackForm } from '../form-fields.ts';
import { type AttemptStep, changeStep, refreshed, reportedBy, urlOf } from './attempt-step.ts';
import { dialNextAgent } from './dial-next-agent.ts';
import { noteAgentDialed, openOutboundCall } from './outbound-call.ts';

/** Two questions and the words before them. */
const answeredMs = 90_000;

/** Somebody, or a machine, has answered the call we placed. */
export async function answered(step: AttemptStep, form: CallbackForm): Promise<string> {
  const { ports } = step;
  const now = ports.clock.now();
  const state = { state: 'answered' } as const;
  const first = await changeStep(step, (callback) =>
    reportProgress(callback, reportedBy(step), state, now, now + answeredMs),
  );
  const current = first ?? (await refreshed(step));
  const { inForce } = current;
  if (inForce === null || !isWanted(current.callback) || current.attempt.state === 'ended') return drop(current);
  await openOutboundCall(current);
  if (current.attempt.first === 'customer') return customerAnswered(current, inForce, form.AnsweredBy);
  if (first !== null) await noteAgentDialed(current, current.attempt.targetId);
  return askAgent(current, inForce, 'key');
}

/** Cancelled, moved or switched off while it rang. */
async function drop(step: AttemptStep): Promise<string> {
  const outcome = step.attempt.first === 'agent' ? 'agent_failed' : 'customer_failed';
  await changeStep(step, (callback) => reportEnd(callback, reportedBy(step), outcome, step.ports.clock.now()));
  return hangUp();
}

/** What an agent hears, and what they have to press: a machine does not. */
export function askAgent(step: AttemptStep, { site, line }: CallingLine, action: 'key' | 'agent-key'): string {
  const { callerName, phone, reason } = step.callback;
  const words = whisperWords({
    language: line.voice.language,
    businessName: site.name,
    caller: { name: callerName, number: phone },
    reason,
    summary: '',
  });
  return askForKey({ ...words, actionUrl: urlOf(step, action) });
}

/** `answeredBy`: absent or unknown counts as a person, who must not be taken for a machine. */
async function customerAnswered(
  step: AttemptStep,
  inForce: CallingLine,
  answeredBy: string | undefined,
): Promise<string> {
  const { site, line } = inForce;
  const { language } = step.callback;
  if (answeredBy?.startsWith('machine') === true || answeredBy === 'fax') return leaveMessage(step, inForce);
  const greeting = callbackWords('greeting', language, site.name);
  const { recording } = line.transfer;
  if (recording === 'ask') return askCustomer(language, urlOf(step, 'customer-key'), greeting);
  const told = recording === 'announce' ? ` ${recordingWords('announce', language).text}` : '';
  return dialNextAgent(step, inForce, { words: { ...greeting, text: greeting.text + told }, agreed: true });
}

async function leaveMessage(step: AttemptStep, { site, line }: CallingLine): Promise<string> {
  const { ports, callback } = step;
  await changeStep(step, (current) => reportEnd(current, reportedBy(step), 'machine', ports.clock.now()));
  ports.nudgeCallbacks?.();
  const own = line.callbacks.voicemail;
  return sayAndHangUp(
    own === undefined ? callbackWords('voicemail', callback.language, site.name) : ownWords(own, line.voice.language),
  );
}
