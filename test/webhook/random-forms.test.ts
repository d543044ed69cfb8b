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
  ...['ParentCallSid', 'Digits', 'SpeechResult', 'ReferCallStatus', 'ReferSipResponseCode', 'NotifySipResponseCode'],
  ...['TranscriptionSid', 'TranscriptionEvent', 'SequenceId', 'Track', 'Final', 'TranscriptionData', 'SipCallId'],
];
const VALUES = [
  ...['CA1', LINE, 'in-progress', 'completed', 'ended', 'failed', 'true', '64105', 'delivered', '-1', '1e999'],
  ...['{"kind":"transfer","reason":"r","summary":"s"}', '{"kind":"transfer"', '[]', 'null', '__proto__'],
  ...['1', '202', '486', 'canceled', 'yes', 'transcription-content', 'inbound_track', '{"transcript":"Hello"}'],
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
  'dial-ended?purpose=agent&target=desk&dial=1',
  'recording-consent?dial=1',
  'whisper?target=desk&dial=1',
  'whisper-key?target=desk&dial=1',
  'refer-ended?target=desk&dial=1',
  'transcription?inbound=caller',
);
const isReport = (where: string): boolean => /status$|^transcription/.test(where);

describe('random signed forms', () => {
  it('[HOOK38] every one gets TwiML that is well-formed, or a bare confirmation', async () => {
    const property = fc.asyncProperty(route, form, async (where, fields) => {
      const { status, text } = await bench.post(`/twilio/${where}`, fields);
      expect(status).toBe(isReport(where) ? 204 : 200);
      if (status === 204) return;
      expect(XMLValidator.validate(text)).toBe(true);
      expect(text).toMatch(/<Response/);
    });
    await fc.assert(property, { numRuns: 2000, seed: 20_261_124 });
    expect(bench.clock.pending).toBe(0);
  });
});
