import { Wrench } from 'lucide-react';
import type { CallDetail, ToolView } from '../../../../contract/call.ts';
import { Badge, type Tone } from '../../../kit/badge.tsx';
import { Code } from '../../../kit/card.tsx';
import { EmptyState } from '../../../kit/note.tsx';
import { clockText } from '../../../kit/time.tsx';
import { Panel } from './panel.tsx';

const tones: Readonly<Record<string, Tone>> = {
  sent: 'good',
  queued: 'good',
  booked: 'good',
  handed_off: 'good',
  ok: 'good',
  needs_confirmation: 'accent',
  refused: 'warn',
  failed: 'bad',
};

/** Every tool call: what the model asked, what became of it, and why not. */
export function ToolsTable({ call }: { readonly call: CallDetail }) {
  if (call.toolList.length === 0)
    return (
      <EmptyState icon={Wrench} title="No tool was called">
        Texts, e-mails, transfers and callbacks are tools: what the bot does with them is listed here.
      </EmptyState>
    );
  return (
    <Panel label="Tools">
      <ol className="calls-tools">
        {call.toolList.map((tool) => (
          <Tool key={tool.toolCallId} tool={tool} startedAt={call.startedAt} />
        ))}
      </ol>
    </Panel>
  );
}

function Tool({ tool, startedAt }: { readonly tool: ToolView; readonly startedAt: number }) {
  const { name, status, code, say, durationMs, argumentsJson, resultJson } = tool;
  return (
    <li className="calls-tool">
      <div className="row">
        <code>{name}</code>
        <Badge tone={status === null ? 'neutral' : (tones[status] ?? 'neutral')}>
          {status === null ? 'no answer' : status.replaceAll('_', ' ')}
        </Badge>
        {code !== null && <span className="small">{code.replaceAll('_', ' ')}</span>}
        <span className="muted small calls-push">
          {durationMs !== null && `${durationMs} ms · `}
          {tool.at === null ? '' : clockText(tool.at - startedAt)}
        </span>
      </div>
      {say !== null && <p className="small">{say}</p>}
      <details>
        <summary className="small">Arguments and result</summary>
        <div className="stack">
          <Code label={`Arguments of ${name}`}>{pretty(argumentsJson)}</Code>
          {resultJson !== null && <Code label={`Result of ${name}`}>{pretty(resultJson)}</Code>}
        </div>
      </details>
    </li>
  );
}

/** What the model wrote may be no JSON. */
function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
