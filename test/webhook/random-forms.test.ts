import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LINE, WebhookBench } from './webhook-bench.ts';

let bench: WebhookBench;
beforeEach(async () => {
  bench = await new WebhookBench().open();
});
afterEach(() => bench.close());

const NAMES = [
  ...[
    'CallSid',
    'From',
    'To',
    'CallStatus',
    'Direction',
    'SessionId',
    'SessionStatus',
    'SessionDuration',
    'HandoffData',
  ],
  ...['ErrorCode', 'ErrorMessage', 'DialCallStatus', 'DialBridged', 'CallDuration', 'MessageSid', 'MessageStatus'],
];
const VALUES = [
  ...['CA1', LINE, 'in-progress', 'completed', 'ended', 'failed', 'true', '64105', 'delivered', '-1', '1e999'],
  ...['{"kind":"transfer","reason":"r","summary":"s"}', '{"kind":"transfer"', '[]', 'null', '__proto__'],
];
const name = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...NAMES) }, { weight: 1, arbitrary: fc.string() });
const value = fc.oneof(fc.constantFrom(...VALUES), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));
const form = fc.dictionary(
  name,
  value.map((text) => text.toWellFormed()),
  { maxKeys: 12, noNullPrototype: true },
);
const route = fc.constantFrom(
  'voice',
  'relay-ended',
  'dial-ended?purpose=agent',
  'dial-ended',
  'fallback',
  'call-status',
  'message-status',
);

describe('random signed forms', () => {
  it('[HOOK38] every one gets TwiML that is well-formed, or a bare confirmation', async () => {
    const property = fc.asyncProperty(route, form, async (where, fields) => {
      const { status, text } = await bench.post(`/twilio/${where}`, fields);
      expect(status).toBe(where.endsWith('status') ? 204 : 200);
      if (status === 204) return;
      expect(XMLValidator.validate(text)).toBe(true);
      expect(text).toMatch(/<Response/);
    });
    await fc.assert(property, { numRuns: 2000, seed: 20_261_124 });
    expect(bench.clock.pending).toBe(0);
  });
});
