import { Activity, Download, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { CallDetail } from '../../../contract/call.ts';
import { useHashQuery } from '../../data/location.ts';
import { withQuery } from '../../data/request.ts';
import { useApi } from '../../data/use-api.ts';
import { useLineName, useWho } from '../../data/who.tsx';
import { Answer } from '../../kit/answer.tsx';
import { LinkButton } from '../../kit/button.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { ShowNumbers } from '../../kit/show-numbers.tsx';
import { Tabs } from '../../kit/tabs.tsx';
import { Duration, Time } from '../../kit/time.tsx';
import { CallFacts } from './call-facts.tsx';
import { callerName } from './caller-name.ts';
import { OutcomeBadge } from './outcome.tsx';
import { CostCard } from './parts/cost-card.tsx';
import { HandOffs } from './parts/hand-offs.tsx';
import { MessagesCard } from './parts/messages-card.tsx';
import { NotesCard } from './parts/notes-card.tsx';
import { RawEvents } from './parts/raw-events.tsx';
import { Recordings } from './parts/recordings.tsx';
import { ToolsTable } from './parts/tools-table.tsx';
import { Transcript } from './parts/transcript.tsx';
import { TurnBars } from './parts/turn-bars.tsx';
import { useFollowedCall } from './use-followed-call.ts';

/** Everything that is remembered of one call. While it runs, it grows. */
export function CallPage({ id }: { readonly id: string }) {
  const [isWhole, setWhole] = useState(false);
  const [query] = useHashQuery();
  const path = `/api/calls/${encodeURIComponent(id)}`;
  const call = useApi(CallDetail, withQuery(path, { unmasked: isWhole }));
  useFollowedCall(call.data?.id, () => void call.refetch());
  const filters = new URLSearchParams(query).toString();
  const back = { href: filters === '' ? '#/calls' : `#/calls?${filters}`, title: 'Calls' };
  if (call.data === undefined) {
    return (
      <>
        <PageHeader title="Call" back={back} />
        <Answer of={call} what="the call">
          {() => null}
        </Answer>
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={call.data.contact ?? callerName(call.data)}
        note={<Subtitle call={call.data} />}
        back={back}
        actions={
          <>
            <ShowNumbers isShown={isWhole} onChange={setWhole} />
            <Actions call={call.data} isWhole={isWhole} />
          </>
        }
      />
      <Answer of={call} what="the call">
        {(data) => <Parts call={data} />}
      </Answer>
    </>
  );
}

function Subtitle({ call }: { readonly call: CallDetail }) {
  const nameOf = useLineName();
  const { startedAt, endedAt, outcome, timeZone } = call;
  return (
    <span className="row">
      <OutcomeBadge outcome={outcome} />
      <span>{nameOf(call.siteId, call.lineId)}</span>
      <Time at={startedAt} zone={timeZone ?? undefined} />
      {endedAt !== null && <Duration ms={endedAt - startedAt} />}
      {outcome === 'running' && <Duration since={startedAt} />}
    </span>
  );
}

function Actions({ call, isWhole }: { readonly call: CallDetail; readonly isWhole: boolean }) {
  const { sandbox } = useWho();
  return (
    <>
      {call.outcome === 'running' && (
        <LinkButton small icon={Activity} href={`#/live?open=${encodeURIComponent(call.id)}`}>
          Watch it live
        </LinkButton>
      )}
      {sandbox && call.direction === 'inbound' && (
        <LinkButton small icon={RotateCcw} href={`#/phone?replay=${encodeURIComponent(call.callSid)}`}>
          Replay in the phone
        </LinkButton>
      )}
      <LinkButton
        small
        icon={Download}
        href={withQuery(`/api/calls/${call.id}/export`, { unmasked: isWhole })}
        download
      >
        {isWhole ? 'Export with numbers' : 'Export'}
      </LinkButton>
    </>
  );
}

function Parts({ call }: { readonly call: CallDetail }) {
  return (
    <div className="calls-parts">
      <div className="stack">
        <Tabs
          label="The call"
          tabs={[
            { id: 'said', title: 'Conversation', content: <Transcript call={call} /> },
            { id: 'turns', title: counted('Answers', call.turnList.length), content: <TurnBars call={call} /> },
            { id: 'tools', title: counted('Tools', call.toolList.length), content: <ToolsTable call={call} /> },
            { id: 'events', title: counted('Events', call.events.length), content: <RawEvents call={call} /> },
          ]}
        />
      </div>
      <div className="stack">
        <NotesCard call={call} />
        <Recordings call={call} />
        <HandOffs call={call} />
        <MessagesCard call={call} />
        <CallFacts call={call} />
        <CostCard cost={call.cost} />
      </div>
    </div>
  );
}

const counted = (title: string, count: number): string => (count === 0 ? title : `${title} (${count})`);
