import type { CheckAnswer } from '../../../contract/site-files.ts';
import { Badge } from '../../kit/badge.tsx';

const shownAtOnce = 30;
const tones = { added: 'good', removed: 'bad', changed: 'accent' } as const;

/** What a text changes for callers, by the keys of the file. */
export function ChangeList({ changes }: { readonly changes: CheckAnswer['changes'] }) {
  if (changes.length === 0) return <p>Nothing changes for callers: only how it is written.</p>;
  return (
    <section aria-label="What changes for callers" className="stack">
      <h3>What changes for callers</h3>
      <ul className="lines-changes">
        {changes.slice(0, shownAtOnce).map(({ path, kind }) => (
          <li key={path}>
            <Badge tone={tones[kind]}>{kind}</Badge> <code>{path}</code>
          </li>
        ))}
        {changes.length > shownAtOnce && <li className="muted">and {changes.length - shownAtOnce} more</li>}
      </ul>
    </section>
  );
}
