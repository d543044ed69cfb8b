import type { CallbackDetail } from '../../../contract/callbacks.ts';
import { Badge, StatusBadge, type Tone } from '../../kit/badge.tsx';
import { Time } from '../../kit/time.tsx';

type Attempt = CallbackDetail['attempts'][number];

/** Every call that was placed for it, whom it rang and what it came to. */
export function CallbackTries({ attempts, zone }: { readonly attempts: readonly Attempt[]; readonly zone: string }) {
  if (attempts.length === 0) return <p className="muted">No phone has rung for it yet.</p>;
  return (
    <ol className="callbacks-tries">
      {attempts.map((attempt) => (
        <li key={attempt.number}>
          <Round attempt={attempt} />
          <div>
            <p>{attempt.words}</p>
            <p className="muted small">
              Rang {attempt.first === 'agent' ? attempt.targetId : 'the customer'},{' '}
              <Time at={attempt.startedAt} zone={zone} />
              {attempt.callSid !== null && (
                <>
                  {' · '}
                  <a href={`#/calls/${encodeURIComponent(attempt.callSid)}`}>open call {attempt.number}</a>
                </>
              )}
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}

function Round({ attempt: { round, state, outcome } }: { readonly attempt: Attempt }) {
  if (state !== 'ended')
    return (
      <StatusBadge tone="violet" pulse>
        Try {round}
      </StatusBadge>
    );
  const tone: Tone = outcome === 'connected' ? 'good' : 'neutral';
  return <Badge tone={tone}>Try {round}</Badge>;
}
