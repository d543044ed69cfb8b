import type { CallRow } from '../../../contract/calls.ts';
import { Badge, StatusBadge, type Tone } from '../../kit/badge.tsx';

type Outcome = CallRow['outcome'];

const looks: Readonly<Record<Outcome, readonly [string, Tone]>> = {
  running: ['In progress', 'accent'],
  completed: ['Completed', 'good'],
  'hung-up': ['Caller hung up', 'neutral'],
  transferred: ['Talked with a person', 'good'],
  abandoned: ['Gave up waiting', 'warn'],
  returned: ['Nobody took it', 'warn'],
  silent: ['Fell silent', 'neutral'],
  'not-reached': ['Not reached', 'warn'],
  failed: ['Failed', 'bad'],
  unknown: ['End unknown', 'neutral'],
};

/** For a choice: every outcome there is, in words. */
export const outcomeOptions: readonly { readonly value: string; readonly label: string }[] = [
  { value: '', label: 'Any outcome' },
  ...Object.entries(looks).map(([value, [label]]) => ({ value, label })),
];

export function OutcomeBadge({ outcome }: { readonly outcome: Outcome }) {
  const [label, tone] = looks[outcome];
  return outcome === 'running' ? (
    <StatusBadge tone={tone} pulse>
      {label}
    </StatusBadge>
  ) : (
    <Badge tone={tone}>{label}</Badge>
  );
}

const tones: Readonly<Record<NonNullable<CallRow['sentiment']>, Tone>> = {
  positive: 'good',
  neutral: 'neutral',
  negative: 'bad',
  mixed: 'warn',
};

/** "negative": how the caller felt, as the notes have it. */
export function SentimentBadge({ sentiment }: { readonly sentiment: NonNullable<CallRow['sentiment']> }) {
  return <Badge tone={tones[sentiment]}>{sentiment}</Badge>;
}
