import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TransferTarget } from '../../src/domain/escalation.ts';
import { referUri, withReferHeaders } from '../../src/domain/refer-address.ts';

const target = (more: Record<string, unknown>) => TransferTarget.parse({ id: 'desk', ...more });
const none = { callId: '', caller: '', reason: '', summary: '' };

describe('where a call is referred to', () => {
  it('[XFR5] a whole URI, or the number at the line’s domain', () => {
    expect(referUri(target({ number: '+14155550111' }), 'pbx.example.com')).toBe('sip:+14155550111@pbx.example.com');
    expect(referUri(target({ sip_uri: 'sips:desk@pbx.example.com' }), undefined)).toBe('sips:desk@pbx.example.com');
    expect(referUri(target({ number: '+14155550111' }), undefined)).toBeNull();
    expect(referUri(target({}), 'pbx.example.com')).toBeNull();
  });

  it('[XFR5] a URI of 255 characters or more cannot be referred to; its own headers do not count', () => {
    const uri = (length: number) => `sip:${'x'.repeat(length - 'sip:@h.example'.length)}@h.example`;
    expect(referUri(target({ sip_uri: uri(254) }), undefined)).toHaveLength(254);
    expect(referUri(target({ sip_uri: uri(255) }), undefined)).toBeNull();
    expect(referUri(target({ sip_uri: `${uri(254)}?X-Queue=1` }), undefined)).not.toBeNull();
  });

  it('[XFR6] without anything to say there are no headers; a URI’s own ones stay in front', () => {
    expect(withReferHeaders('sip:a@b', none)).toBe('sip:a@b');
    expect(withReferHeaders('sip:a@b?X-Queue=1', { ...none, callId: 'call_1' })).toBe(
      'sip:a@b?X-Queue=1&X-Call-Id=call_1',
    );
  });

  it('[XFR6] the summary is cut first, then the reason', () => {
    const long = { callId: 'call_1', caller: '+14155550121', reason: 'r'.repeat(500), summary: 's'.repeat(2000) };
    const [, headers = ''] = withReferHeaders('sip:a@b', long).split('?');
    expect(headers).toHaveLength(1023);
    expect(headers).toContain(`X-Reason=${'r'.repeat(500)}&X-Summary=s`);
    const [, tight = ''] = withReferHeaders('sip:a@b', { ...long, reason: 'é'.repeat(500) }).split('?');
    expect(tight).toContain('X-Caller=%2B14155550121&X-Reason=%C3%A9');
    expect(tight).not.toContain('X-Summary');
  });

  it('[XFR7] whatever stands in it: parsed back it is a beginning of it, never an escape in half, within the limits', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 3000 }), fc.string({ unit: 'grapheme' }));
    const property = fc.property(text, text, text, (caller, reason, summary) => {
      const [base, headers = '', ...rest] = withReferHeaders('sip:a@b', { callId: 'c', caller, reason, summary }).split(
        '?',
      );
      expect([base, rest]).toEqual(['sip:a@b', []]);
      expect(headers.length).toBeLessThan(1024);
      expect(headers).toMatch(/^(?:[A-Za-z0-9_.!~*'()=&-]|%[0-9A-F]{2})*$/);
      const parsed = new Map(headers.split('&').map((part) => part.split('=') as [string, string]));
      for (const [name, value] of [
        ['X-Reason', reason],
        ['X-Summary', summary],
      ] as const) {
        const clean = value
          .replace(/[\s\p{Cc}]+/gu, ' ')
          .trim()
          .toWellFormed();
        expect(clean.startsWith(decodeURIComponent(parsed.get(name) ?? ''))).toBe(true);
      }
    });
    fc.assert(property, { numRuns: 400, seed: 20_261_125 });
  });
});
