import { describe, expect, it } from 'vitest';
import { NoticeFeed } from '../../src/relay/notice-feed.ts';
import { CallHarness } from '../support/call-harness.ts';
import { call, finished, type ScriptedAnswer, ScriptedModel, text } from '../support/scripted-model.ts';
import { settle, VirtualClock } from '../support/virtual-clock.ts';

const typed = {
  id: 'form_1',
  callId: 'call_1',
  text: 'The caller typed the address jane.doe@example.com into the form (data). Read it back.',
  urgent: true,
  at: 1,
};

async function harness(answers: readonly ScriptedAnswer[]) {
  const clock = new VirtualClock();
  const model = new ScriptedModel(clock, answers);
  const phone = (await new CallHarness({ clock, model }).open()).setup();
  const feed = new NoticeFeed({ store: phone.store, clock, log: phone.log });
  feed.opened('call_1', phone.driver);
  await clock.advance(10);
  const agent = (value: string) => phone.frame({ type: 'info', name: 'agentSpeaking', value });
  return { clock, model, phone, feed, agent };
}

describe('a notice in a whole call', () => {
  it('[NTC12] an address typed into the form is read back unasked, and used once the caller agreed', async () => {
    const email = { to: 'jane.doe@example.com', subject: 'Booking', body: 'Here you are.' };
    const { clock, model, phone, feed, agent } = await harness([
      [text('Please type your address into the form.'), finished],
      [text('You typed jane.doe@example.com. Is that right?'), finished],
      [call('send_email', email), finished],
      [text('It is on its way.'), finished],
    ]);
    agent('off').says('Send me an e-mail');
    await clock.advance(100);
    await phone.store.addNotice(typed);
    await clock.advance(1500);
    expect(model.requests).toHaveLength(1);
    agent('off');
    await clock.advance(100);
    expect(phone.spoken).toContain('Is that right?');
    expect(model.requests[1]?.history.at(-1)).toEqual({ role: 'note', text: typed.text });
    agent('off').says('Yes');
    await clock.advance(1000);
    expect(phone.delivered).toEqual(['jane.doe@example.com']);
    expect(phone.store.events.filter((event) => event.type === 'noticed')).toMatchObject([{ noticeId: 'form_1' }]);
    phone.hangUp();
    feed.closed(phone.driver);
    await settle();
    expect(clock.pending).toBe(0);
  });

  it('[NTC12] with the model down the caller hears an apology that makes sense, and the next turn works', async () => {
    const failure = { kind: 'unreachable', message: 'down', status: null } as const;
    const { clock, model, phone, feed, agent } = await harness([
      [{ type: 'end', reason: 'failed', failure }],
      [text('The address was typed.'), finished],
    ]);
    agent('off');
    await phone.store.addNotice(typed);
    feed.nudge('call_1');
    await clock.advance(10);
    expect(phone.spoken).toMatch(/sorry/);
    expect(phone.spoken).not.toMatch(/again/);
    agent('off').says('What happened?');
    await clock.advance(500);
    expect(phone.spoken).toContain('The address was typed.');
    expect(model.requests[1]?.history).toContainEqual({ role: 'note', text: typed.text });
    phone.hangUp();
    feed.closed(phone.driver);
    await settle();
    expect(clock.pending).toBe(0);
  });
});
