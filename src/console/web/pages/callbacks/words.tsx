import type { CallbackSummary } from '../../../contract/callbacks.ts';
import { StatusBadge, type Tone } from '../../kit/badge.tsx';

type State = CallbackSummary['state'];

/** A callback's states as an operator calls them. */
export const stateNames: Readonly<Record<State, string>> = {
  requested: 'Waits for hang-up',
  scheduled: 'Booked',
  due: 'Due',
  dialing: 'Ringing',
  connected: 'Talking',
  retry_wait: 'Next try waits',
  completed: 'Talked',
  missed: 'Missed',
  expired: 'Given up',
  exhausted: 'Not reached',
  cancelled: 'Cancelled',
  blocked: 'Blocked',
};

const tones: Readonly<Record<State, Tone>> = {
  requested: 'accent',
  scheduled: 'accent',
  due: 'warn',
  dialing: 'violet',
  connected: 'good',
  retry_wait: 'warn',
  completed: 'good',
  missed: 'bad',
  expired: 'bad',
  exhausted: 'bad',
  cancelled: 'neutral',
  blocked: 'bad',
};

export function CallbackState({ state }: { readonly state: State }) {
  return (
    <StatusBadge tone={tones[state]} pulse={state === 'dialing' || state === 'connected'}>
      {stateNames[state]}
    </StatusBadge>
  );
}
