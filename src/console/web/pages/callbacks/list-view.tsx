import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import { CallbackList, type CallbackSummary } from '../../../contract/callbacks.ts';
import { useHashQuery } from '../../data/location.ts';
import { withQuery } from '../../data/request.ts';
import { useApiPages } from '../../data/use-api.ts';
import { useLineName, useWho } from '../../data/who.tsx';
import { Answer } from '../../kit/answer.tsx';
import { type Column, VirtualTable } from '../../kit/data-table.tsx';
import { EmptyState } from '../../kit/note.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { Select } from '../../kit/select.tsx';
import { ShowNumbers } from '../../kit/show-numbers.tsx';
import { Time } from '../../kit/time.tsx';
import { CallbackViews, lineKey, readLineKey } from './views.tsx';
import { Who } from './who.tsx';
import { CallbackState } from './words.tsx';

const choices = {
  open: { label: 'Still to come', query: { open: true } },
  failed: { label: 'Failed', query: { state: 'missed,expired,exhausted,blocked' } },
  completed: { label: 'Talked', query: { state: 'completed' } },
  cancelled: { label: 'Cancelled', query: { state: 'cancelled' } },
  all: { label: 'All, the newest first', query: {} },
} as const;
type Choice = keyof typeof choices;
const choiceOf = (text: string | undefined): Choice =>
  text !== undefined && text in choices ? (text as Choice) : 'open';

export function CallbackListView() {
  const [query, setQuery] = useHashQuery();
  const { lines } = useWho();
  const [isShown, setShown] = useState(false);
  const show = choiceOf(query.show);
  const pathOf = (cursor: string | undefined): string =>
    withQuery('/api/callbacks', { ...choices[show].query, ...readLineKey(query.line), unmasked: isShown, cursor });
  const asked = useApiPages(CallbackList, pathOf, ({ next }) => next);
  return (
    <>
      <PageHeader
        title="Callbacks"
        note="Who was promised a call, when it comes, and what became of it."
        actions={<ShowNumbers isShown={isShown} onChange={setShown} />}
      />
      <CallbackViews current="list" />
      <div className="toolbar">
        <Select
          label="Show"
          value={show}
          options={Object.entries(choices).map(([value, { label }]) => ({ value: value as Choice, label }))}
          onChange={(value) => setQuery({ show: value === 'open' ? null : value })}
        />
        <Select
          label="Line"
          value={query.line ?? ''}
          options={[
            { value: '', label: 'All lines' },
            ...lines.map((line) => ({ value: lineKey(line), label: line.name })),
          ]}
          onChange={(line) => setQuery({ line })}
        />
      </div>
      <Answer of={asked} what="callbacks">
        {({ pages }) => (
          <Rows
            callbacks={pages.flatMap(({ callbacks }) => callbacks)}
            show={show}
            onNearEnd={() => asked.hasNextPage && !asked.isFetching && void asked.fetchNextPage()}
          />
        )}
      </Answer>
    </>
  );
}

function Rows({
  callbacks,
  show,
  onNearEnd,
}: {
  readonly callbacks: readonly CallbackSummary[];
  readonly show: Choice;
  readonly onNearEnd: () => void;
}) {
  const lineName = useLineName();
  if (callbacks.length === 0) return <Nothing show={show} />;
  const columns: readonly Column<CallbackSummary>[] = [
    {
      id: 'when',
      title: 'When',
      cell: ({ id, startsAt, zone }) => (
        <a className="row-link" href={`#/callbacks/${encodeURIComponent(id)}`}>
          <Time at={startsAt} zone={zone} />
        </a>
      ),
    },
    { id: 'state', title: 'State', cell: ({ state }) => <CallbackState state={state} /> },
    { id: 'who', title: 'Who', cell: ({ callerName, phone }) => <Who name={callerName} phone={phone} /> },
    show === 'failed' ? why : about,
    { id: 'tries', title: 'Tries', end: true, cell: ({ tries }) => tries },
    { id: 'line', title: 'Line', cell: ({ siteId, lineId }) => lineName(siteId, lineId) },
  ];
  return (
    <VirtualTable
      caption={`Callbacks: ${choices[show].label}`}
      columns={columns}
      rows={callbacks}
      rowKey={({ id }) => id}
      onNearEnd={onNearEnd}
    />
  );
}

const about: Column<CallbackSummary> = {
  id: 'reason',
  title: 'About',
  cell: ({ reason }) => <div className="callbacks-reason truncate">{reason}</div>,
};
const why: Column<CallbackSummary> = {
  id: 'note',
  title: 'Why',
  cell: ({ note }) => <div className="callbacks-reason truncate">{note}</div>,
};

function Nothing({ show }: { readonly show: Choice }) {
  return (
    <EmptyState icon={CalendarClock} title={show === 'open' ? 'No callback is waiting' : 'There are none of these'}>
      {show === 'open'
        ? 'When a caller asks to be called back, now or at a time they choose, it stands here. A line offers it where callback_now or scheduled_callback is on.'
        : 'Choose “All” to see every callback, or another line.'}
    </EmptyState>
  );
}
