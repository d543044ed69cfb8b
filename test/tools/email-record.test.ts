import { expect, it } from 'vitest';
import { untilWritten } from '../../src/relay/written.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { bench } from './call-bench.ts';

const action = {
  type: 'send_email',
  name: 'mail_record',
  description: 'Mails the record.',
  to: 'contact',
  include: ['transcript'],
};

it('[ACT5] the record has what was said just now, though it is written behind the voice', async () => {
  const of = bench({ site: { actions: [action] } });
  of.agree();
  const said = { type: 'caller-said', at: of.clock.now(), turn: 3, text: 'Yes, by e-mail.', via: 'speech' } as const;
  const events = [{ callId: of.context.call.id, event: said }];
  Object.assign(of.context, { written: () => of.store.appendEvents(events) });
  expect((await of.run('mail_record', {})).result.status).toBe('sent');
  const [message] = of.store.messages.values();
  expect(message?.content).toMatchObject({ text: expect.stringContaining('Yes, by e-mail.') });
});

it('[ACT5] a store that is away keeps nobody waiting for it', async () => {
  const clock = new VirtualClock();
  let done = false;
  const waiting = untilWritten({ flush: () => new Promise(() => {}) }, clock).then(() => {
    done = true;
  });
  await clock.advance(499);
  expect(done).toBe(false);
  await clock.advance(1);
  await waiting;
  expect(done).toBe(true);
  await untilWritten({ flush: async () => {} }, clock);
  await untilWritten({ flush: () => Promise.reject(new Error('away')) }, clock);
  expect(clock.pending).toBe(0);
});
