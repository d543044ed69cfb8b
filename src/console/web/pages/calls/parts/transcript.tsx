import { Bot, Keyboard, MessagesSquare, User, UserRound } from 'lucide-react';
import type { CallDetail, TranscriptItem } from '../../../../contract/call.ts';
import { EmptyState } from '../../../kit/note.tsx';
import { clockText, Time } from '../../../kit/time.tsx';
import { Panel } from './panel.tsx';

type Said = Extract<TranscriptItem, { kind: 'said' }>;
type Mark = Extract<TranscriptItem, { kind: 'mark' }>;

const speakers = {
  bot: { name: 'Bot', icon: Bot },
  caller: { name: 'Caller', icon: User },
  agent: { name: 'Person', icon: UserRound },
} as const;

/** What was said, in its order, with what happened between. What nobody heard is struck through. */
export function Transcript({ call }: { readonly call: CallDetail }) {
  if (call.transcript.length === 0)
    return (
      <EmptyState icon={MessagesSquare} title="Nothing was said">
        The call ended before anybody spoke, or it has only just begun.
      </EmptyState>
    );
  const changes = languageChanges(call.transcript);
  return (
    <Panel label="Conversation">
      <ol className="calls-transcript">
        {call.transcript.map((item) =>
          item.kind === 'said' ? (
            <SaidLine key={item.seq} item={item} call={call} isNewLanguage={changes.has(item.seq)} />
          ) : (
            <MarkLine key={item.seq} item={item} call={call} />
          ),
        )}
      </ol>
    </Panel>
  );
}

/** Where the caller speaks another language than before. */
function languageChanges(items: readonly TranscriptItem[]): ReadonlySet<number> {
  const changed = new Set<number>();
  let current: string | null = null;
  for (const item of items) {
    if (item.kind !== 'said' || item.language === null) continue;
    if (current !== null && item.language !== current) changed.add(item.seq);
    current = item.language;
  }
  return changed;
}

interface SaidLineProps {
  readonly item: Said;
  readonly call: CallDetail;
  readonly isNewLanguage: boolean;
}

function SaidLine({ item, call, isNewLanguage }: SaidLineProps) {
  const { name, icon: Icon } = speakers[item.who];
  return (
    <li className={`calls-said ${item.who}`}>
      <span className="calls-speaker">
        <Icon aria-hidden />
        {name}
      </span>
      <div className="calls-words">
        <p>
          {item.keys && <Keyboard aria-hidden />} {item.heard}{' '}
          {item.unheard !== '' && (
            <del>
              <span className="visually-hidden"> (not heard: </span>
              {item.unheard}
              <span className="visually-hidden">)</span>
            </del>
          )}
        </p>
        <Remarks item={item} isNewLanguage={isNewLanguage} />
      </div>
      <Moment at={item.at} call={call} />
    </li>
  );
}

function Remarks({ item, isNewLanguage }: { readonly item: Said; readonly isNewLanguage: boolean }) {
  const remarks = [
    item.interrupted ? 'The caller cut in here' : '',
    item.operator === null ? '' : `Said for ${item.operator}`,
    isNewLanguage ? `In ${item.language}` : '',
  ].filter((remark) => remark !== '');
  return remarks.length === 0 ? null : <p className="muted small">{remarks.join(' · ')}</p>;
}

function MarkLine({ item, call }: { readonly item: Mark; readonly call: CallDetail }) {
  return (
    <li className={`calls-mark ${item.tone}`}>
      <span>{item.text}</span>
      <Moment at={item.at} call={call} />
    </li>
  );
}

/** How far into the call; the time of day is its title. */
function Moment({ at, call }: { readonly at: number; readonly call: CallDetail }) {
  return (
    <span className="calls-moment muted small">
      <span aria-hidden>{clockText(at - call.startedAt)}</span>
      <span className="visually-hidden">
        <Time at={at} zone={call.timeZone ?? undefined} show="time" />
      </span>
    </span>
  );
}
