import { memo } from 'react';
import type { LiveCall } from '../../../contract/live.ts';
import { isLost } from '../../../contract/live-state.ts';
import { now } from '../../browser/clock.ts';
import { useLineName } from '../../data/who.tsx';
import { clockText, Duration } from '../../kit/time.tsx';
import { DoingBadge } from './doing-badge.tsx';

export interface CallRowProps {
  readonly call: LiveCall;
  readonly clockOffset: number;
  readonly isOpen: boolean;
  readonly onToggle: (callId: string) => void;
}

const speakers = { caller: 'Caller', bot: 'Bot', agent: 'Agent', event: '' } as const;

/** One call of the list: pressed, it is followed beside it. */
export const CallRow = memo(function CallRow({ call, clockOffset, isOpen, onToggle }: CallRowProps) {
  const line = useLineName()(call.siteId, call.lineId);
  const last = call.lines.at(-1);
  const lost = isLost(call, now() - clockOffset);
  return (
    <li>
      <button type="button" className="live-row" aria-pressed={isOpen} onClick={() => onToggle(call.callId)}>
        <span className="live-row-head">
          <strong className="truncate">{callerText(call)}</strong>
          <span className="live-length">
            <CallLength call={call} clockOffset={clockOffset} />
          </span>
        </span>
        <span className="live-row-head">
          <span className="muted small truncate">{line}</span>
          <DoingBadge call={call} isLost={lost} />
        </span>
        <span className="live-row-last small">
          {last === undefined ? 'Nothing was said yet' : spoken(speakers[last.who], last.text)}
        </span>
      </button>
    </li>
  );
});

const spoken = (who: string, text: string): string => (who === '' ? text : `${who}: ${text}`);

/** How long it has been going on; of one that is over, how long it was. */
export function CallLength({ call, clockOffset }: { readonly call: LiveCall; readonly clockOffset: number }) {
  if (call.doing.kind === 'ended') return <span>{clockText(call.since - call.startedAt)}</span>;
  return <Duration since={call.startedAt + clockOffset} />;
}

/** "The number ending 30", and which way it went. */
export function callerText({ caller, outbound }: Pick<LiveCall, 'caller' | 'outbound'>): string {
  const who = caller === 'withheld' ? 'number withheld' : caller;
  const named = `${who.charAt(0).toUpperCase()}${who.slice(1)}`;
  return outbound ? `${named} (called by us)` : named;
}
