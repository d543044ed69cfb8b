import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'accent' | 'violet';

/** A state in a word. The colour only repeats what the word says. */
export function Badge({
  tone = 'neutral',
  icon: Icon,
  children,
}: {
  readonly tone?: Tone;
  readonly icon?: LucideIcon;
  readonly children: ReactNode;
}) {
  return (
    <span className={tone === 'neutral' ? 'badge' : `badge tone-${tone}`}>
      {Icon !== undefined && <Icon aria-hidden />}
      {children}
    </span>
  );
}

/** A badge with a dot before it; `pulse`: it is going on now. */
export function StatusBadge({
  tone = 'neutral',
  pulse = false,
  children,
}: {
  readonly tone?: Tone;
  readonly pulse?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <span className={tone === 'neutral' ? 'badge' : `badge tone-${tone}`}>
      <span className={pulse ? 'dot pulse' : 'dot'} aria-hidden />
      {children}
    </span>
  );
}
