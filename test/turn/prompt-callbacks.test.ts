import { describe, expect, it } from 'vitest';
import { buildStableInstructions, buildVolatileInstructions } from '../../src/turn/prompt.ts';
import { bench, inForceOf } from '../tools/call-bench.ts';
import { booked, callbackBench } from '../tools/callbacks/callback-bench.ts';

const details = { number: '+14155550102', email: 'desk@acme.example', text: '# Rules\n12 Harbor Street' };
const both = { text_contact: true, email_contact: true };

describe('callbacks and contact details in the instructions', () => {
  it("[CBT16] the caller's open callback by id, in words, its number masked", async () => {
    const of = callbackBench({ contact: { timeZone: 'America/New_York' } });
    const { id } = await booked(of);
    const { inForce, call, contact, openCallback } = of.context;
    const circumstances = { inForce, call, contact, now: of.clock.now(), language: 'en-US', openNow: true };
    const text = buildVolatileInstructions({ ...circumstances, openCallback: openCallback.current });
    expect(text).toContain(
      `Call back arranged already (id ${id}): for today, Tuesday November 24th, at one P M, on the number ending 23.`,
    );
    expect(text).not.toMatch(/\+1|5550123/);
    await of.run('change_callback', { callback: id });
    expect(openCallback.current).toBeNull();
    expect(buildVolatileInstructions(circumstances)).not.toContain('Call back arranged');
  });

  it('[CBT16] the contact details of the line where they may be sent', () => {
    const section = (line: Record<string, unknown>, site = {}): string =>
      /# Contact details\n[\s\S]*?(?=\n\n|$)/.exec(buildStableInstructions(inForceOf({ line, site })))?.[0] ?? '';
    expect(section({ escalation: both, contact_details: details })).toBe(
      [
        '# Contact details',
        'You may text or e-mail these to the caller, as they are written here.',
        'Phone: +14155550102',
        'E-mail: desk@acme.example',
        '### Rules',
        '12 Harbor Street',
      ].join('\n'),
    );
    expect(section({ escalation: both, contact_details: details }, { features: { sms: false } })).toContain(
      'may e-mail',
    );
    expect(section({ escalation: { text_contact: true }, contact_details: { text: 'x' } })).toContain('may text these');
    expect(section({ escalation: {}, contact_details: details })).toBe('');
    expect(section({ escalation: both })).toBe('');
    expect(buildStableInstructions(inForceOf({ line: { escalation: both } }))).toContain('Ways to a person: none');
  });

  it('[CBT16] times are only those a tool gave', () => {
    expect(buildStableInstructions(bench().context.inForce)).toMatch(
      /times for a call back say only those a tool gave/,
    );
  });
});
