import { HandOff } from '../domain/hand-off.ts';
import { isRunning, type RelayEndedForm } from './form-fields.ts';

/** What a call does after a relay session. */
export type NextStep =
  /** The caller is gone. */
  | { readonly kind: 'over'; readonly status: string }
  | { readonly kind: 'transfer'; readonly handOff: HandOff }
  | { readonly kind: 'reconnect' }
  /** Something went wrong that no new session would cure. */
  | { readonly kind: 'apologise' }
  | { readonly kind: 'hang-up' };

const MOST_RECONNECTS = 2;
/** Wrong voice, language or model: the next session would end the same way. */
const CONFIGURATION_ERRORS = ['64101', '64106'];

/** `failures`: sessions of this call that failed, this one included. */
export function nextStep(form: RelayEndedForm, failures: number): NextStep {
  if (!isRunning(form.CallStatus)) return { kind: 'over', status: form.CallStatus ?? 'completed' };
  if (form.SessionStatus === 'failed') {
    const curable = !CONFIGURATION_ERRORS.includes(form.ErrorCode ?? '');
    return { kind: curable && failures <= MOST_RECONNECTS ? 'reconnect' : 'apologise' };
  }
  if (form.HandoffData === undefined || form.HandoffData === '') return { kind: 'hang-up' };
  const handOff = HandOff.safeParse(parseJson(form.HandoffData));
  return handOff.success ? { kind: 'transfer', handOff: handOff.data } : { kind: 'apologise' };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
