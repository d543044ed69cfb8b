import './live.css';
import { Phone, Radio } from 'lucide-react';
import { useCallback, useEffect, useRef } from 'react';
import type { LiveCall } from '../../../contract/live.ts';
import { useHashQuery } from '../../data/location.ts';
import { useWho } from '../../data/who.tsx';
import { LinkButton } from '../../kit/button.tsx';
import { EmptyState, ErrorNote } from '../../kit/note.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { Loading } from '../../kit/spinner.tsx';
import { CallPanel } from './call-panel.tsx';
import { CallRow } from './call-row.tsx';
import { type LiveCalls, useLiveBoard } from './use-live-board.ts';

/** The calls in progress; those that are chosen are followed beside the list. */
export function LivePage() {
  const live = useLiveBoard();
  const { calls, error, refetch } = live;
  const count = calls?.filter(({ doing }) => doing.kind !== 'ended').length ?? 0;
  return (
    <>
      <PageHeader title="Live" note={calls === null ? undefined : countText(count)} />
      {error !== null && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {calls === null && error === null && <Loading what="the calls in progress" />}
      {calls?.length === 0 && <Nobody />}
      {calls !== null && calls.length > 0 && <Board live={live} calls={calls} />}
    </>
  );
}

const countText = (count: number): string =>
  count === 0 ? 'No call in progress' : count === 1 ? 'One call in progress' : `${count} calls in progress`;

function Nobody() {
  const { sandbox, lines } = useWho();
  const [first] = lines;
  return (
    <EmptyState
      icon={Radio}
      title="Nobody is calling at the moment"
      action={
        sandbox ? (
          <LinkButton href="#/phone" variant="primary" icon={Phone}>
            Place a call
          </LinkButton>
        ) : undefined
      }
    >
      {sandbox || first === undefined
        ? 'A call appears here as soon as it is answered: what is said, what the bot is doing, and a way to step in.'
        : `Call ${first.name} on ${first.number}: the call appears here as soon as it is answered.`}
    </EmptyState>
  );
}

function Board({ live, calls }: { readonly live: LiveCalls; readonly calls: readonly LiveCall[] }) {
  const { open, toggle } = useOpenCalls(calls, live.follow);
  const followed = open.flatMap((id) => calls.find(({ callId }) => callId === id) ?? []);
  return (
    <div className="live-board">
      <ul className="live-list" aria-label="Calls in progress">
        {calls.map((call) => (
          <CallRow
            key={call.callId}
            call={call}
            clockOffset={live.clockOffset}
            isOpen={open.includes(call.callId)}
            onToggle={toggle}
          />
        ))}
      </ul>
      <div className="live-panels">
        {followed.length === 0 && <p className="live-hint muted">Choose a call to follow it and to step in.</p>}
        {followed.map((call) => (
          <CallPanel key={call.callId} call={call} clockOffset={live.clockOffset} onClose={() => toggle(call.callId)} />
        ))}
      </div>
    </div>
  );
}

const none = 'none';

/** Which calls are followed stands in the page's address. The first one is followed unasked. */
function useOpenCalls(calls: readonly LiveCall[], follow: LiveCalls['follow']) {
  const [{ open: chosen = '' }, change] = useHashQuery();
  const open = chosen === none ? [] : chosen.split(',').filter((id) => id !== '');
  const first = calls.find(({ doing }) => doing.kind !== 'ended');
  useEffect(() => {
    if (chosen === '' && first !== undefined) change({ open: first.callId });
  });
  useEffect(() => follow(chosen.split(',')), [chosen, follow]);
  const latest = useRef({ open, calls, change });
  latest.current = { open, calls, change };
  // The same for good, so that a row is drawn anew only when something happens in its call.
  const toggle = useCallback((callId: string): void => {
    const now = latest.current;
    const without = now.open.filter((id) => id !== callId);
    const present = new Set(now.calls.map((call) => call.callId));
    const next = (without.length === now.open.length ? [...now.open, callId] : without).filter((id) => present.has(id));
    now.change({ open: next.length === 0 ? none : next.join(',') });
  }, []);
  return { open, toggle };
}
