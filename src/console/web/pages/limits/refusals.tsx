import { CircleCheck } from 'lucide-react';
import type { Limits } from '../../../contract/limits.ts';
import { useLineName, useLineZone } from '../../data/who.tsx';
import { Badge } from '../../kit/badge.tsx';
import { Card } from '../../kit/card.tsx';
import { type Column, DataTable } from '../../kit/data-table.tsx';
import { EmptyState } from '../../kit/note.tsx';
import { Time } from '../../kit/time.tsx';
import { refusalWords } from './refusal-words.ts';

type Latest = Limits['refusals']['latest'][number];

/** Who was refused what in the last 24 hours, and why. */
export function Refusals({ refusals }: { readonly refusals: Limits['refusals'] }) {
  const lineName = useLineName();
  const lineZone = useLineZone();
  const { counts, latest } = refusals;
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const columns: readonly Column<Latest>[] = [
    {
      id: 'at',
      title: 'When',
      cell: ({ at, callSid, siteId, lineId }) => (
        <a className="row-link" href={`#/calls/${encodeURIComponent(callSid)}`}>
          <Time at={at} zone={lineZone(siteId, lineId)} />
        </a>
      ),
    },
    { id: 'line', title: 'Line', cell: ({ siteId, lineId }) => lineName(siteId, lineId) },
    { id: 'caller', title: 'Caller', cell: ({ caller }) => caller },
    { id: 'tool', title: 'Wanted', cell: ({ tool }) => <code>{tool}</code> },
    { id: 'why', title: 'Refused because', cell: ({ code, say }) => <Why code={code} say={say} /> },
  ];
  return (
    <Card title="Refused in the last 24 hours" aside={<Badge>{total}</Badge>} flush>
      {total === 0 ? (
        <EmptyState icon={CircleCheck} title="Nobody was refused">
          When a limit is reached or something is not allowed, what the caller wanted and why it was refused stands
          here, with the way to the call.
        </EmptyState>
      ) : (
        <>
          <ul className="limits-counts" aria-label="Refusals by reason">
            {byCode(counts).map(([code, count]) => (
              <li key={code}>
                <Badge tone={code.startsWith('cap_') ? 'warn' : 'neutral'}>{count}</Badge> {refusalWords(code)}
              </li>
            ))}
          </ul>
          <DataTable
            caption="The latest refusals"
            columns={columns}
            rows={latest}
            rowKey={({ at, callSid, tool, code }) => `${at} ${callSid} ${tool} ${code}`}
          />
          {latest.length < total && (
            <p className="limits-more small muted">
              The latest {latest.length} of {total}.
            </p>
          )}
        </>
      )}
    </Card>
  );
}

/** The reason, and what the bot was to say of it. */
function Why({ code, say }: Pick<Latest, 'code' | 'say'>) {
  return (
    <div className="limits-why">
      <Badge tone={code.startsWith('cap_') ? 'warn' : 'neutral'}>{refusalWords(code)}</Badge>
      <q className="small muted">{say}</q>
    </div>
  );
}

function byCode(counts: Limits['refusals']['counts']): readonly (readonly [string, number])[] {
  const sums = new Map<string, number>();
  for (const { code, count } of counts) sums.set(code, (sums.get(code) ?? 0) + count);
  return [...sums].sort(([, a], [, b]) => b - a);
}
