import { CircleAlert, CircleCheck, Clock } from 'lucide-react';
import type { SiteFileSummary } from '../../../contract/site-files.ts';
import { Badge } from '../../kit/badge.tsx';

/** Whether calls go by a file, and what is wrong with it. */
export function FileState({ file: { inForce, problems } }: { readonly file: SiteFileSummary }) {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  return (
    <span className="row">
      {inForce ? (
        <Badge tone="good" icon={CircleCheck}>
          In force
        </Badge>
      ) : (
        <Badge tone="warn" icon={Clock}>
          Not in force
        </Badge>
      )}
      {errors > 0 && (
        <Badge tone="bad" icon={CircleAlert}>
          {counted(errors, 'error')}
        </Badge>
      )}
      {warnings > 0 && <Badge tone="warn">{counted(warnings, 'warning')}</Badge>}
    </span>
  );
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
