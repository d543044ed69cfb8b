import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import type { SiteFileProblem } from '../../../contract/site-files.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';

/** What is wrong with a file, by line and column; opening one puts the cursor there. */
export function ProblemList({
  problems,
  own,
  onOpen,
}: {
  readonly problems: readonly SiteFileProblem[];
  readonly own: string;
  readonly onOpen: (problem: SiteFileProblem) => void;
}) {
  return (
    <Card title="Problems" flush>
      <div role="status" aria-label="Problems of the file">
        {problems.length === 0 ? (
          <p className="row lines-nothing">
            <CircleCheck aria-hidden className="lines-mark good" /> No errors and no warnings.
          </p>
        ) : (
          <ul className="lines-problems">
            {problems.map((problem) => (
              <Problem key={keyOf(problem)} problem={problem} own={own} onOpen={onOpen} />
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}

const keyOf = ({ file, line, column, message }: SiteFileProblem): string => `${file}:${line}:${column}:${message}`;

function Problem({
  problem,
  own,
  onOpen,
}: {
  readonly problem: SiteFileProblem;
  readonly own: string;
  readonly onOpen: (problem: SiteFileProblem) => void;
}) {
  const { severity, file, line, column, message } = problem;
  const isError = severity === 'error';
  const Icon = isError ? CircleAlert : TriangleAlert;
  return (
    <li className="lines-problem">
      <Icon aria-label={severity} className={isError ? 'lines-mark bad' : 'lines-mark warn'} />
      <span>{message}</span>
      {file === own ? (
        <Button small variant="quiet" onPress={() => onOpen(problem)}>
          Line {line}, column {column}
        </Button>
      ) : (
        <a className="small" href={`#/lines/files/${encodeURIComponent(file)}`}>
          {file}, line {line}
        </a>
      )}
    </li>
  );
}
