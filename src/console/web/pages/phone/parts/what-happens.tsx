import { Ban, Check, CircleAlert, Clock, Gauge, type LucideIcon, TriangleAlert, UserRound } from 'lucide-react';
import { Badge, type Tone } from '../../../kit/badge.tsx';
import { EmptyState } from '../../../kit/note.tsx';
import { Spinner } from '../../../kit/spinner.tsx';
import { latencyOf, type Stage, type ToolUse, type TurnView } from '../model/turns.ts';
import { usePhone } from '../phone-context.ts';
import { useStickToEnd } from './stick-to-end.ts';

/** What the bot did, turn by turn: its tools, what they were refused for, and how long the caller waited. */
export function WhatHappens() {
  const { turns, placed } = usePhone();
  const box = useStickToEnd(true, turns);
  const hasCall = placed !== null;
  if (turns.length === 0)
    return (
      <EmptyState icon={Gauge} title={hasCall ? 'The bot has done nothing yet' : 'No call yet'}>
        Every turn stands here as it happens: what the bot did, why something was refused, and how long you waited for
        the first word.
      </EmptyState>
    );
  const longest = Math.max(1, ...turns.map((turn) => (turn.ended === null ? 0 : (latencyOf(turn.ended)?.ms ?? 0))));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="phone-scroll" tabIndex={0} aria-label="Turns of the bot" ref={box}>
      <ol className="phone-turns">
        {turns.map((turn) => (
          <li key={turn.turn}>
            <Turn turn={turn} longest={longest} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Turn({ turn, longest }: { readonly turn: TurnView; readonly longest: number }) {
  const { ended, tools, handedOff } = turn;
  const latency = ended === null ? null : latencyOf(ended);
  return (
    <article className="phone-turn" aria-label={`Turn ${turn.turn}`}>
      <header>
        <h3>Turn {turn.turn}</h3>
        {ended === null ? (
          <Badge icon={Clock}>goes on</Badge>
        ) : (
          <span className="phone-turn-time">
            {latency === null ? outcomeText(ended.outcome) : `${latency.ms} ms to the first word`}
          </span>
        )}
      </header>
      {latency !== null && <LatencyBar stages={latency.stages} of={longest} />}
      {tools.map((tool) => (
        <Tool key={tool.id} tool={tool} />
      ))}
      {handedOff !== null && (
        <p className="phone-tool">
          <Badge tone="violet" icon={UserRound}>
            handed to a person
          </Badge>{' '}
          {handedOff}
        </p>
      )}
      {ended !== null && (
        <p className="phone-turn-foot">
          {ended.model} · {ended.usage.inputTokens} tokens in ({ended.usage.cachedTokens} cached),{' '}
          {ended.usage.outputTokens} out{ended.outcome === 'completed' ? '' : ` · ${outcomeText(ended.outcome)}`}
        </p>
      )}
    </article>
  );
}

const outcomeText = (outcome: string): string =>
  ({
    interrupted: 'interrupted',
    failed: 'failed',
    'handed-off': 'handed off',
    ended: 'ended the call',
    superseded: 'overtaken by more words',
  })[outcome] ?? 'no words';

/** The stages in words as well: the bar only shows their shares. */
function LatencyBar({ stages, of }: { readonly stages: readonly Stage[]; readonly of: number }) {
  return (
    <div className="phone-latency">
      <div className="phone-latency-bar" aria-hidden>
        {stages.map(({ name, ms }, index) => (
          <span key={name} className={`stage-${index + 1}`} style={{ width: `${(ms / of) * 100}%` }} />
        ))}
      </div>
      <ul>
        {stages.map(({ name, ms }, index) => (
          <li key={name}>
            <span className={`phone-latency-dot stage-${index + 1}`} aria-hidden />
            {name} {ms} ms
          </li>
        ))}
      </ul>
    </div>
  );
}

const looks: Readonly<Record<string, { readonly tone: Tone; readonly icon: LucideIcon }>> = {
  refused: { tone: 'warn', icon: Ban },
  failed: { tone: 'bad', icon: CircleAlert },
  needs_confirmation: { tone: 'accent', icon: TriangleAlert },
};
const fine = { tone: 'good', icon: Check } as const;

function Tool({ tool }: { readonly tool: ToolUse }) {
  const { name, result, durationMs, argumentsJson } = tool;
  const look = result === null ? null : (looks[result.status] ?? fine);
  const code = result !== null && 'code' in result && typeof result.code === 'string' ? result.code : null;
  return (
    <div className="phone-tool">
      <p className="row">
        <code>{name}</code>
        {result === null || look === null ? (
          <span className="row">
            <Spinner /> runs
          </span>
        ) : (
          <Badge tone={look.tone} icon={look.icon}>
            {result.status.replaceAll('_', ' ')}
            {code === null ? '' : `: ${code.replaceAll('_', ' ')}`}
          </Badge>
        )}
        {durationMs !== null && <span className="muted small">{durationMs} ms</span>}
      </p>
      {result?.say !== undefined && result.say !== '' && <p className="small">“{result.say}”</p>}
      <details>
        <summary className="small">Arguments and result</summary>
        <pre className="phone-json">{pretty(argumentsJson)}</pre>
        {result !== null && <pre className="phone-json">{JSON.stringify(result, null, 2)}</pre>}
      </details>
    </div>
  );
}

function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
