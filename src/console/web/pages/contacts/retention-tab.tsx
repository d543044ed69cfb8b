import { History } from 'lucide-react';
import { type RetentionRunView, RetentionView } from '../../../contract/people.ts';
import { useApi } from '../../data/use-api.ts';
import { useWho } from '../../data/who.tsx';
import { Answer } from '../../kit/answer.tsx';
import { Badge, StatusBadge } from '../../kit/badge.tsx';
import { Card } from '../../kit/card.tsx';
import { type Column, DataTable } from '../../kit/data-table.tsx';
import { Time } from '../../kit/time.tsx';
import { counted, daysWords, keepWords } from './words.ts';

type Line = RetentionView['lines'][number];
type RunLine = RetentionRunView['lines'][number];

/** What each line keeps, and what the daily run did about it. */
export function RetentionTab() {
  const retention = useApi(RetentionView, '/api/retention', { topics: ['lines'], everyMs: 60_000 });
  const { lines: known } = useWho();
  const isSeveral = new Set(known.map(({ siteId }) => siteId)).size > 1;
  const siteName = (siteId: string): string => known.find((line) => line.siteId === siteId)?.site ?? siteId;
  const columns: readonly Column<Line>[] = [
    {
      id: 'line',
      title: 'Line',
      cell: ({ siteId, name }) => (
        <>
          {name}
          {isSeveral && <div className="muted small">{siteName(siteId)}</div>}
        </>
      ),
    },
    {
      id: 'keep',
      title: 'Keeps',
      wrap: true,
      cell: ({ keep }) => (
        <>
          <Badge tone={keep === 'everything' ? 'neutral' : 'good'}>{keepWords[keep].title}</Badge>
          <div className="muted small contacts-reason">{keepWords[keep].text}</div>
        </>
      ),
    },
    { id: 'days', title: 'Deleted after', cell: ({ days }) => daysWords(days) },
    {
      id: 'from',
      title: 'Said by',
      cell: ({ isSiteDefault }) => (isSiteDefault ? 'the business' : 'the line itself'),
    },
  ];
  return (
    <Answer of={retention} what="what is kept">
      {({ lines, runs }) => (
        <div className="stack">
          <p className="muted contacts-measure">
            A call stays whole for six hours after its end. Then the next daily run takes out what its line does not
            keep, and deletes what is older than its days. Change it as retention in the site file, on the Lines page.
          </p>
          <DataTable
            caption="What each line keeps"
            columns={columns}
            rows={lines}
            rowKey={({ siteId, lineId }) => `${siteId}/${lineId}`}
          />
          <Card title="Last runs" flush>
            {runs.length === 0 ? (
              <p className="contacts-quiet muted">
                <History aria-hidden />
                There was no run yet. The first one comes within the hour.
              </p>
            ) : (
              <DataTable caption="Last runs" columns={runColumns} rows={runs} rowKey={({ id }) => id} />
            )}
          </Card>
        </div>
      )}
    </Answer>
  );
}

const runColumns: readonly Column<RetentionRunView>[] = [
  { id: 'day', title: 'Day', cell: ({ startedAt }) => <Time at={startedAt} /> },
  {
    id: 'state',
    title: 'State',
    cell: ({ endedAt }) =>
      endedAt === null ? (
        <StatusBadge tone="accent" pulse>
          going on
        </StatusBadge>
      ) : (
        <StatusBadge tone="good">done</StatusBadge>
      ),
  },
  {
    id: 'what',
    title: 'What it did',
    wrap: true,
    cell: ({ lines, endedAt }) =>
      lines.length === 0 ? (
        <span className="muted">{endedAt === null ? 'nothing yet' : 'Nothing was due'}</span>
      ) : (
        <ul className="contacts-plain">
          {lines.map((line) => (
            <li key={line.line}>
              {line.line === 'recordings' ? 'Recordings' : line.line}: {did(line)}
            </li>
          ))}
        </ul>
      ),
  },
];

function did({ redacted, deleted, messages, callbacks, recordings }: RunLine): string {
  const parts = [
    redacted > 0 && `${counted(redacted, 'call', 'calls')} emptied`,
    deleted > 0 && `${counted(deleted, 'call', 'calls')} deleted`,
    messages > 0 && `with ${counted(messages, 'message', 'messages')}`,
    callbacks > 0 && `with ${counted(callbacks, 'callback', 'callbacks')}`,
    recordings > 0 && `${counted(recordings, 'recording', 'recordings')} removed`,
  ].filter((part) => part !== false);
  return parts.join(', ');
}
