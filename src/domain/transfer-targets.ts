import type { TransferTarget } from './escalation.ts';
import { isOpen } from './hours.ts';
import type { LineInForce } from './line-in-force.ts';
import { featureOff, notConfigured, outsideHours, switchedOff, type WhyNot } from './why-not.ts';

/** What keeps this line from connecting callers with people, whatever the hour; null: nothing. */
export function transferObjection({ site, line }: LineInForce): WhyNot | null {
  if (!line.escalation.transfer) return switchedOff('escalation.transfer');
  if (!site.features.bridge_call) return featureOff('bridge_call');
  return line.transfer === undefined ? notConfigured('transfer') : null;
}

export const transferIsOn = (inForce: LineInForce): boolean => transferObjection(inForce) === null;

/** Nobody is there at `now` (epoch ms) whom the line could connect; null: somebody is. */
export const nobodyThere = (inForce: LineInForce, now: number): WhyNot | null =>
  openTargets(inForce, now).length > 0 ? null : outsideHours('transfer.targets');

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
