import type { Doing, LiveCall } from '../../../contract/live.ts';
import { StatusBadge, type Tone } from '../../kit/badge.tsx';

interface Look {
  readonly text: string;
  readonly tone: Tone;
  /** Something is going on that will end soon. */
  readonly pulse?: true;
}

/** What a call is doing, in a word. */
export function DoingBadge({ call, isLost }: { readonly call: LiveCall; readonly isLost: boolean }) {
  const { text, tone, pulse = false } = isLost ? lost : lookOf(call.doing);
  return (
    <StatusBadge tone={tone} pulse={pulse}>
      {text}
    </StatusBadge>
  );
}

const lost: Look = { text: 'No sign of life', tone: 'bad' };

function lookOf(doing: Doing): Look {
  switch (doing.kind) {
    case 'connecting':
      return { text: 'Connecting', tone: 'neutral', pulse: true };
    case 'greeting':
      return { text: 'Greeting', tone: 'accent', pulse: true };
    case 'listening':
      return { text: 'Listening', tone: 'good' };
    case 'thinking':
      return { text: 'Thinking', tone: 'violet', pulse: true };
    case 'tool':
      return { text: `Using ${doing.name}`, tone: 'violet', pulse: true };
    case 'speaking':
      return { text: 'Speaking', tone: 'accent', pulse: true };
    case 'handing-off':
      return { text: 'Handing over', tone: 'warn', pulse: true };
    case 'ringing':
      return { text: `Ringing ${doing.target}`, tone: 'warn', pulse: true };
    case 'bridged':
      return { text: `With ${doing.target}`, tone: 'good' };
    case 'returning':
      return { text: 'Back to the bot', tone: 'warn', pulse: true };
    case 'reconnecting':
      return { text: 'Reconnecting', tone: 'bad', pulse: true };
    case 'closing':
      return { text: 'Ending', tone: 'neutral' };
    case 'ended':
      return { text: 'Ended', tone: 'neutral' };
  }
}
