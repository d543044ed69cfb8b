import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import type { Health } from '../../../contract/health.ts';
import { Card } from '../../kit/card.tsx';

/** What is allowed but hardly meant, in the site files and the environment. */
export function Warnings({ health: { process } }: { readonly health: Health }) {
  if (process === null) return null;
  const { warnings } = process;
  return (
    <Card title="Configuration" flush>
      {warnings.length === 0 ? (
        <p className="row health-warning">
          <CircleCheck aria-hidden className="good" /> No warnings.
        </p>
      ) : (
        <ul>
          {warnings.map((warning) => (
            <Warning key={`${warning.where} ${warning.message}`} {...warning} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Warning({ severity, where, message }: NonNullable<Health['process']>['warnings'][number]) {
  const Icon = severity === 'error' ? CircleAlert : TriangleAlert;
  const file = where?.split(':')[0];
  return (
    <li className="health-warning">
      <Icon aria-label={severity} className={severity === 'error' ? 'bad' : 'warn'} />
      <span>
        {file === undefined ? (
          <span className="muted">environment: </span>
        ) : (
          <>
            <a href={`#/lines/files/${encodeURIComponent(file)}`}>{where}</a>:{' '}
          </>
        )}
        {message}
      </span>
    </li>
  );
}
