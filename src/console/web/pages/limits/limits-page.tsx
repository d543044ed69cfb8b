import { Gauge } from 'lucide-react';
import { useState } from 'react';
import { Limits } from '../../../contract/limits.ts';
import { withQuery } from '../../data/request.ts';
import { useApi } from '../../data/use-api.ts';
import { Answer } from '../../kit/answer.tsx';
import { EmptyState } from '../../kit/note.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { ShowNumbers } from '../../kit/show-numbers.tsx';
import { Refusals } from './refusals.tsx';
import { SiteCaps } from './site-caps.tsx';
import './limits.css';

/** What is used and left by site, and who was refused. */
export function LimitsPage() {
  const [isShown, setShown] = useState(false);
  const limits = useApi(Limits, withQuery('/api/limits', { unmasked: isShown }), {
    topics: ['calls', 'messages', 'callbacks', 'lines'],
    ...(!isShown && { everyMs: 30_000 }),
  });
  return (
    <>
      <PageHeader
        title="Limits"
        note="Used and left, over all processes. Hours and days slide: what was sent 61 minutes ago no longer counts to the hour."
        actions={<ShowNumbers isShown={isShown} onChange={setShown} />}
      />
      <Answer of={limits} what="the limits">
        {({ sites, refusals }) =>
          sites.length === 0 ? (
            <EmptyState icon={Gauge} title="No site is in force">
              Once a site file is in force, what its lines send and call stands here beside what they may.
            </EmptyState>
          ) : (
            <>
              {sites.map((site) => (
                <SiteCaps key={site.id} site={site} />
              ))}
              <Refusals refusals={refusals} />
            </>
          )
        }
      </Answer>
    </>
  );
}
