import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';

const looks = {
  accent: { icon: Info, className: 'note tone-accent' },
  good: { icon: CircleCheck, className: 'note tone-good' },
  warn: { icon: TriangleAlert, className: 'note tone-warn' },
  bad: { icon: CircleAlert, className: 'note tone-bad' },
} as const satisfies Record<string, { icon: LucideIcon; className: string }>;

/** Something to know, in the page where it matters. */
export function Note({
  tone = 'accent',
  children,
}: {
  readonly tone?: keyof typeof looks;
  readonly children: ReactNode;
}) {
  const { icon: Icon, className } = looks[tone];
  return (
    <div className={className} {...(tone === 'bad' && { role: 'alert' })}>
      <Icon aria-hidden />
      <div>{children}</div>
    </div>
  );
}

/** What could not be loaded, why, and another try. */
export function ErrorNote({ error, onRetry }: { readonly error: Error; readonly onRetry?: () => void }) {
  return (
    <Note tone="bad">
      <div className="row">
        <span>{error.message}</span>
        {onRetry !== undefined && (
          <Button small onPress={onRetry}>
            Try again
          </Button>
        )}
      </div>
    </Note>
  );
}

/** Nothing is here yet: why, and what to do next. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
}: {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className="empty">
      <Icon aria-hidden />
      <h2>{title}</h2>
      <p>{children}</p>
      {action}
    </div>
  );
}
