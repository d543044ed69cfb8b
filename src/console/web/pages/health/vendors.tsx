import type { Vendor } from '../../../contract/health.ts';
import { StatusBadge } from '../../kit/badge.tsx';
import { Card } from '../../kit/card.tsx';
import { Time } from '../../kit/time.tsx';
import { vendorTitles } from './words.ts';

/** How each vendor last answered this process. */
export function Vendors({ vendors, startedAt }: { readonly vendors: readonly Vendor[]; readonly startedAt: number }) {
  return (
    <Card title="Vendors">
      <ul className="health-vendors">
        {vendors.map((vendor) => (
          <li key={vendor.name}>
            <span className="row">
              <strong>{vendorTitles[vendor.name]}</strong>
              <State vendor={vendor} />
            </span>
            <Last vendor={vendor} />
          </li>
        ))}
      </ul>
      <p className="small muted">
        As this process met them since <Time at={startedAt} />.
      </p>
    </Card>
  );
}

function State({ vendor: { lastAnswerAt, failuresInARow, pausedUntil } }: { readonly vendor: Vendor }) {
  if (pausedUntil !== null) return <StatusBadge tone="bad">left alone</StatusBadge>;
  if (failuresInARow > 0) return <StatusBadge tone="warn">failing</StatusBadge>;
  return lastAnswerAt === null ? (
    <StatusBadge>not asked yet</StatusBadge>
  ) : (
    <StatusBadge tone="good">answers</StatusBadge>
  );
}

function Last({ vendor: { lastAnswerAt, lastFailureAt, lastFailure, pausedUntil } }: { readonly vendor: Vendor }) {
  return (
    <span className="small muted">
      {lastAnswerAt !== null && (
        <>
          Answered <Time at={lastAnswerAt} show="time" />.{' '}
        </>
      )}
      {lastFailureAt !== null && (
        <>
          Failed <Time at={lastFailureAt} show="time" />: {lastFailure}.{' '}
        </>
      )}
      {pausedUntil !== null && (
        <>
          Asked again after <Time at={pausedUntil} show="time" />.
        </>
      )}
    </span>
  );
}
