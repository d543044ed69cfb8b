import { Health, type HealthWindow } from '../../../contract/health.ts';
import { useHashQuery } from '../../data/location.ts';
import { withQuery } from '../../data/request.ts';
import { useApi } from '../../data/use-api.ts';
import { Answer } from '../../kit/answer.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { Select } from '../../kit/select.tsx';
import { Latency } from './latency.tsx';
import { ServerCards } from './server-cards.tsx';
import { Troubles } from './troubles.tsx';
import { Verdict } from './verdict.tsx';
import { Warnings } from './warnings.tsx';
import './health.css';

const windows = [
  { value: 'hour', label: 'The last hour' },
  { value: 'day', label: 'The last 24 hours' },
] as const;

/** How fast the lines answer, what goes wrong, and what stands behind it. */
export function HealthPage() {
  const [query, setQuery] = useHashQuery();
  const window: HealthWindow = query.window === 'day' ? 'day' : 'hour';
  const health = useApi(Health, withQuery('/api/health', { window }), { everyMs: 15_000 });
  return (
    <>
      <PageHeader
        title="Health"
        note="Measured over all calls of the time; asked for anew every 15 seconds."
        actions={
          <Select
            label="Time"
            hideLabel
            value={window}
            options={windows}
            onChange={(chosen) => setQuery({ window: chosen })}
          />
        }
      />
      <Answer of={health} what="the health of the server">
        {(data) => (
          <>
            <Verdict health={data} />
            <Latency health={data} />
            <Troubles health={data} />
            <ServerCards health={data} />
            <Warnings health={data} />
          </>
        )}
      </Answer>
    </>
  );
}
