import type { CallDetail } from '../../../../contract/call.ts';
import { Badge } from '../../../kit/badge.tsx';
import { Card, Facts } from '../../../kit/card.tsx';
import { SentimentBadge } from '../outcome.tsx';

/** What the model wrote up of a conversation with a person. */
export function NotesCard({ call: { notes } }: { readonly call: CallDetail }) {
  if (notes === null) return null;
  return (
    <Card
      title="Notes"
      aside={
        <>
          <Badge tone="accent">{notes.disposition}</Badge>
          <SentimentBadge sentiment={notes.sentiment} />
        </>
      }
    >
      <Facts
        facts={[
          ['Summary', notes.summary],
          ['Outcome', notes.outcome],
          ['Promised', list(notes.promises)],
          ['To do', list(notes.follow_ups)],
        ]}
      />
    </Card>
  );
}

const list = (items: readonly string[]) =>
  items.length === 0 ? null : (
    <ul className="calls-list">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
