import { describe, expect, it } from 'vitest';
import { callerIdentity, describeCaller } from '../../src/domain/caller-identity.ts';

describe('the caller’s identity', () => {
  it('[HOOK36] a number, a SIP address and a client are told apart', () => {
    expect(callerIdentity('+14155550121')).toEqual({ kind: 'phone', number: '+14155550121' });
    expect(callerIdentity('sip:desk@pbx.example.com')).toEqual({ kind: 'sip', uri: 'sip:desk@pbx.example.com' });
    expect(callerIdentity('client:alice')).toEqual({ kind: 'client', id: 'alice' });
  });

  it.each([
    ...['+266696687', '+86282452253', '+8656696', '+2562533', '+7378742833', '+17378742833', '+7378742883', '+464'],
    ...[
      'anonymous',
      'Unknown',
      'RESTRICTED',
      'private',
      'unavailable',
      'blocked',
      'withheld',
      '',
      '4155550121',
      '+0123',
    ],
  ])('[HOOK37] %s is a withheld number, not a phone number', (from) => {
    expect(callerIdentity(from)).toEqual({ kind: 'withheld' });
    expect(describeCaller(callerIdentity(from))).toBe('withheld');
  });

  it('[HOOK37] so is no number at all', () => {
    expect(callerIdentity(undefined)).toEqual({ kind: 'withheld' });
  });
});
