import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authToken, type ForeignServices, startForeignServices } from '../support/foreign-services.ts';
import { ServerProcess } from '../support/server-process.ts';
import { TwilioCaller } from '../support/twilio-caller.ts';

describe('with foreign servers for Twilio, the model and mail', () => {
  let services: ForeignServices;
  let server: ServerProcess;
  let calls = 0;
  beforeAll(async () => {
    services = await startForeignServices();
    server = new ServerProcess(services.environment);
    await server.start();
  });
  afterAll(async () => {
    await server.dispose();
    await services.close();
  });
  const caller = async (): Promise<TwilioCaller> => {
    const twilio = new TwilioCaller(server.url, authToken, `CA${String(++calls).padStart(32, '0')}`);
    await twilio.connect();
    return twilio;
  };

  it('[CALL20] the same flows work, and no stand-in is started', async () => {
    expect(server.output).not.toContain('sandbox');
    const twilio = await caller();
    expect(await twilio.say('Text me the hours')).toContain('calling from');
    expect(await twilio.say('Yes please')).toContain('The result was sent.');
    expect(services.texts.at(-1)?.get('To')).toBe('+14155550130');
    expect(await twilio.say('Now e-mail it')).toContain('jane dot doe');
    expect(await twilio.say('Yes')).toContain('The result was sent.');
    expect(services.mails.at(-1)?.to).toEqual(['jane.doe@example.com']);
    twilio.close();
  }, 30_000);

  it('[CALL21] a model that errs, hangs, breaks off or talks nonsense: something sensible within 5 s, other calls feel nothing', async () => {
    const other = await caller();
    for (const fault of ['error-500', 'cut', 'nonsense', 'hang'] as const) {
      const twilio = await caller();
      services.modelFault = fault;
      const begun = Date.now();
      const answer = await twilio.say('Hello?');
      services.modelFault = 'none';
      expect({ fault, answered: answer.trim() !== '', inTime: Date.now() - begun < 5000 }).toEqual({
        fault,
        answered: true,
        inTime: true,
      });
      expect(await other.say('Still there?')).toContain('I am here.');
      twilio.close();
    }
    other.close();
  }, 60_000);

  it('[CALL22] a duplicate webhook starts no second call', async () => {
    const twilio = new TwilioCaller(server.url, authToken, 'CAduplicate');
    const answers = await Promise.all([twilio.ring(), twilio.ring(), twilio.ring()]);
    expect(answers.every(({ status, body }) => status === 200 && body.includes('<ConversationRelay'))).toBe(true);
    const { calls: known } = await server.json<{ calls: { callSid: string }[] }>('/api/calls?limit=500');
    expect(known.filter((call) => call.callSid === 'CAduplicate')).toHaveLength(1);
  });

  it('[CALL23] killed while a text was on its way, a new start looks it up and delivers it once', async () => {
    const twilio = await caller();
    const before = services.texts.length;
    await twilio.say('Text me the hours');
    services.textFault = 'hang';
    void twilio.say('Yes please');
    while ((services.textFault as string) !== 'none') await new Promise((resolve) => setTimeout(resolve, 20));
    await server.stop('SIGKILL');
    await server.start();
    const delivered = async () =>
      (await server.json<{ messages: { status: string }[] }>(`/api/calls/${twilio.callSid}`)).messages[0]?.status;
    for (let look = 0; look < 400 && (await delivered()) !== 'sent'; look++)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await delivered()).toBe('sent');
    expect(services.texts.length - before).toBe(1);
  }, 90_000);
});
