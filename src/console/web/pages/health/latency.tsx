import { Timer } from 'lucide-react';
import type { Health } from '../../../contract/health.ts';
import { useLineName } from '../../data/who.tsx';
import { Card } from '../../kit/card.tsx';
import { type Column, DataTable } from '../../kit/data-table.tsx';
import { EmptyState } from '../../kit/note.tsx';
import { msWords } from './words.ts';

type Row = NonNullable<Health['store']['counts']>['latency'][number];
type Part = 'answer' | 'model' | 'tools';
type Step = 'p50' | 'p95' | 'p99';

/** From here on a caller notices, and from there on it is too long. */
const slowMs = { answer: [1200, 2500], model: [900, 2000], tools: [1000, 3000] } as const;

/** How fast each line answers. */
export function Latency({ health }: { readonly health: Health }) {
  const lineName = useLineName();
  const rows = health.store.counts?.latency ?? [];
  const measure = (part: Part, step: Step, title: string): Column<Row> => ({
    id: `${part} ${step}`,
    title,
    cell: (row) => <Measured part={part} ms={row[part]?.[step] ?? null} />,
    end: true,
  });
  const steps = (part: Part, title: string) =>
    (['p50', 'p95', 'p99'] as const).map((step) => measure(part, step, `${title} ${step}`));
  const columns: readonly Column<Row>[] = [
    { id: 'line', title: 'Line', cell: ({ siteId, lineId }) => lineName(siteId, lineId) },
    { id: 'turns', title: 'Turns', cell: ({ turns }) => turns.toLocaleString('en'), end: true },
    ...steps('answer', 'Answer'),
    ...steps('model', 'Model'),
    ...steps('tools', 'Tools'),
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

function Measured({ part, ms }: { readonly part: Part; readonly ms: number | null }) {
  if (ms === null) return <span className="muted">–</span>;
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
