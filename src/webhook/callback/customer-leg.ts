import { judgeAgreement } from '../../domain/agreement.ts';
import type { CallingLine } from '../../domain/callback-line.ts';
import { reportProgress } from '../../domain/callback-reports.ts';
import { createRecordingStatusUrl, createTranscriptionUrl } from '../../domain/callback-urls.ts';
import { askCustomer } from '../../twiml/ask-customer.ts';
import { hangUp, nothing } from '../../twiml/hang-up.ts';
import { recordingWords } from '../../twiml/recording-words.ts';
import { sayAndConnect } from '../../twiml/say-and-hang-up.ts';
import type { CallbackForm } from '../form-fields.ts';
import { talkingMs } from './agent-leg.ts';
import { type AttemptStep, changeStep, reportedBy, urlOf } from './attempt-step.ts';
import { spokenIn } from './connect-two.ts';
import { dialNextAgent } from './dial-next-agent.ts';
import { noteConsent } from './outbound-call.ts';

/** The customer answered, with the agent waiting: they hear of the recording, or are asked. */
export async function customerAnswers(step: AttemptStep): Promise<string> {
  const { inForce, callback } = step;
  if (inForce === null || step.attempt.state === 'ended') return hangUp();
  if (inForce.line.transfer.recording === 'ask')
    return askCustomer(callback.language, urlOf(step, 'customer-key'), null);
  await connected(step);
  return inForce.line.transfer.recording === 'announce'
    ? sayAndConnect(recordingWords('announce', callback.language))
    : nothing();
}

/** Their answer to being recorded. None, or an unclear one, is a no. */
export async function customerConsents(step: AttemptStep, form: CallbackForm): Promise<string> {
  const { inForce } = step;
  if (inForce === null || step.attempt.state === 'ended') return hangUp();
  if (step.attempt.state === 'connected') return nothing();
  const agreed = isYes(form, step.callback.language);
  await noteConsent(step, agreed);
  if (step.attempt.first === 'customer') return dialNextAgent(step, inForce, { agreed });
  if (agreed) await keep(step, inForce);
  await connected(step);
  return nothing();
}

function isYes({ Digits, SpeechResult }: CallbackForm, language: string): boolean {
  if (Digits !== undefined && Digits !== '') return Digits === '1';
  return judgeAgreement(SpeechResult ?? '', [language], true) === 'yes';
}

/** The two are connected the moment our document ends. */
export async function connected(step: AttemptStep): Promise<void> {
  const now = step.ports.clock.now();
  await changeStep(step, (callback) =>
    reportProgress(callback, reportedBy(step), { state: 'connected' }, now, now + talkingMs),
  );
}

/** They agreed in the middle of the call, so it begins by request. Nobody waits for it: the two are to talk. */
async function keep({ ports, callSid, callback }: AttemptStep, { line }: CallingLine): Promise<void> {
  const { recorder, log } = ports;
  if (recorder === undefined) return;
  const base = ports.publicUrl();
  const begun = [recorder.startRecording(callSid, createRecordingStatusUrl(base))];
  if (line.transfer.transcription)
    begun.push(
      recorder.startTranscription(callSid, {
        statusCallbackUrl: createTranscriptionUrl(base, 'agent'),
        language: spokenIn(line, callback.language),
      }),
    );
  void Promise.all(begun).then((outcomes) => {
    for (const outcome of outcomes)
      if (!outcome.ok) log.warn('a recording or transcription could not begin', { code: outcome.failure.code });
  });
}
