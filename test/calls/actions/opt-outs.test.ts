import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Aftermath, hangUp, offer, plain, report, support, text } from './aftermath-calls.ts';

const optedOut = { status: 'refused', code: 'opted_out', say: expect.stringContaining('asked not to get texts') };

describe('no more texts, over real HTTP', () => {
  const acme = new Aftermath();
  beforeAll(() => acme.open(), 60_000);
  afterAll(() => acme.close());

  it('[ACT53] said on the phone: at once, in any call of the business and after a restart, until it is taken back', async () => {
    const number = '+14155550141';
    const call = await acme.call(support, number);
    await call.agreeTo(offer);
    expect(await call.run('send_sms', text)).toMatchObject({ status: 'sent' });
    await call.twilio.say('Stop texting me.');
    const before = acme.texts.length;
    expect(await call.run('send_sms', text)).toMatchObject(optedOut);
    await call.agreeTo(offer);
    expect(await call.run('send_sms', text)).toMatchObject(optedOut);
    expect(await acme.tryText(number, plain)).toMatchObject(optedOut);
    call.twilio.close();
    await acme.server.stop('SIGKILL');
    await acme.server.start();
    expect(await acme.tryText(number)).toMatchObject(optedOut);
    expect(acme.texts).toHaveLength(before);
    const again = await acme.call(support, number);
    await again.twilio.say('You can text me again.');
    await again.agreeTo(offer);
    expect(await again.run('send_sms', text)).toMatchObject({ status: 'sent' });
    again.twilio.close();
  }, 60_000);

  it('[ACT53] texted: at once, in the running call and in all others; only START lifts it', async () => {
    const number = '+14155550142';
    const call = await acme.call(support, number);
    await call.agreeTo(offer);
    await acme.textIn(number, 'STOP');
    const before = acme.texts.length;
    expect(await call.run('send_sms', text)).toMatchObject(optedOut);
    call.twilio.close();
    expect(await acme.tryText(number, plain)).toMatchObject(optedOut);
    await acme.server.stop('SIGKILL');
    await acme.server.start();
    const again = await acme.call(support, number);
    await again.twilio.say('Start texting me again.');
    expect(lastNote()).toContain('lifted only by texting START');
    await again.agreeTo(offer);
    expect(await again.run('send_sms', text)).toMatchObject(optedOut);
    again.twilio.close();
    expect(await acme.tryText(number)).toMatchObject(optedOut);
    expect(acme.texts).toHaveLength(before);
    await acme.textIn(number, 'Start');
    expect(await acme.tryText(number)).toMatchObject({ status: 'sent' });
  }, 60_000);

  it.each([
    ['its answer', '+14155550143'],
    ['a later report', '+14155550144'],
  ])(
    '[ACT53] known to the carrier alone: %s with 21610 marks the number',
    async (how, number) => {
      if (how === 'its answer') {
        acme.carrier.optedOut.add(number);
        expect(await acme.tryText(number)).toMatchObject(optedOut);
        acme.carrier.optedOut.delete(number);
      } else {
        const call = await acme.call(support, number);
        await call.agreeTo(offer);
        await report(call, await acme.texted(call), '21610');
        await hangUp(call);
      }
      const before = acme.texts.length;
      expect(await acme.tryText(number)).toMatchObject(optedOut);
      expect(acme.texts).toHaveLength(before);
      await acme.textIn(number, 'START');
      expect(await acme.tryText(number)).toMatchObject({ status: 'sent' });
    },
    30_000,
  );

  const lastNote = () => acme.model.requests.at(-1)?.messages.at(-1)?.content ?? '';
});
