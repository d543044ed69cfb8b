import { describe, expect, it } from 'vitest';
import { type ResolveLocal, realignedStart, startOf } from '../../src/domain/agreed-time.ts';

const hour = 3_600_000;
const wall = { local: '2027-07-01T10:00', zone: 'America/New_York' };

describe('an agreed time', () => {
  it('[SLT9] stays the moment it is while the rules do', () => {
    const start = Date.UTC(2027, 6, 1, 14);
    expect(startOf(wall, start)).toBe(start);
    for (const start of [Date.UTC(2026, 10, 1, 5, 30), Date.UTC(2026, 10, 1, 6, 30)])
      expect(startOf({ local: '2026-11-01T01:30', zone: 'America/New_York' }, start)).toBe(start);
  });

  it('[SLT9] keeps its wall clock when the zone stops changing its clocks', () => {
    const standardAllYear: ResolveLocal = (local) => [Date.parse(`${local}Z`) + 5 * hour];
    expect(realignedStart(wall, Date.UTC(2027, 6, 1, 14), standardAllYear)).toBe(Date.UTC(2027, 6, 1, 15));
  });

  it('[SLT9] a time that comes twice now is the nearer one, and one that is gone the moment it was', () => {
    const previous = Date.UTC(2027, 6, 1, 14);
    expect(realignedStart(wall, previous, () => [previous - 2 * hour, previous + hour])).toBe(previous + hour);
    expect(realignedStart(wall, previous, () => [])).toBe(previous);
  });
});
