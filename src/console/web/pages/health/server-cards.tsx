import type { Health } from '../../../contract/health.ts';
import { Badge } from '../../kit/badge.tsx';
import { Card, Facts } from '../../kit/card.tsx';
import { Time } from '../../kit/time.tsx';
import { Vendors } from './vendors.tsx';
import { msWords, queueWords } from './words.ts';

type Process = NonNullable<Health['process']>;
type Counts = NonNullable<Health['store']['counts']>;

/** The vendors, the store with what waits in it, and the process that answers. */
export function ServerCards({ health }: { readonly health: Health }) {
  const { process, store } = health;
  return (
    <div className="health-cards">
      {process !== null && <Vendors vendors={process.vendors} startedAt={process.startedAt} />}
      {process !== null && <Parts parts={process.parts} />}
      <StoreCard store={store} />
      {store.counts !== null && <Waiting counts={store.counts} at={health.at} />}
      {process !== null && <ProcessCard process={process} at={health.at} />}
    </div>
  );
}

function Parts({ parts }: { readonly parts: Process['parts'] }) {
  return (
    <Card title="Real and sandbox">
      <Facts
        facts={parts.map(({ name, real }) => [
          name,
          real === null ? (
            <Badge key={name} tone="accent">
              sandbox
            </Badge>
          ) : (
            real
          ),
        ])}
      />
    </Card>
  );
}

function StoreCard({ store: { pingMs, counts } }: { readonly store: Health['store'] }) {
  return (
    <Card title="Store">
      <Facts
        facts={[
          [
            'Answers',
            pingMs === null ? (
              <Badge key="away" tone="bad">
                does not answer
              </Badge>
            ) : (
              `in ${msWords(pingMs)}`
            ),
          ],
          counts === null ? null : ['Calls in progress', counts.callsInProgress],
        ]}
      />
    </Card>
  );
}

function Waiting({ counts: { outbox, queues }, at }: { readonly counts: Counts; readonly at: number }) {
  const { due, later, oldestDueAt } = outbox;
  const since = oldestDueAt === null ? '' : `, the first for ${msWords(at - oldestDueAt)}`;
  return (
    <Card title="What waits">
      <Facts
        facts={[
          ['Messages due', `${due}${since}`],
          ['Messages for later', later],
          ...queues.map(
            ({ name, ready, later: waiting, active, failed }) =>
              [
                queueWords[name] ?? name,
                `${ready} ready, ${active} in work, ${waiting} for later${failed > 0 ? `, ${failed} given up` : ''}`,
              ] as const,
          ),
        ]}
      />
    </Card>
  );
}

function ProcessCard({
  process: { version, startedAt, eventLoop },
  at,
}: {
  readonly process: Process;
  readonly at: number;
}) {
  return (
    <Card title="This process">
      <Facts
        facts={[
          ['Version', version],
          ['Since', <Time key="since" at={startedAt} />],
          ['Up for', uptimeWords(at - startedAt)],
          [
            'Event loop is late by',
            `${msWords(eventLoop.p50)} (half), ${msWords(eventLoop.p99)} (99 of 100), ${msWords(eventLoop.max)} (most)`,
          ],
        ]}
      />
    </Card>
  );
}

function uptimeWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  if (days > 0) return `${days} d ${hours} h`;
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}
