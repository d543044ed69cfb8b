import { describe, expect, test } from 'vitest';
import type { PersonInput } from '../../../src/sandbox/carrier/people.ts';
import { parametersOf, startDialling } from './people-support.ts';

const target = 'sip:queue@pbx.example.com';
const refer = (uri = target) => `<Refer action="/referred"><Sip>${uri.replaceAll('&', '&amp;')}</Sip></Refer>`;
const sipCaller = 'sip:ann@office.example.com';

test('[PPL50] a call from a SIP end comes with its call id and the domain it reached', async () => {
  const { app, call } = await startDialling('<Hangup/>');
  call(sipCaller);
  expect((await app.request('/voice')).parameters).toMatchObject({
    From: sipCaller,
    To: 'sip:+14155550100@attendant.sip.twilio.com',
    SipCallId: expect.stringMatching(/@office\.example\.com$/),
    SipDomainSid: expect.stringMatching(/^SD[0-9a-f]{32}$/),
  });
});

describe('[PPL51] a SIP end takes a REFER as it is set to', () => {
  const cases: [PersonInput, object, string[]][] = [
    [
      { does: 'accepts' },
      { ReferCallStatus: 'in-progress', ReferSipResponseCode: '202', NotifySipResponseCode: '200' },
      [],
    ],
    [{ does: 'declines' }, { ReferSipResponseCode: '603' }, ['ReferCallStatus', 'NotifySipResponseCode']],
    [{ does: 'busy' }, { ReferCallStatus: 'busy', ReferSipResponseCode: '202', NotifySipResponseCode: '486' }, []],
    [
      { does: 'failed', sipCode: 404 },
      { ReferCallStatus: 'failed', ReferSipResponseCode: '202', NotifySipResponseCode: '404' },
      [],
    ],
    [{ does: 'no-answer' }, { ReferSipResponseCode: '202' }, ['ReferCallStatus', 'NotifySipResponseCode']],
  ];
  test.each(cases)('[PPL51] %o', async (person, told, missing) => {
    const { app, carrier, call } = await startDialling(refer());
    carrier.setPerson(target, person);
    call(sipCaller);
    const { parameters } = await app.request('/referred');
    expect(parameters).toMatchObject({ ...told, CallStatus: 'in-progress' });
    for (const name of missing) expect(parameters).not.toHaveProperty(name);
  });
});

test('[PPL52] the headers of the URI are kept as they arrive', async () => {
  const { call } = await startDialling(refer(`${target}?X-Reason=A%20leak%3F&X-Call=c1`));
  const caller = call(sipCaller);
  expect(await caller.next('referred')).toMatchObject({
    uri: `${target}?X-Reason=A%20leak%3F&X-Call=c1`,
    headers: { 'X-Reason': 'A leak?', 'X-Call': 'c1' },
    referCode: 202,
  });
});

describe('[PPL53] what Twilio refuses is an error, and the verb fails', () => {
  test.each([
    ['a leg that is not SIP', '+14155550123', target, /SIP legs only/],
    ['a URI that is too long', sipCaller, `sip:${'a'.repeat(260)}@b.example`, /255/],
    ['headers that are too long', sipCaller, `${target}?X-A=${'a'.repeat(1100)}`, /1024/],
    ['a header that cannot be set', sipCaller, `${target}?Subject=a`, /Subject/],
    ['no URI', sipCaller, 'queue', /not a SIP URI/],
  ])('[PPL53] %s', async (_what, from, uri, message) => {
    const { app, call } = await startDialling(refer(uri));
    const caller = call(from);
    expect((await caller.next('error')).message).toMatch(message);
    const { parameters } = await app.request('/referred');
    expect(parameters).toMatchObject({ ReferCallStatus: 'failed', CallStatus: 'in-progress' });
    expect(parameters).not.toHaveProperty('ReferSipResponseCode');
  });
});

test('[PPL54] who hangs up meanwhile is told as canceled; without an action the next verb runs', async () => {
  const { app, carrier, call } = await startDialling(refer());
  carrier.setPerson(target, { does: 'no-answer' });
  const caller = call(sipCaller);
  await caller.next('connected');
  caller.hangup();
  expect((await app.request('/referred')).parameters).toMatchObject({
    ReferCallStatus: 'canceled',
    CallStatus: 'completed',
  });
  app.answers.set('/voice', `<Response><Refer><Sip>${target}</Sip></Refer><Say>Back again.</Say></Response>`);
  carrier.setPerson(target, { does: 'declines' });
  const second = call(sipCaller);
  await second.next('finished');
  expect(second.events).toContainEqual(expect.objectContaining({ type: 'spoken', text: 'again.' }));
  expect(parametersOf(app, '/referred')).toHaveLength(1);
});
