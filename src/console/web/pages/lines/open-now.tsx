import { StatusBadge } from '../../kit/badge.tsx';
import { Time } from '../../kit/time.tsx';

/** Whether a line is open, and when it opens where that is soon. */
export function OpenNow({
  isOpen,
  opensAt,
  zone,
}: {
  readonly isOpen: boolean;
  readonly opensAt: number | null;
  readonly zone: string;
}) {
  if (isOpen) return <StatusBadge tone="good">Open</StatusBadge>;
  return (
    <span className="row">
      <StatusBadge>Closed</StatusBadge>
      {opensAt !== null && (
        <span className="small muted">
          opens <Time at={opensAt} zone={zone} />
        </span>
      )}
    </span>
  );
}
