import { describe, expect, it } from 'vitest';
import { departmentsOf, openTargets, transferIsOn } from '../../src/domain/transfer-targets.ts';
import { testLine } from '../support/test-line.ts';

/** Tuesday noon in Los Angeles. */
const noon = Date.parse('2026-11-24T20:00:00Z');
const open = { tuesday: ['09:00-17:00'] };
const closed = { monday: ['09:00-17:00'] };
const target = (id: string, more: Record<string, unknown> = {}) => ({ id, number: '+14155550111', ...more });
const line = (targets: readonly unknown[], more: Record<string, unknown> = {}) =>
  testLine({ escalation: { transfer: true }, transfer: { targets }, ...more });
const ids = (...args: Parameters<typeof openTargets>): string[] => openTargets(...args).map(({ id }) => id);

describe('who may be dialled now', () => {
  it('[XFR1] everybody within their own hours, else the line’s, in the order of the file', () => {
    const targets = [target('a'), target('b', { hours: closed }), target('c', { hours: open })];
    expect(ids(line(targets), noon)).toEqual(['a', 'c']);
    expect(ids(line(targets, { hours: closed }), noon)).toEqual(['c']);
    expect(ids(line(targets, { hours: closed }), noon + 6 * 3_600_000)).toEqual([]);
  });

  it('[XFR1] nobody where the line has nobody', () => {
    expect(ids(testLine(), noon)).toEqual([]);
  });

  it('[XFR2] a department’s people come first, then those of none; the others only where that leaves nobody', () => {
    const targets = [
      target('general'),
      target('sales', { department: 'sales' }),
      target('help', { department: 'help', hours: closed }),
    ];
    expect(ids(line(targets), noon, 'sales')).toEqual(['sales', 'general']);
    expect(ids(line(targets), noon, 'help')).toEqual(['general']);
    expect(ids(line(targets.slice(1)), noon, 'help')).toEqual(['sales']);
    expect(ids(line(targets), noon, 'unheard of')).toEqual(['general']);
  });

  it('[XFR3] it does not ask whether transfer is on: callbacks ring the same people', () => {
    const inForce = line([target('a')], { escalation: { transfer: false } });
    expect(ids(inForce, noon)).toEqual(['a']);
    expect(transferIsOn(inForce)).toBe(false);
    expect(transferIsOn(line([target('a')]))).toBe(true);
    const unbought = testLine(
      { escalation: { transfer: true }, transfer: { targets: [target('a')] } },
      { features: { bridge_call: false } },
    );
    expect(transferIsOn(unbought)).toBe(false);
  });

  it('[XFR3] departments are named once each', () => {
    const targets = ['b', 'a', 'b'].map((department, index) => target(`t${index}`, { department }));
    expect(departmentsOf(line([...targets, target('t9')]))).toEqual(['b', 'a']);
  });
});
