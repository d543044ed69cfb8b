import { CircleCheck } from 'lucide-react';
import type { Health } from '../../../contract/health.ts';
import { useLineName, useLineZone } from '../../data/who.tsx';
import { Badge } from '../../kit/badge.tsx';
import { Card } from '../../kit/card.tsx';
import { type Column, DataTable } from '../../kit/data-table.tsx';
import { EmptyState } from '../../kit/note.tsx';
import { Time } from '../../kit/time.tsx';
import { kindWords } from './words.ts';

type Row = NonNullable<Health['store']['counts']>['troubles'][number];

/** What went wrong, by line and kind. */
export function Troubles({ health }: { readonly health: Health }) {
  const lineName = useLineName();
  const lineZone = useLineZone();
  const rows = health.store.counts?.troubles ?? [];
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  const columns: readonly Column<Row>[] = [
    { id: 'kind', title: 'What', cell: ({ kind }) => kindWords[kind] },
    { id: 'code', title: 'Code', cell: ({ code }) => (code === '' ? '' : <code>{code}</code>) },
    { id: 'line', title: 'Line', cell: ({ siteId, lineId }) => lineName(siteId, lineId) },
    { id: 'count', title: 'How often', cell: ({ count }) => count, end: true },
    {
      id: 'last',
      title: 'Last',
      cell: ({ lastAt, siteId, lineId }) => <Time at={lastAt} zone={lineZone(siteId, lineId)} />,
    },
  ];
  return (
    <Card title="What went wrong" aside={<Badge tone={total === 0 ? 'good' : 'warn'}>{total}</Badge>} flush>
      {rows.length === 0 ? (
        <EmptyState icon={CircleCheck} title="Nothing went wrong in this time">
          Turns without an answer, tools and messages that failed and sessions that broke would stand here.
        </EmptyState>
      ) : (
        <DataTable
          caption="Errors by line and kind"
          columns={columns}
          rows={rows}
          rowKey={({ siteId, lineId, kind, code }) => `${siteId} ${lineId} ${kind} ${code}`}
        />
      )}
    </Card>
  );
}
