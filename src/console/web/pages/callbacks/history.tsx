import { useState } from 'react';
import type { CallbackDetail } from '../../../contract/callbacks.ts';
import { Switch } from '../../kit/choice.tsx';
import { Time } from '../../kit/time.tsx';

type Happened = CallbackDetail['events'][number];
/** The runner's own notes. */
const inner = new Set<string>(['waiting']);

/** What happened to it, the newest first. */
export function CallbackHistory({ events, zone }: { readonly events: readonly Happened[]; readonly zone: string }) {
  const [isWhole, setWhole] = useState(false);
  const shown = events.map((event, index) => ({ ...event, index })).filter(({ type }) => isWhole || !inner.has(type));
  return (
    <div className="stack">
      <ol className="callbacks-history" reversed>
        {shown.toReversed().map(({ index, at, actor, words }) => (
          <li key={index} className={actor}>
            <span>{words}</span>
            <span className="muted small">
              <Time at={at} zone={zone} />
            </span>
          </li>
        ))}
      </ol>
      {events.some(({ type }) => inner.has(type)) && (
        <Switch isSelected={isWhole} onChange={setWhole}>
          Also when it was merely looked at
        </Switch>
      )}
    </div>
  );
}
