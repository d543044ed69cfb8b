import { Ban, CircleCheck } from 'lucide-react';
import type { LinePreview, PreviewedTool } from '../../../contract/lines.ts';
import { Badge } from '../../kit/badge.tsx';
import { Card } from '../../kit/card.tsx';
import { Note } from '../../kit/note.tsx';
import { Time } from '../../kit/time.tsx';
import { callerWords, toolWords, whyNotWords } from './words.ts';

/** What a call is offered, and what it is not and why. */
export function PreviewResult({ preview }: { readonly preview: LinePreview }) {
  const offered = preview.tools.filter(({ whyNot }) => whyNot === null);
  const others = preview.tools.filter(({ whyNot }) => whyNot !== null);
  return (
    <div className="stack" role="status" aria-label="What a call is offered">
      <Summary preview={preview} count={offered.length} />
      <div className="lines-preview">
        <Card title="Offered" aside={<Badge tone="good">{offered.length}</Badge>} flush>
          <ul className={others.length === 0 ? 'lines-tools wide' : 'lines-tools'}>
            {offered.map((tool) => (
              <Offered key={tool.name} tool={tool} />
            ))}
          </ul>
        </Card>
        {others.length > 0 && (
          <Card title="Not offered" aside={<Badge>{others.length}</Badge>} flush>
            <ul className="lines-tools">
              {others.map((tool) => (
                <Missing key={tool.name} tool={tool} />
              ))}
            </ul>
          </Card>
        )}
      </div>
    </div>
  );
}

function Summary({ preview, count }: { readonly preview: LinePreview; readonly count: number }) {
  const { at, timeZone, isOpen, opensAt, people, caller } = preview;
  const there = people.map(({ id, department }) => (department === null ? id : `${id} (${department})`)).join(', ');
  return (
    <Note tone={isOpen ? 'good' : 'warn'}>
      <p>
        <strong>
          <Time at={at} zone={timeZone} />
        </strong>
        : the line is {isOpen ? 'open' : 'closed'}
        {opensAt !== null && (
          <>
            {' '}
            and opens <Time at={opensAt} zone={timeZone} />
          </>
        )}
        . {callerWords[caller]} is offered {count} of {preview.tools.length} tools.
      </p>
      <p className="small">{there === '' ? 'Nobody can be connected then.' : `Can be connected then: ${there}.`}</p>
    </Note>
  );
}

function Offered({ tool }: { readonly tool: PreviewedTool }) {
  const { title, icon: Icon } = toolWords(tool);
  const { answer } = tool;
  return (
    <li className="lines-tool">
      <Icon aria-hidden className="lines-tool-icon tone-good" />
      <div>
        <h3>
          {title} {tool.isAction && <Badge>action</Badge>}
        </h3>
        <p className="small muted">{tool.description}</p>
        {answer !== null && (
          <p className="small lines-answer">
            <Badge tone="warn">{answer.code}</Badge> To this caller: “{answer.say}”
          </p>
        )}
      </div>
      <CircleCheck aria-label="offered" className="lines-tool-mark good" />
    </li>
  );
}

function Missing({ tool }: { readonly tool: PreviewedTool }) {
  const { title, icon: Icon } = toolWords(tool);
  if (tool.whyNot === null) return null;
  return (
    <li className="lines-tool">
      <Icon aria-hidden className="lines-tool-icon" />
      <div>
        <h3>{title}</h3>
        <p className="small muted">
          Because {whyNotWords(tool.whyNot)} · <code>{tool.whyNot.setting}</code>
        </p>
      </div>
      <Ban aria-label="not offered" className="lines-tool-mark" />
    </li>
  );
}
