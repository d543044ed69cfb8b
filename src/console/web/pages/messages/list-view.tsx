import { MessageSquareText } from 'lucide-react';
import { useState } from 'react';
import { MessageList, type MessageSummary, messageMedia } from '../../../contract/messages.ts';
import { useHashQuery } from '../../data/location.ts';
import { withQuery } from '../../data/request.ts';
import { useApiPages } from '../../data/use-api.ts';
import { useLineName, useLineZone, useWho } from '../../data/who.tsx';
import { Answer } from '../../kit/answer.tsx';
import { Button } from '../../kit/button.tsx';
import { VirtualTable } from '../../kit/data-table.tsx';
import { EmptyState } from '../../kit/note.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { Select } from '../../kit/select.tsx';
import { ShowNumbers } from '../../kit/show-numbers.tsx';
import { SearchField } from '../../kit/text-field.tsx';
import { messageColumns } from './message-columns.tsx';
import { mediumNames } from './words.tsx';

const states = {
  '': 'Any state',
  'failed,undelivered': 'Did not arrive',
  'reserved,sending,retry,unknown': 'On its way',
  sent: 'Sent',
  delivered: 'Delivered',
} as const;
type States = keyof typeof states;

export function MessageListView() {
  const [query] = useHashQuery();
  const [isShown, setShown] = useState(false);
  const [site, line] = (query.line ?? '').split('.');
  const { medium, status, to, call } = query;
  const pathOf = (cursor: string | undefined): string =>
    withQuery('/api/messages', { medium, status, to, call, site, line, unmasked: isShown, cursor });
  const asked = useApiPages(MessageList, pathOf, ({ next }) => next);
  return (
    <>
      <PageHeader
        title="Messages"
        note="Every text, e-mail and request that left the house, and whether it arrived."
        actions={<ShowNumbers isShown={isShown} onChange={setShown} />}
      />
      <Filters />
      <Answer of={asked} what="messages">
        {({ pages }) => (
          <Rows
            messages={pages.flatMap(({ messages }) => messages)}
            onNearEnd={() => asked.hasNextPage && !asked.isFetching && void asked.fetchNextPage()}
          />
        )}
      </Answer>
    </>
  );
}

function Filters() {
  const [query, setQuery] = useHashQuery();
  const { lines } = useWho();
  const [to, setTo] = useState(query.to ?? '');
  return (
    <div className="toolbar">
      <SearchField
        label="Recipient: a number, its last digits, or an address"
        placeholder="Number, last digits, or address"
        value={to}
        onChange={setTo}
        onSubmit={(text) => setQuery({ to: text })}
        onClear={() => setQuery({ to: null })}
      />
      <Select
        label="By"
        value={query.medium ?? ''}
        options={[
          { value: '', label: 'Any way' },
          ...messageMedia.map((one) => ({ value: one, label: mediumNames[one] })),
        ]}
        onChange={(medium) => setQuery({ medium })}
      />
      <Select
        label="State"
        value={(query.status ?? '') as States}
        options={Object.entries(states).map(([value, label]) => ({ value: value as States, label }))}
        onChange={(status) => setQuery({ status })}
      />
      <Select
        label="Line"
        value={query.line ?? ''}
        options={[
          { value: '', label: 'All lines' },
          ...lines.map(({ siteId, lineId, name }) => ({ value: `${siteId}.${lineId}`, label: name })),
        ]}
        onChange={(line) => setQuery({ line })}
      />
    </div>
  );
}

function Rows({
  messages,
  onNearEnd,
}: {
  readonly messages: readonly MessageSummary[];
  readonly onNearEnd: () => void;
}) {
  const lineName = useLineName();
  const zoneOf = useLineZone();
  if (messages.length === 0) return <Nothing />;
  return (
    <VirtualTable
      caption="Messages, the newest first"
      columns={[
        ...messageColumns(({ siteId, lineId }) => zoneOf(siteId, lineId)),
        { id: 'line', title: 'Line', cell: ({ siteId, lineId }) => lineName(siteId, lineId) },
      ]}
      rows={messages}
      rowKey={({ id }) => id}
      onNearEnd={onNearEnd}
    />
  );
}

const filters = ['to', 'medium', 'status', 'line', 'call'];

function Nothing() {
  const [query, setQuery] = useHashQuery();
  const isFiltered = filters.some((name) => query[name] !== undefined);
  if (!isFiltered)
    return (
      <EmptyState icon={MessageSquareText} title="Nothing has left the house yet">
        What the bot sends in a call stands here as soon as it is sent: texts, e-mails, links, news of callbacks, and
        requests of your actions. Call a line and ask for one.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={MessageSquareText}
      title="No message is like this"
      action={
        <Button onPress={() => setQuery(Object.fromEntries(filters.map((name) => [name, null])))}>Show all</Button>
      }
    >
      Another recipient, state or line may have some.
    </EmptyState>
  );
}
