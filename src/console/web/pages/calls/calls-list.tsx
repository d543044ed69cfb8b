import { PhoneCall, SearchX } from 'lucide-react';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { CallList } from '../../../contract/calls.ts';
import { useHashQuery } from '../../data/location.ts';
import { useApiPages } from '../../data/use-api.ts';
import { useLineName, useLineZone, useWho } from '../../data/who.tsx';
import { Button, LinkButton } from '../../kit/button.tsx';
import { VirtualTable } from '../../kit/data-table.tsx';
import { EmptyState, ErrorNote } from '../../kit/note.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { ShowNumbers } from '../../kit/show-numbers.tsx';
import { Loading } from '../../kit/spinner.tsx';
import { callColumns } from './call-columns.tsx';
import { CallFilters } from './call-filters.tsx';
import { isFiltered, searchPath } from './search.ts';

/** All calls, the newest first; new ones come in by themselves. */
export function CallsList() {
  const [filters, setFilters] = useHashQuery();
  const [isWhole, setWhole] = useState(false);
  const nameOf = useLineName();
  const zoneOf = useLineZone();
  const found = useApiPages(
    CallList,
    (cursor) => searchPath(filters, cursor, isWhole),
    ({ next }) => next,
  );
  const calls = useMemo(() => (found.data?.pages ?? []).flatMap((page) => page.calls), [found.data]);
  const query = new URLSearchParams(filters).toString();
  const columns = callColumns({ query: query === '' ? '' : `?${query}`, nameOf, zoneOf });
  const loadMore = (): void => {
    if (found.hasNextPage && !found.isFetching) void found.fetchNextPage();
  };
  return (
    <>
      <PageHeader
        title="Calls"
        note="Every call, the newest first. What was said can be searched once a call is over."
        actions={<ShowNumbers isShown={isWhole} onChange={setWhole} />}
      />
      <CallFilters filters={filters} onChange={setFilters} />
      {found.error !== null && <ErrorNote error={found.error} onRetry={() => void found.refetch()} />}
      {found.data === undefined && found.error === null && <Loading what="calls" />}
      {found.data !== undefined && calls.length === 0 && (
        <Nothing isFiltered={isFiltered(filters)} onClear={() => setFilters(nothingOf(filters))} />
      )}
      {calls.length > 0 && (
        // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys are an addition; every row is a link that Tab reaches
        <div className="calls-table" onKeyDown={moveByArrow} aria-busy={found.isFetching}>
          <VirtualTable
            caption="Calls, the newest first"
            columns={columns}
            rows={calls}
            rowKey={({ id }) => id}
            onNearEnd={loadMore}
            height="calc(100dvh - 17rem)"
          />
          <p className="muted small" role="status">
            {countOf(calls.length, found.hasNextPage)}
          </p>
        </div>
      )}
    </>
  );
}

const nothingOf = (filters: Readonly<Record<string, string>>): Record<string, null> =>
  Object.fromEntries(Object.keys(filters).map((name) => [name, null]));

function countOf(calls: number, isMore: boolean): string {
  if (isMore) return `${calls} calls are loaded. Scroll on for earlier ones.`;
  return calls === 1 ? '1 call' : `${calls} calls`;
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

/** From call to call; Enter opens, since each is a link. */
function moveByArrow(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key];
  if (step === undefined) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('.row-link')];
  const at = links.indexOf(document.activeElement as HTMLElement);
  const next = links[at === -1 ? 0 : Math.max(0, Math.min(links.length - 1, at + step))];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
}

function Nothing({ isFiltered, onClear }: { readonly isFiltered: boolean; readonly onClear: () => void }) {
  const { sandbox } = useWho();
  if (isFiltered)
    return (
      <EmptyState
        icon={SearchX}
        title="No call is like that"
        action={<Button onPress={onClear}>Clear the filters</Button>}
      >
        Words have to be in the call as they were understood; of a number its last four digits are enough.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={PhoneCall}
      title="No calls yet"
      action={
        sandbox ? (
          <LinkButton href="#/phone" variant="primary">
            Place the first call
          </LinkButton>
        ) : undefined
      }
    >
      {sandbox
        ? 'Call one of your lines from the phone in this browser: it takes no account and costs nothing.'
        : "Once a number's voice webhook points here, its calls are listed as they come in."}
    </EmptyState>
  );
}
