import { useState } from 'react';
import { useMedia } from '../../browser/media.ts';
import { useHashQuery } from '../../data/location.ts';
import { Badge, StatusBadge } from '../../kit/badge.tsx';
import { Note } from '../../kit/note.tsx';
import { Tabs } from '../../kit/tabs.tsx';
import { beganAt, otherLegs } from './model/desk.ts';
import { isLive } from './model/leg-view.ts';
import { AgentPhone } from './parts/agent-phone.tsx';
import { CallerPhone } from './parts/caller-phone.tsx';
import { Mailbox } from './parts/mailbox.tsx';
import { Scripts } from './parts/scripts.tsx';
import { WhatHappens } from './parts/what-happens.tsx';
import { usePhone } from './phone-context.ts';

/** The phones side by side with what comes of the call; on a narrow screen one at a time. */
export function Workbench() {
  const isWide = useMedia('(min-width: 68rem)');
  const [query] = useHashQuery();
  const [panel, setPanel] = useState(query.replay === undefined ? 'messages' : 'scripts');
  const panels = usePanels();
  const [phone, agent] = usePhones();
  const { state } = usePhone();
  const lost = state === 'lost' && <Note tone="warn">The phone lost its connection. It is trying again …</Note>;
  if (isWide)
    return (
      <div className="phone-bench">
        {lost}
        {phone.content}
        {agent.content}
        <div className="phone-beside">
          <Tabs label="Beside the call" tabs={panels} selected={panel} onSelect={setPanel} />
        </div>
      </div>
    );
  return (
    <>
      {lost}
      <Narrow first={query.replay === undefined ? 'phone' : 'scripts'} tabs={[phone, agent, ...panels]} />
    </>
  );
}

type TabList = Parameters<typeof Tabs>[0]['tabs'];

function Narrow({ first, tabs }: { readonly first: string; readonly tabs: TabList }) {
  const [tab, setTab] = useState(first);
  return <Tabs label="Phones and what comes of the call" tabs={tabs} selected={tab} onSelect={setTab} />;
}

function usePhones() {
  const { desk, placed } = usePhone();
  const others = otherLegs(desk, placed?.from ?? null, Number.POSITIVE_INFINITY).filter(isLive);
  const rings = others.some(({ state }) => state === 'waits' || state === 'ringing');
  const agentTitle = (
    <>
      Agent{' '}
      {others.length > 0 && (
        <StatusBadge tone={rings ? 'accent' : 'good'} pulse={rings}>
          {rings ? 'rings' : 'on'}
        </StatusBadge>
      )}
    </>
  );
  return [
    { id: 'phone', title: 'Phone', content: <CallerPhone /> },
    { id: 'agent', title: agentTitle, content: <AgentPhone /> },
  ] as const;
}

function usePanels(): TabList {
  const { desk, placed } = usePhone();
  const since = beganAt(desk, placed);
  const arrived = desk.mail.filter((one) => one.kind === 'received' && one.received.at >= since).length;
  return [
    {
      id: 'messages',
      title: (
        <>
          Messages{' '}
          {arrived > 0 && (
            <Badge tone="accent">
              {arrived} <span className="visually-hidden">in this call</span>
            </Badge>
          )}
        </>
      ),
      content: <Mailbox />,
    },
    { id: 'does', title: 'What it does', content: <WhatHappens /> },
    { id: 'scripts', title: 'Scripts', content: <Scripts /> },
  ];
}
