import { X } from 'lucide-react';
import { memo } from 'react';
import type { LiveCall } from '../../../contract/live.ts';
import { isLost } from '../../../contract/live-state.ts';
import { now } from '../../browser/clock.ts';
import { useLineName, useLineZone } from '../../data/who.tsx';
import { IconButton } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { Note } from '../../kit/note.tsx';
import { Time } from '../../kit/time.tsx';
import { CallLength, callerText } from './call-row.tsx';
import { DoingBadge } from './doing-badge.tsx';
import { TakeOver } from './take-over.tsx';
import { Transcript } from './transcript.tsx';

export interface CallPanelProps {
  readonly call: LiveCall;
  readonly clockOffset: number;
  readonly onClose: (callId: string) => void;
}

/** One call, followed. */
export const CallPanel = memo(function CallPanel({ call, clockOffset, onClose }: CallPanelProps) {
  const line = useLineName()(call.siteId, call.lineId);
  const zone = useLineZone()(call.siteId, call.lineId);
  const lost = isLost(call, now() - clockOffset);
  const title = callerText(call);
  return (
    <Card
      title={title}
      flush
      aside={<IconButton label={`Stop following ${title}`} icon={X} small onPress={() => onClose(call.callId)} />}
    >
      <div className="live-panel-head row">
        <DoingBadge call={call} isLost={lost} />
        <span className="muted small">
          {line} · since <Time at={call.startedAt} zone={zone} show="time" /> ·{' '}
          <CallLength call={call} clockOffset={clockOffset} />
        </span>
        <a className="small" href={`#/calls/${call.callId}`}>
          All of this call
        </a>
      </div>
      {lost && (
        <div className="live-lost">
          <Note tone="warn">
            Nothing was heard of this call since <Time at={call.lastAt} zone={zone} show="time" />. The server that had
            it may have stopped.
          </Note>
        </div>
      )}
      <Transcript label={`What is said with ${title}`} lines={call.lines} zone={zone} />
      <div className="live-panel-foot">
        <TakeOver call={call} />
      </div>
    </Card>
  );
});
