import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import type { CallEvent } from '../../src/domain/event.ts';
import { BUSY, CALLER_GONE, CONNECTED, DECLINED, FAILED, NO_ANSWER, TARGETS, TransferBench } from './transfer-bench.ts';
import { CALLER, LINE } from './webhook-bench.ts';

type Fields = Readonly<Record<string, string>>;
interface Webhook {
  readonly path: string;
  readonly form: Fields;
}

const legEnd = fc.constantFrom<Fields>(NO_ANSWER, BUSY, FAILED, DECLINED, NO_ANSWER, BUSY, CONNECTED, CALLER_GONE);
const target = fc.constantFrom('desk', 'second', 'night', 'nobody');
const dial = fc.constantFrom(1, 1, 2, 3);
const at = (path: string, target: string, dial: number): string => `/twilio/${path}target=${target}&dial=${dial}`;
const HandoffData = JSON.stringify({ kind: 'transfer', reason: 'r', summary: 's' });

const webhook: fc.Arbitrary<Webhook> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(target, dial, legEnd)
      .map(([who, count, form]) => ({ path: at('dial-ended?purpose=agent&', who, count), form })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('VX1', 'VX2', 'VX3')
      .map((SessionId) => ({ path: '/twilio/relay-ended', form: { SessionStatus: 'ended', SessionId, HandoffData } })),
  },
  fc.tuple(target, dial).map(([who, count]) => ({ path: at('whisper?', who, count), form: { ParentCallSid: 'CA1' } })),
  fc.tuple(target, dial, fc.constantFrom('1', '2')).map(([who, count, Digits]) => ({
    path: at('whisper-key?', who, count),
    form: { ParentCallSid: 'CA1', Digits },
  })),
  fc.tuple(dial, fc.constantFrom('1', '2', '')).map(([count, Digits]) => ({
    path: `/twilio/recording-consent?dial=${count}`,
    form: { Digits },
  })),
  fc.tuple(target, dial, fc.constantFrom('202', '403')).map(([who, count, ReferSipResponseCode]) => ({
    path: at('refer-ended?', who, count),
    form: { ReferSipResponseCode },
  })),
);

/** What may stand in a record once only. */
function keyOf(event: CallEvent): string | null {
  switch (event.type) {
    case 'agent-dialed':
    case 'agent-dial-ended':
      return `${event.type} ${event.dial} ${event.target} ${event.method}`;
    case 'agent-answered':
      return `${event.type} ${event.dial} ${event.target}`;
    case 'returned-to-bot':
      return `${event.type} ${event.dial}`;
    case 'recording-consent':
    case 'call-ended':
      return event.type;
    default:
      return null;
  }
}

async function play(transfer: Record<string, unknown>, from: string, webhooks: readonly Webhook[]): Promise<void> {
  const bench = await new TransferBench(transfer).open();
  try {
    await bench.voice({ From: from });
    for (const { path, form } of webhooks) {
      const standard = { CallSid: 'CA1', From: from, To: LINE, CallStatus: 'in-progress' };
      const { status, text } = await bench.post(path, { ...standard, ...form });
      expect(status).toBe(200);
      expect(XMLValidator.validate(text)).toBe(true);
    }
    const events = await bench.recorded();
    const keys = events.map(keyOf).filter((key) => key !== null);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    const over = events.findIndex(({ type }) => type === 'call-ended');
    const after = over === -1 ? [] : events.slice(over).filter(({ type }) => type === 'agent-dialed');
    expect(after).toEqual([]);
    const known = TARGETS.map(({ id }) => id);
    for (const who of await bench.dialled()) expect(known).toContain(who);
    const returned = events.filter(({ type }) => type === 'returned-to-bot');
    if (over === -1) expect(await bench.notices()).toHaveLength(returned.length);
  } finally {
    await bench.close();
  }
}

describe('random webhooks of a transfer', () => {
  const line = fc.record({
    method: fc.constantFrom('bridge', 'sip_refer'),
    recording: fc.constantFrom('off', 'announce', 'ask'),
    transcription: fc.boolean(),
    whisper: fc.boolean(),
    targets: fc.constant(TARGETS),
  });
  const caller = fc.constantFrom(CALLER, 'sip:joe@office.example.com');

  it('[XFR27] ring everybody at most once per hand-off and record each end once, repeated and in any order', async () => {
    const property = fc.asyncProperty(line, caller, fc.array(webhook, { maxLength: 14 }), (transfer, from, webhooks) =>
      play(
        transfer,
        from,
        webhooks.flatMap((one, index) => (index % 3 === 0 ? [one, one] : [one])),
      ),
    );
    await fc.assert(property, { numRuns: 100, seed: 20_261_125 });
  });
});
