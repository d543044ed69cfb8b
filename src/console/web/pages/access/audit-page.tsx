import './access.css';
import { ClipboardList, RefreshCw } from 'lucide-react';
import { useMemo } from 'react';
import { AuditAnswer, type AuditEntry } from '../../../contract/audit.ts';
import { useHashQuery } from '../../data/location.ts';
import { withQuery } from '../../data/request.ts';
import { useApiPages } from '../../data/use-api.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button } from '../../kit/button.tsx';
import { type Column, VirtualTable } from '../../kit/data-table.tsx';
import { EmptyState, ErrorNote } from '../../kit/note.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { Select } from '../../kit/select.tsx';
import { Loading } from '../../kit/spinner.tsx';
import { SearchField } from '../../kit/text-field.tsx';
import { Time } from '../../kit/time.tsx';
import { detailText, knownActions, ownOperators, wordsOf } from './audit-words.ts';

const columns: readonly Column<AuditEntry>[] = [
  { id: 'at', title: 'When', cell: ({ at }) => <Time at={at} /> },
  { id: 'operator', title: 'Who', isRowHeader: true, cell: ({ operator }) => <OperatorName name={operator} /> },
  {
    id: 'action',
    title: 'What',
    cell: ({ action }) => <Badge tone={wordsOf(action).tone ?? 'neutral'}>{wordsOf(action).title}</Badge>,
  },
  { id: 'subject', title: 'Of what', cell: ({ subject }) => (subject === 'console' ? '' : subject) },
  {
    id: 'detail',
    title: 'More',
    cell: ({ detail }) => (
      <span className="access-detail muted" title={detailText(detail)}>
        {detailText(detail)}
      </span>
    ),
  },
];

function OperatorName({ name }: { readonly name: string }) {
  const what = ownOperators[name];
  return (
    <>
      {name} {what !== undefined && <span className="access-own muted">({what})</span>}
    </>
  );
}

/** Who did what in the console. */
export function AuditPage() {
  const [{ operator = '', action = '' }, setQuery] = useHashQuery();
  const log = useApiPages(
    AuditAnswer,
    (before) => withQuery('/api/audit', { limit: 200, operator, action, before }),
    ({ next }) => (next === null ? null : String(next)),
  );
  const entries = useMemo(() => (log.data?.pages ?? []).flatMap((page) => page.entries), [log.data]);
  const loadMore = (): void => {
    if (log.hasNextPage && !log.isFetching) void log.fetchNextPage();
  };
  return (
    <>
      <PageHeader
        title="Audit log"
        note="Who signed in, looked at numbers, heard recordings, changed or deleted something. Nothing in it can be changed."
        actions={
          <Button icon={RefreshCw} isPending={log.isRefetching} onPress={() => void log.refetch()}>
            Refresh
          </Button>
        }
      />
      <div className="toolbar">
        <SearchField label="Who, by name" value={operator} onChange={(name) => setQuery({ operator: name })} />
        <div className="access-action">
          <Select
            label="What"
            value={action}
            options={knownActions}
            onChange={(chosen) => setQuery({ action: chosen })}
          />
        </div>
      </div>
      {log.error !== null && <ErrorNote error={log.error} onRetry={() => void log.refetch()} />}
      {log.data === undefined && log.error === null && <Loading what="the audit log" />}
      {log.data !== undefined && entries.length === 0 && <Nothing isFiltered={operator !== '' || action !== ''} />}
      {entries.length > 0 && (
        <VirtualTable
          caption="Audit log, the newest first"
          columns={columns}
          rows={entries}
          rowKey={({ id }) => String(id)}
          onNearEnd={loadMore}
        />
      )}
    </>
  );
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState icon={ClipboardList} title="Nothing matches">
      Clear the name, or choose Everything, to see more.
    </EmptyState>
  ) : (
    <EmptyState icon={ClipboardList} title="Nothing was done yet">
      As soon as somebody signs in, looks at a number, hears a recording or changes something, it stands here.
    </EmptyState>
  );
}
