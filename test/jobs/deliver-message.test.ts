import { describe, expect, it } from 'vitest';
import { fail, type Outcome, succeed } from '../../src/domain/errors.ts';
import type { EmailContent, MessageContent, SmsContent } from '../../src/domain/message.ts';
import { createDeliver } from '../../src/jobs/deliver-message.ts';
import type { Metrics, SentMessage, VendorFailure } from '../../src/ports.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { SilentLog } from '../support/silent-log.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

type Answer = Outcome<SentMessage, VendorFailure>;
const sms: SmsContent = { medium: 'sms', to: '+14155550123', from: '+14155550102', body: 'Hi' };
const email: EmailContent = {
  medium: 'email',
  preset: 'default',
  to: 'a@example.com',
  from: { name: 'A', address: 'b@example.com' },
  subject: 'S',
  text: 'T',
};
const ok: Answer = succeed({ vendorId: 'SM1', vendorStatus: 'queued' });
const failure = (some: Partial<VendorFailure>): { ok: false; failure: VendorFailure } =>
  fail({ reached: true, certain: true, retryable: false, code: null, message: 'no', retryAfterMs: null, ...some });
const unreachable = failure({ reached: false, retryable: true });
const uncertain = failure({ reached: false, certain: false, retryable: true });
const noMetrics: Metrics = { count() {}, observe() {}, gauge() {}, render: async () => '' };
const caps = { perCall: 3, perSiteHour: null, perDestinationDay: null, perCountryDay: null, spendPerDayMicros: null };

function bench(content: MessageContent = sms) {
  const store = new MemoryStore();
  const clock = new VirtualClock();
  const log = new SilentLog();
  const asked: string[] = [];
  const answers: Answer[] = [];
  const found: Outcome<SentMessage | null, VendorFailure>[] = [];
  const next = async (what: string): Promise<Answer> => {
    asked.push(what);
    return answers.shift() ?? ok;
  };
  const carrier = {
    sendSms: (_: SmsContent, callback: string | null) => next(`sms ${callback}`),
    async findSms(_: SmsContent, since: number) {
      asked.push(`find ${since - start}`);
      return found.shift() ?? succeed(null);
    },
  };
  const mailer = { send: (_: EmailContent, id: string) => next(`mail ${id}`), close: async () => {} };
  const start = clock.now();
  const deliver = createDeliver({
    store,
    carrier,
    mailer,
    requester: { request: async () => Promise.reject(new Error('no request')), close: async () => {} },
    siteBook: { sites: () => [] },
    secret: () => null,
    clock,
    log,
    metrics: noMetrics,
    statusCallbackUrl: () => 'https://x/s',
    onFinished: async () => {},
  });
  const reserve = (id = 'm1', toolCallId = 't1') =>
    store.reserveMessage(
      {
        id,
        siteId: 's',
        lineId: 'l',
        callId: 'c',
        toolCallId,
        tool: 'send_sms',
        audience: 'caller',
        country: null,
        costMicros: 0,
        content,
        createdAt: clock.now(),
      },
      caps,
    );
  return { store, clock, log, asked, answers, found, deliver, reserve };
}

describe('delivering a message', () => {
  it('[DLV1] is one attempt: claimed, sent with the status callback, recorded', async () => {
    const { deliver, reserve, asked } = bench();
    await reserve();
    expect(await deliver('m1')).toMatchObject({ status: 'sent', vendorId: 'SM1', attempts: 1 });
    expect(await deliver('m1')).toMatchObject({ status: 'sent', attempts: 1 });
    expect(asked).toEqual(['sms https://x/s']);
  });

  it('[DLV1] two at once are one', async () => {
    const { deliver, reserve, asked } = bench();
    await reserve();
    await Promise.all([deliver('m1'), deliver('m1'), deliver('m1')]);
    expect(asked).toHaveLength(1);
  });

  it('[DLV2] a certain refusal ends it and gives the cap back; an opt-out is remembered', async () => {
    const { deliver, reserve, answers, store, asked } = bench();
    await reserve();
    answers.push(failure({ code: '21610' }));
    expect(await deliver('m1')).toMatchObject({ status: 'failed', errorCode: '21610' });
    expect(await deliver('m1')).toMatchObject({ status: 'failed' });
    expect(asked).toHaveLength(1);
    expect(await store.isOptedOut('s', 'sms', sms.to)).toBe(true);
    expect(await reserve('m2', 't2')).toMatchObject({ outcome: 'refused', code: 'opted_out' });
  });

  it('[DLV3] what can be tried again is, after 5 s doubled each time, six times', async () => {
    const { deliver, reserve, answers, clock, asked } = bench();
    await reserve();
    for (let attempt = 0; attempt < 6; attempt++) answers.push(unreachable);
    for (const wait of [5000, 10_000, 20_000, 40_000, 80_000]) {
      expect(await deliver('m1')).toMatchObject({ status: 'retry', errorCode: 'vendor_unreachable' });
      await clock.advance(wait - 1);
      const before = asked.length;
      await deliver('m1');
      expect(asked).toHaveLength(before);
      await clock.advance(1);
    }
    expect(await deliver('m1')).toMatchObject({ status: 'failed', errorCode: 'vendor_unreachable', attempts: 6 });
    expect(asked).toHaveLength(6);
  });

  it('[DLV3] longer when the vendor asks for it', async () => {
    const { deliver, reserve, answers, clock, asked } = bench();
    await reserve();
    answers.push(failure({ code: '20429', retryable: true, retryAfterMs: 60_000 }));
    await deliver('m1');
    await clock.advance(59_999);
    await deliver('m1');
    expect(asked).toHaveLength(1);
    await clock.advance(1);
    expect(await deliver('m1')).toMatchObject({ status: 'sent' });
  });

  it('[DLV4] a text whose outcome is unknown is looked up; found is sent', async () => {
    const { deliver, reserve, answers, found, clock, asked } = bench();
    await reserve();
    answers.push(uncertain);
    expect(await deliver('m1')).toMatchObject({ status: 'unknown' });
    await clock.advance(5000);
    found.push(succeed({ vendorId: 'SM9', vendorStatus: 'sent' }));
    expect(await deliver('m1')).toMatchObject({ status: 'sent', vendorId: 'SM9' });
    expect(asked).toEqual(['sms https://x/s', 'find 0']);
  });

  it('[DLV4] not found is sent again; a look-up that fails repeats nothing', async () => {
    const { deliver, reserve, answers, found, clock, asked } = bench();
    await reserve();
    answers.push(uncertain);
    await deliver('m1');
    await clock.advance(5000);
    found.push(unreachable);
    expect(await deliver('m1')).toMatchObject({ status: 'unknown' });
    await clock.advance(10_000);
    expect(await deliver('m1')).toMatchObject({ status: 'sent' });
    expect(asked).toEqual(['sms https://x/s', 'find 0', 'find 0', 'sms https://x/s']);
  });

  it('[DLV4] a process that died while sending: looked up after the lease, by another', async () => {
    const { deliver, reserve, store, clock, asked, found } = bench();
    await reserve();
    await store.claimMessage('m1', clock.now(), 20_000);
    await clock.advance(19_999);
    expect(await deliver('m1')).toMatchObject({ status: 'sending' });
    await clock.advance(1);
    found.push(succeed({ vendorId: 'SM9', vendorStatus: 'sent' }));
    expect(await deliver('m1')).toMatchObject({ status: 'sent', vendorId: 'SM9' });
    expect(asked).toEqual(['find 0']);
  });

  it('[DLV5] an e-mail whose outcome is unknown is never repeated and keeps its place in the cap for a day', async () => {
    const { deliver, reserve, answers, clock, asked } = bench(email);
    await reserve();
    answers.push(uncertain);
    expect(await deliver('m1')).toMatchObject({ status: 'unknown' });
    await clock.advance(3_600_000);
    expect(await deliver('m1')).toMatchObject({ status: 'unknown' });
    await clock.advance(86_400_000);
    expect(await deliver('m1')).toMatchObject({ status: 'failed', errorCode: 'outcome_unknown' });
    expect(asked).toEqual(['mail m1']);
  });

  it('[DLV5] one that certainly did not go is', async () => {
    const { deliver, reserve, answers, clock, asked } = bench(email);
    await reserve();
    answers.push(unreachable);
    expect(await deliver('m1')).toMatchObject({ status: 'retry' });
    await clock.advance(5000);
    expect(await deliver('m1')).toMatchObject({ status: 'sent' });
    expect(asked).toEqual(['mail m1', 'mail m1']);
  });

  it('[DLV6] never throws: a store that is away gives null', async () => {
    const { deliver, reserve, store, log } = bench();
    await reserve();
    store.away = true;
    expect(await deliver('m1')).toBeNull();
    expect(log.lines.at(-1)?.level).toBe('error');
    store.away = false;
    expect(await deliver('unknown')).toBeNull();
  });
});
