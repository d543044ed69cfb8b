import { Timer } from 'lucide-react';
import type { Health } from '../../../contract/health.ts';
import { useLineName } from '../../data/who.tsx';
import { Card } from '../../kit/card.tsx';
import { type Column, DataTable } from '../../kit/data-table.tsx';
import { EmptyState } from '../../kit/note.tsx';
import { msWords } from './words.ts';

type Row = NonNullable<Health['store']['counts']>['latency'][number];
type Part = 'answer' | 'model' | 'tools';

/** From here on a caller notices, and from there on it is too long. */
const slowMs = { answer: [1200, 2500], model: [900, 2000], tools: [1000, 3000] } as const;

/** How fast each line answers. */
export function Latency({ health }: { readonly health: Health }) {
  const lineName = useLineName();
  const rows = health.store.counts?.latency ?? [];
  const measured = (part: Part, title: string): Column<Row> => ({
    id: part,
    title: `${title} p50 / p95 / p99`,
    cell: (row) => <Measured part={part} measured={row[part]} />,
    end: true,
  });
  const columns: readonly Column<Row>[] = [
    { id: 'line', title: 'Line', cell: ({ siteId, lineId }) => lineName(siteId, lineId) },
    { id: 'turns', title: 'Turns', cell: ({ turns }) => turns.toLocaleString('en'), end: true },
    measured('answer', 'Answer'),
    measured('model', 'Model'),
    measured('tools', 'Tools'),
  ];
  return (
    <Card title="How fast the lines answer" flush>
      {rows.length === 0 ? (
        <EmptyState icon={Timer} title="No turn in this time">
          Place a call: each turn is measured from the caller's last word to the first text that is sent to be spoken.
        </EmptyState>
      ) : (
        <>
          <DataTable
            caption="Latency by line"
            columns={columns}
            rows={rows}
            rowKey={({ siteId, lineId }) => `${siteId} ${lineId}`}
          />
          <p className="health-legend small muted">
            Answer: from the caller's last word to the first text sent to be spoken. Model: from the request to its
            first token. Tools: one tool call, the store and the vendors included. Half of all are faster than p50, 95
            of 100 than p95, 99 of 100 than p99.
          </p>
        </>
      )}
    </Card>
  );
}

function Measured({ part, measured }: { readonly part: Part; readonly measured: Row[Part] }) {
  if (measured === null) return <span className="muted">–</span>;
  return (
    <>
      <Value part={part} ms={measured.p50} /> / <Value part={part} ms={measured.p95} /> /{' '}
      <Value part={part} ms={measured.p99} />
    </>
  );
}

function Value({ part, ms }: { readonly part: Part; readonly ms: number }) {
  const [slow, tooSlow] = slowMs[part];
  if (ms < slow) return msWords(ms);
  const tone = ms < tooSlow ? 'warn' : 'bad';
  return (
    <span className={`health-slow ${tone}`}>
      {msWords(ms)}
      <span className="visually-hidden">, {tone === 'warn' ? 'slow' : 'too slow'}</span>
    </span>
  );
}
