import type { LineInForce } from '../../src/domain/line-in-force.ts';
import { Site } from '../../src/domain/site.ts';

/** A small line with everything on, for tests that need some line. */
export function testLine(line: Record<string, unknown> = {}, site: Record<string, unknown> = {}): LineInForce {
  const parsed = Site.parse({
    id: 'testers',
    name: 'Testers Inc.',
    time_zone: 'America/Los_Angeles',
    country: 'US',
    plan: 'pro',
    mail: { default: { from: { name: 'Testers', address: 'desk@example.com' } } },
    lines: [
      {
        id: 'desk',
        name: 'Desk',
        numbers: ['+14155550101'],
        greeting: 'Hello, I am Ada, an AI assistant. How can I help?',
        persona: { name: 'Ada' },
        prompt: 'Answer questions.',
        link_delivery: { sms: true, email: true },
        links: [{ id: 'booking', title: 'the booking page', url: 'https://book.example.com/visit' }],
        ...line,
      },
    ],
    ...site,
  });
  const [first] = parsed.lines;
  if (first === undefined) throw new Error('a site has a line');
  return { site: parsed, line: first, version: 'test-version' };
}
