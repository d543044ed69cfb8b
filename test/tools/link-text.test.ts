import { expect, it } from 'vitest';
import { bench } from './call-bench.ts';

it.each([
  ['the booking page', 'https://acme.example/book', 'Acme: here is the booking page.\nhttps://acme.example/book'],
  [
    'the booking page for visits of a technician in the greater area',
    `https://acme.example/${'b'.repeat(66)}`,
    `Acme: the booking page for visits of a technician in the greater area\nhttps://acme.example/${'b'.repeat(66)}`,
  ],
  ['the booking page', `https://acme.example/${'b'.repeat(130)}`, `Acme\nhttps://acme.example/${'b'.repeat(130)}`],
  [
    'the booking page',
    `https://acme.example/${'b'.repeat(200)}`,
    `Acme: here is the booking page.\nhttps://acme.example/${'b'.repeat(200)}`,
  ],
])(
  '[SKL17] a link is texted in one part where it fits one, with as much around it as goes: %s',
  async (title, url, body) => {
    const made = bench({ line: { links: [{ id: 'booking', title, url }] } });
    made.agree();
    expect((await made.run('send_sms_link', { link: 'booking' })).result.status).toBe('sent');
    const [message] = [...made.store.messages.values()];
    expect(message?.content).toMatchObject({ body });
  },
);
