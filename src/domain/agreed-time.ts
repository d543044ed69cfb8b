import { instantsOfLocal } from './local-time.ts';

/** The moments (epoch ms) a wall-clock time stands for in a zone: none, one or two. */
export type ResolveLocal = (local: string, zone: string) => readonly number[];

/**
 * When an agreed wall-clock time is, now that the zone's rules may have changed. Of a time the clock shows twice, the
 * one nearest to what it was. A time the clock no longer shows stays the moment it was: the clock is put forward over
 * it and then shows as much later.
 */
export function realignedStart(
  wall: { readonly local: string; readonly zone: string },
  previousStart: number,
  resolve: ResolveLocal,
): number {
  const instants = resolve(wall.local, wall.zone);
  const nearest = instants.toSorted((a, b) => Math.abs(a - previousStart) - Math.abs(b - previousStart));
  return nearest[0] ?? previousStart;
}

/** The same by the rules this process knows. */
export const startOf = (wall: { readonly local: string; readonly zone: string }, previousStart: number): number =>
  realignedStart(wall, previousStart, instantsOfLocal);
