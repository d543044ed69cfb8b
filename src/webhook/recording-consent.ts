import { judgeAgreement } from '../domain/agreement.ts';
import { recordingConsent } from '../domain/hand-off-progress.ts';
import { hangUp, nothing } from '../twiml/hang-up.ts';
import { giveUp } from './back-to-bot.ts';
import { finishCall } from './finish-call.ts';
import { isRunning } from './form-fields.ts';
import { loadHandOff, note, spokenNow } from './hand-off.ts';
import { goOn } from './transfer.ts';
import type { ConsentForm, DialReference } from './transfer-forms.ts';
import type { WebhookPorts } from './webhook-ports.ts';

/** The answer to whether the conversation may be recorded. Anything but a yes is a no; the transfer goes on either way. */
export async function takeConsent(ports: WebhookPorts, form: ConsentForm, { dial }: DialReference): Promise<string> {
  const stored = await ports.store.findCall(form.CallSid);
  if (stored === null) return hangUp();
  if (!isRunning(form.CallStatus)) {
    await finishCall(ports, stored, form.CallStatus ?? 'completed');
    return nothing();
  }
  const handOff = await loadHandOff(ports, stored, dial);
  if (handOff === null) return giveUp(ports, stored, null);
  if (recordingConsent(handOff.events) !== null) return goOn(ports, handOff);
  const agreed = isYes(form, spokenNow(handOff));
  return goOn(ports, note(ports, handOff, { type: 'recording-consent', agreed }));
}

function isYes({ Digits, SpeechResult }: ConsentForm, language: string): boolean {
  if (Digits) return Digits === '1';
  return judgeAgreement((SpeechResult ?? '').slice(0, 1000), [language], true) === 'yes';
}
