import { useFeedState } from '../data/feed.ts';
import { StatusBadge } from '../kit/badge.tsx';

/** Says so when what is shown may be out of date. */
export function Connection() {
  const state = useFeedState();
  return (
    <div role="status">
      {state === 'lost' && (
        <span className="connection">
          <StatusBadge tone="warn" pulse>
            The server is not reached. Trying again …
          </StatusBadge>
        </span>
      )}
    </div>
  );
}
