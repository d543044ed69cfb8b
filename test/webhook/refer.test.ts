import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CONSENT, DESK, NO_ANSWER, REFER_ENDED, TransferBench } from './transfer-bench.ts';
import { LINE } from './webhook-bench.ts';

const TARGETS = [
  { id: 'desk', number: DESK },
  { id: 'night', sip_uri: 'sip:night@pbx.example.com;transport=tls' },
];
const REFERS = { method: 'sip_refer', sip_domain: 'pbx.example.com', targets: TARGETS };
const SIP_CALLER = { From: 'sip:joe@office.example.com', SipDomainSid: 'SD1' };

let bench: TransferBench;
const open = async (transfer: Record<string, unknown> = {}, call: Record<string, string> = SIP_CALLER) => {
  bench = await new TransferBench({ ...REFERS, ...transfer }).open();
  await bench.voice(call);
};
beforeEach(() => open());
afterEach(() => bench.close());
const reopen = async (...args: Parameters<typeof open>): Promise<void> => {
  await bench.close();
  await open(...args);
};

const referEnded = (document: string, form: Record<string, string>) => bench.follow(document, REFER_ENDED, form);
const ends = () => bench.eventsOf('agent-dial-ended');
const status = () => bench.store.calls.get('CA1')?.status;

describe('a REFER', () => {
  it('[XFR50] goes to the number at the line’s domain, with the call, the caller, reason and summary', async () => {
    const text = await bench.handOff();
    expect(text).toContain(
      `<Sip>sip:${DESK}@pbx.example.com?X-Call-Id=call_1&amp;X-Caller=sip%3Ajoe%40office.example.com&amp;X-Reason=billing&amp;X-Summary=Wants%20to%20talk`,
    );
    expect(text).toContain('/twilio/refer-ended?target=desk&amp;dial=1');
    expect(text).not.toContain('<Dial');
    expect(await bench.eventsOf('agent-dialed')).toMatchObject([{ target: 'desk', method: 'sip_refer' }]);
  });

  it('[XFR50] or to the URI as given whole', async () => {
    await reopen({ targets: TARGETS.slice(1) });
    expect(await bench.handOff()).toContain('<Sip>sip:night@pbx.example.com;transport=tls?X-Call-Id=');
  });

  it.each([
    ['a caller by SIP', { From: 'sip:joe@office.example.com' }],
    ['a SIP address called', { To: `sip:${LINE}@acme.sip.example.com` }],
    ['a SIP call id', { SipCallId: 'abc@pbx' }],
    ['a SIP domain', { SipDomainSid: 'SD1' }],
  ])('[XFR51] %s: the leg can be referred', async (_by, form) => {
    await reopen({}, form as Record<string, string>);
    expect(await bench.handOff()).toContain('<Refer');
    expect(await bench.eventsOf('call-started')).toMatchObject([{ sip: true }]);
  });

  it('[XFR51] an ordinary leg is bridged at once', async () => {
    await reopen({}, {});
    expect(await bench.handOff()).toContain(`>${DESK}</Number>`);
    expect(await bench.eventsOf('call-started')).toMatchObject([expect.not.objectContaining({ sip: true })]);
  });

  it('[XFR51] where the line says bridge, a SIP leg is bridged', async () => {
    await reopen({ method: 'bridge' });
    expect(await bench.handOff()).toContain('<Dial');
  });

  it.each([
    { ReferCallStatus: 'in-progress', ReferSipResponseCode: '202', NotifySipResponseCode: '200' },
    { ReferCallStatus: 'in-progress' },
    { NotifySipResponseCode: '200' },
    { ReferSipResponseCode: '202', CallStatus: 'completed' },
    { ReferSipResponseCode: '202', ReferCallStatus: 'in-progress', CallStatus: 'completed' },
    { ReferSipResponseCode: '202', NotifySipResponseCode: '180', ReferCallStatus: 'in-progress' },
  ])('[XFR52] %o: taken, and the record ends', async (form) => {
    const text = await referEnded(await bench.handOff(), form as Record<string, string>);
    expect(text).toContain('CallStatus' in form ? '<Response/>' : '<Hangup/>');
    expect(await ends()).toMatchObject([{ target: 'desk', method: 'sip_refer', outcome: 'connected' }]);
    expect(status()).toBe('completed');
  });

  it.each([
    [{ ReferCallStatus: 'busy', ReferSipResponseCode: '202', NotifySipResponseCode: '486' }, 'busy', '486'],
    [{ ReferCallStatus: 'failed', ReferSipResponseCode: '202', NotifySipResponseCode: '404' }, 'failed', '404'],
    [{ ReferCallStatus: 'failed', ReferSipResponseCode: '202' }, 'failed', '202'],
    [{ ReferSipResponseCode: '202' }, 'no-answer', '202'],
    [{ ReferSipResponseCode: '403' }, 'failed', '403'],
    [{ ReferSipResponseCode: '603' }, 'declined', '603'],
    [{ ReferSipResponseCode: '405' }, 'failed', '405'],
    [{ ReferSipResponseCode: '202', NotifySipResponseCode: '408' }, 'no-answer', '408'],
    [{ ReferCallStatus: 'in-progress', NotifySipResponseCode: '486' }, 'busy', '486'],
    [{ ReferCallStatus: 'constructor' }, 'failed', undefined],
    [{}, 'failed', undefined],
  ])('[XFR53] %o: %s, and the same people are rung by a bridge', async (form, outcome, sipCode) => {
    const text = await referEnded(await bench.handOff(), form as Record<string, string>);
    expect(text).toContain(`>${DESK}</Number>`);
    const [ended] = await ends();
    expect(ended).toMatchObject({ target: 'desk', method: 'sip_refer', outcome });
    expect(ended?.sipCode).toBe(sipCode);
    expect(status()).toBeNull();
    const next = await bench.dialEnded(text, NO_ANSWER);
    expect(next).toContain('>sip:night@pbx.example.com;transport=tls</Sip>');
    expect(await bench.dialEnded(next, NO_ANSWER)).toContain('<ConversationRelay');
    expect(await bench.eventsOf('returned-to-bot')).toMatchObject([{ tried: ['desk', 'night'] }]);
  });

  it('[XFR53] consent is asked before the bridge, not before the REFER', async () => {
    await reopen({ recording: 'ask' });
    const question = await referEnded(await bench.handOff(), { ReferSipResponseCode: '403' });
    expect(question).toContain('May this conversation be recorded?');
    expect(await bench.follow(question, CONSENT, { Digits: '1' })).toContain('record=');
  });

  it.each([
    { ReferCallStatus: 'canceled', ReferSipResponseCode: '202' },
    { ReferCallStatus: 'failed', CallStatus: 'completed' },
    { ReferCallStatus: 'canceled', CallStatus: 'completed' },
  ])('[XFR54] %o: the caller hung up, and nobody is rung', async (form) => {
    const text = await referEnded(await bench.handOff(), form as Record<string, string>);
    expect(text).toContain('<Response/>');
    expect(await ends()).toMatchObject([{ outcome: 'canceled' }]);
    expect(await bench.dialled()).toEqual(['desk']);
    expect(status()).toBe('completed');
  });

  it('[XFR55] repeated, each gets the same answer and is recorded once', async () => {
    const referred = await bench.handOff();
    expect(await bench.handOff({ repeated: true })).toBe(referred);
    const bridged = await referEnded(referred, { ReferSipResponseCode: '403' });
    expect(await referEnded(referred, { ReferSipResponseCode: '403' })).toBe(bridged);
    expect(await bench.handOff({ repeated: true })).toBe(bridged);
    expect(await ends()).toHaveLength(1);
    expect(await bench.eventsOf('agent-dialed')).toMatchObject([{ method: 'sip_refer' }, { method: 'bridge' }]);
  });

  it('[XFR55] repeated after the transfer was taken, nobody is rung', async () => {
    const referred = await bench.handOff();
    await referEnded(referred, { ReferCallStatus: 'in-progress' });
    await referEnded(referred, { ReferCallStatus: 'in-progress' });
    expect(await referEnded(referred, { ReferSipResponseCode: '403' })).toContain('<Response/>');
    expect(await ends()).toHaveLength(1);
    expect(await bench.dialled()).toEqual(['desk']);
  });

  it('[XFR56] outside hours nobody is referred to', async () => {
    await reopen({ targets: TARGETS.map((target) => ({ ...target, hours: { sunday: ['09:00-10:00'] } })) });
    expect(await bench.handOff()).toContain('nobody is there at the moment');
  });

  it('[XFR56] a target without a URI is passed over for one that has', async () => {
    await reopen({ sip_domain: undefined });
    expect(await bench.handOff()).toContain('<Sip>sip:night@');
  });

  it('[XFR57] of a call nobody knows', async () => {
    const document = await bench.handOff();
    expect(await referEnded(document, { CallSid: 'CA9', ReferCallStatus: 'failed' })).toContain('<Hangup/>');
  });
});
