import { Timer } from 'lucide-react';
import type { CallDetail, TurnView } from '../../../../contract/call.ts';
import { Badge } from '../../../kit/badge.tsx';
import { EmptyState } from '../../../kit/note.tsx';
import { Panel } from './panel.tsx';
import { type Stage, stagesOf } from './turn-stages.ts';

/** A bar for each answer: where the time between the caller's last word and the bot's went. */
export function TurnBars({ call }: { readonly call: CallDetail }) {
  if (call.turnList.length === 0)
    return (
      <EmptyState icon={Timer} title="The bot has answered nothing">
        Answers are measured from the caller's last word to the bot's.
      </EmptyState>
    );
  const longest = Math.max(1, ...call.turnList.map((turn) => (turn.lastSentAt ?? turn.endedAt) - turn.promptAt));
  return (
    <Panel label="Answers">
      <Legend />
      <ol className="calls-turns">
        {call.turnList.map((turn) => (
          <TurnBar key={`${turn.turn} ${turn.endedAt}`} turn={turn} longest={longest} />
        ))}
      </ol>
    </Panel>
  );
}

const legend = [
  ['prompt', 'before the model'],
  ['model', 'model thinks'],
  ['speech', 'first words'],
  ['sending', 'the rest'],
  ['tool', 'tools'],
] as const;

function Legend() {
  return (
    <ul className="calls-legend small muted">
      {legend.map(([kind, text]) => (
        <li key={kind}>
          <span className={`calls-swatch ${kind}`} aria-hidden />
          {text}
        </li>
      ))}
    </ul>
  );
}

function TurnBar({ turn, longest }: { readonly turn: TurnView; readonly longest: number }) {
  const { stages, tools } = stagesOf(turn);
  return (
    <li className="calls-turn">
      <div className="row">
        <strong>Answer {turn.turn}</strong>
        {turn.outcome !== 'completed' && <Badge>{turn.outcome}</Badge>}
        <span className="muted small">{inWords(turn)}</span>
      </div>
      <div className="calls-bar" aria-hidden>
        {stages.map((stage) => (
          <Piece key={stage.kind} stage={stage} longest={longest} />
        ))}
      </div>
      {tools.length > 0 && (
        <div className="calls-bar tools" aria-hidden>
          {tools.map((stage) => (
            <Piece key={`${stage.from} ${stage.title}`} stage={stage} longest={longest} />
          ))}
        </div>
      )}
    </li>
  );
}

function Piece({ stage, longest }: { readonly stage: Stage; readonly longest: number }) {
  const percent = (ms: number): string => `${(100 * Math.max(0, ms)) / longest}%`;
  const style = { left: percent(stage.from), width: percent(stage.to - stage.from) };
  return (
    <span
      className={`calls-piece ${stage.kind}`}
      style={style}
      title={`${stage.title}: ${ms(stage.to - stage.from)}`}
    />
  );
}

/** The same in numbers, for everybody. */
function inWords(turn: TurnView): string {
  const since = (at: number | null): string | null => (at === null ? null : ms(at - turn.promptAt));
  const [first, sent, last] = [since(turn.firstDeltaAt), since(turn.firstSentAt), since(turn.lastSentAt)];
  const tools = turn.tools.map(
    ({ name, durationMs }) => `${name} ${durationMs === null ? 'no answer' : ms(durationMs)}`,
  );
  const tokens = `${turn.inputTokens.toLocaleString('en-US')} tokens in, ${turn.outputTokens} out`;
  return [
    first === null ? 'no token' : `first token ${first}`,
    sent === null ? 'nothing sent' : `first words ${sent}`,
    last === null ? null : `all sent ${last}`,
    ...tools,
    turn.model === '' ? null : `${turn.model}, ${tokens}`,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

const ms = (value: number): string => (value < 10_000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`);
