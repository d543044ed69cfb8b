import type { TransferTarget } from './escalation.ts';
import { isOpen } from './hours.ts';
import type { LineInForce } from './line-in-force.ts';

/** Whether this line connects callers with people at all, whatever the hour. */
export const transferIsOn = ({ site, line }: LineInForce): boolean =>
  line.escalation.transfer && site.features.bridge_call && line.transfer !== undefined;

/**
 * Who may be dialled at `now` (epoch ms), in the order to try them. A department's own people come first, then those of
 * no department; only where that leaves nobody, everybody who is there. Says nothing about whether transfer is on: a
 * callback connects with the same people.
 */
export function openTargets({ site, line }: LineInForce, now: number, department?: string): readonly TransferTarget[] {
  const open = (line.transfer?.targets ?? []).filter((target) => {
    const hours = target.hours ?? line.hours;
    return hours === undefined || isOpen(hours, site.time_zone, now);
  });
  if (department === undefined) return open;
  const own = open.filter((target) => target.department === department);
  const general = open.filter((target) => target.department === undefined);
  return own.length + general.length === 0 ? open : [...own, ...general];
}

/** The departments the line's people belong to, each once. */
export const departmentsOf = ({ line }: Pick<LineInForce, 'line'>): readonly string[] => [
  ...new Set((line.transfer?.targets ?? []).flatMap(({ department }) => department ?? [])),
];
