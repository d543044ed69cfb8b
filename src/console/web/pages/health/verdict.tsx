import type { Health } from '../../../contract/health.ts';
import { Note } from '../../kit/note.tsx';
import { vendorTitles } from './words.ts';

/** The first thing to know: does everything work? */
export function Verdict({ health }: { readonly health: Health }) {
  const worries = worriesOf(health);
  if (worries.length === 0) return <Note tone="good">The store answers and no vendor is failing.</Note>;
  return (
    <Note tone="bad">
      <ul className="health-worries">
        {worries.map((worry) => (
          <li key={worry}>{worry}</li>
        ))}
      </ul>
    </Note>
  );
}

/** A minute late is not late: the jobs look every few seconds. */
const lateMs = 60_000;

function worriesOf({ at, store, process }: Health): readonly string[] {
  const oldest = store.counts?.outbox.oldestDueAt ?? null;
  const failing = process?.vendors.filter(({ failuresInARow }) => failuresInARow > 0) ?? [];
  return [
    ...(store.pingMs === null
      ? ['The store does not answer: calls are answered, but nothing can be looked up or kept.']
      : []),
    ...failing.map(
      ({ name, failuresInARow, lastFailure }) =>
        `${vendorTitles[name]} failed ${failuresInARow === 1 ? 'the last time' : `${failuresInARow} times in a row`}: ${lastFailure ?? 'no answer'}.`,
    ),
    ...(oldest !== null && at - oldest > lateMs
      ? ['Messages are late: the first has been due for more than a minute.']
      : []),
    ...(process?.warnings.some(({ severity }) => severity === 'error') === true
      ? ['The newest site files have errors: calls go by the last good version.']
      : []),
  ];
}
