import { expect, test } from 'vitest';
import { suggestionsFor } from '../../../src/console/phone/suggestions.ts';
import { testLine } from '../../support/test-line.ts';

// A Tuesday, 9 am and 9 pm in Los Angeles.
const morning = Date.UTC(2026, 10, 24, 17);
const evening = Date.UTC(2026, 10, 25, 5);
const hours = { tuesday: ['08:00-18:00'], wednesday: ['08:00-18:00'] };
const everything = {
  hours,
  escalation: { transfer: true, callback_now: true, scheduled_callback: true },
  transfer: { targets: [{ id: 'desk', number: '+14155550111' }] },
  callbacks: { slots: {} },
};
const kinds = (line: Record<string, unknown>, site: Record<string, unknown>, now: number) => {
  const inForce = testLine(line, site);
  return suggestionsFor(inForce.site, inForce.line, now).map(({ kind }) => kind);
};

test('[PHN48] a line that offers everything shows everything, at night no person', () => {
  expect(kinds(everything, {}, morning)).toEqual(['sms', 'email', 'transfer', 'callback', 'booking']);
  expect(kinds(everything, {}, evening)).toEqual(['sms', 'email', 'booking']);
});

test('[PHN48] what the site has switched off is not suggested', () => {
  expect(kinds(everything, { features: { sms: false, bridge_call: false } }, morning)).toEqual([
    'email',
    'callback',
    'booking',
  ]);
  expect(kinds(everything, { mail: {} }, morning)).not.toContain('email');
  expect(kinds({}, {}, morning)).toEqual(['sms', 'email']);
});

test('[PHN48] links are named as the bot calls them, where they are sent at all', () => {
  const { site, line } = testLine({ link_delivery: { sms: true, email: false } });
  expect(suggestionsFor(site, line, morning).map(({ say }) => say)).toEqual([
    'Could you text me the link to the booking page?',
    'Please e-mail me your opening hours.',
  ]);
});
