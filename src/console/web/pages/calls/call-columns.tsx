import { CalendarClock, MessageSquareText, Mic, PhoneIncoming, PhoneOutgoing } from 'lucide-react';
import type { CallRow } from '../../../contract/calls.ts';
import type { Column } from '../../kit/data-table.tsx';
import { Duration, Time } from '../../kit/time.tsx';
import { callerName } from './caller-name.ts';
import { OutcomeBadge, SentimentBadge } from './outcome.tsx';

export interface ColumnsOf {
  /** The rest of the address, so that the way back leads to the same list. */
  readonly query: string;
  readonly nameOf: (siteId: string, lineId: string) => string;
  readonly zoneOf: (siteId: string, lineId: string) => string | undefined;
}

/** What the list says of a call. */
export function callColumns({ query, nameOf, zoneOf }: ColumnsOf): readonly Column<CallRow>[] {
  return [
    {
      id: 'caller',
      title: 'Caller',
      isRowHeader: true,
      cell: (call) => (
        <a className="row-link calls-caller" href={`#/calls/${call.callSid}${query}`}>
          {call.direction === 'inbound' ? (
            <PhoneIncoming role="img" aria-label="Incoming" />
          ) : (
            <PhoneOutgoing role="img" aria-label="Placed by us" />
          )}
          <Who call={call} />
        </a>
      ),
    },
    {
      id: 'started',
      title: 'Started',
      cell: (call) => <Time at={call.startedAt} zone={zoneOf(call.siteId, call.lineId)} />,
    },
    { id: 'line', title: 'Line', cell: (call) => nameOf(call.siteId, call.lineId) },
    { id: 'outcome', title: 'Outcome', cell: ({ outcome }) => <OutcomeBadge outcome={outcome} /> },
    { id: 'length', title: 'Length', end: true, cell: (call) => <Length call={call} /> },
    { id: 'more', title: 'Also', cell: (call) => <Also call={call} /> },
  ];
}

function Who({ call }: { readonly call: CallRow }) {
  if (call.contact === null) return <span>{callerName(call)}</span>;
  return (
    <span>
      {call.contact} <span className="muted small">{callerName(call)}</span>
    </span>
  );
}

function Length({ call: { startedAt, endedAt, outcome } }: { readonly call: CallRow }) {
  if (endedAt !== null) return <Duration ms={endedAt - startedAt} />;
  return outcome === 'running' ? <Duration since={startedAt} /> : <span className="muted">unknown</span>;
}

/** What there is besides the talk, with its number in words for those who do not see the pictures. */
function Also({ call }: { readonly call: CallRow }) {
  const texts = call.messagesSent === 1 ? '1 message sent' : `${call.messagesSent} messages sent`;
  return (
    <span className="calls-also">
      {call.messagesSent > 0 && (
        <span title={texts}>
          <MessageSquareText aria-hidden />
          <span aria-hidden>{call.messagesSent}</span>
          <span className="visually-hidden">{texts}</span>
        </span>
      )}
      {call.recorded && (
        <span title="Recorded">
          <Mic role="img" aria-label="Recorded" />
        </span>
      )}
      {call.asked !== null && (
        <span title="A callback was asked for">
          <CalendarClock role="img" aria-label="A callback was asked for" />
        </span>
      )}
      <WrittenUp call={call} />
    </span>
  );
}

function WrittenUp({ call: { disposition, sentiment } }: { readonly call: CallRow }) {
  if (disposition === null) return null;
  return (
    <>
      <span className="truncate calls-disposition" title={`Written up as ${disposition}`}>
        {disposition}
      </span>
      {sentiment !== null && sentiment !== 'neutral' && <SentimentBadge sentiment={sentiment} />}
    </>
  );
}
