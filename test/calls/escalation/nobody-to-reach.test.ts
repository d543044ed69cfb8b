import { expect, it } from 'vitest';
import { EscalationBench } from './escalation-bench.ts';
import { closed, notBought, sites, switchedOff } from './nobody-to-reach.ts';

const wish = { reason: 'a burst pipe', summary: 'Water in the cellar since this morning.' };

it('[ESC4] off by the line, off by the feature, or outside the hours: no tool, a refusal, and nobody is dialled', async () => {
  const bench = await new EscalationBench().start(sites);
  try {
    const lines = [
      [switchedOff, 'not_enabled'],
      [notBought, 'not_enabled'],
      [closed, 'outside_hours'],
    ] as const;
    for (const [index, [line, code]] of lines.entries()) {
      const call = await bench.call(line, `+1212555200${index}`);
      expect(await call.tools()).not.toContain('transfer_to_agent');
      expect(await call.run('transfer_to_agent', wish)).toMatchObject({ status: 'refused', code });
      call.leg.hangup();
    }
    expect(bench.legsTo('+14155550205')).toEqual([]);
  } finally {
    await bench.close();
  }
}, 60_000);
