import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLinkSigner } from '../../src/adapters/link-signer.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { callbackId } from '../support/test-callback.ts';

const store = new MemoryStore();
let fresh = 0;
const signer = (from = store) => createLinkSigner({ store: from, ids: { token: () => `fresh-key-${++fresh}` } });
const now = Date.UTC(2026, 10, 24, 17);
const later = now + 3_600_000;

describe('a signed link', () => {
  it('[CBN1] is read by every process on the same store, until it expires', async () => {
    const token = await signer().sign(callbackId, later);
    const other = signer();
    expect(await other.verify(token, now)).toBe(callbackId);
    expect(await other.verify(token, later - 1)).toBe(callbackId);
    expect(await other.verify(token, later)).toBeNull();
    expect(await other.verify(token, later + 1e9)).toBeNull();
  });

  it('[CBN1] is nothing to a process with another key', async () => {
    expect(await signer(new MemoryStore()).verify(await signer().sign(callbackId, later), now)).toBeNull();
  });

  it('[CBN1] gives back any subject as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[\w:]{1,60}$/), fc.boolean(), async (head, withId) => {
        const subject = withId ? `${head}_${callbackId.slice(3)}` : head;
        expect(await signer().verify(await signer().sign(subject, later), now)).toBe(subject);
      }),
      { seed: 20_261_125, numRuns: 200 },
    );
    await expect(signer().sign('a.b', later)).rejects.toThrow('cannot be signed');
  });

  it('[CBN2] that was changed anywhere is none', async () => {
    const one = signer();
    const token = await one.sign(callbackId, later);
    for (let at = 0; at < token.length; at++) {
      for (const sign of ['A', 'z', '0', '-', '.']) {
        const changed = `${token.slice(0, at)}${sign}${token.slice(at + 1)}`;
        if (changed !== token) expect([changed, await one.verify(changed, now)]).toEqual([changed, null]);
      }
    }
    for (const wrong of [
      '',
      token.slice(1),
      token.slice(0, -1),
      `${token}A`,
      `A${token}`,
      'é'.repeat(60),
      'A'.repeat(1e6),
    ])
      expect(await one.verify(wrong, now)).toBeNull();
  });

  it('[CBN2] cannot be made to last longer, nor be for another', async () => {
    const one = signer();
    const short = await one.sign(callbackId, later);
    const long = await one.sign(callbackId, later + 1e9);
    expect(await one.verify(short.slice(0, 16) + long.slice(16), later)).toBeNull();
    const other = await one.sign(callbackId.replace('01', '02'), later);
    expect(await one.verify(short.slice(0, 16) + other.slice(16), now)).toBeNull();
  });

  it('[CBN3] is short, as a URL takes it, and ends so that phones see its end', async () => {
    for (let index = 0; index < 200; index++) {
      const token = await signer().sign(`cb_${index.toString(16).padStart(2, '0').repeat(16).slice(0, 32)}`, later);
      expect(token.length).toBeLessThanOrEqual(48);
      expect(encodeURIComponent(token)).toBe(token);
      expect(token).toMatch(/[A-Za-z0-9]$/);
    }
  });

  it('[CBN3] the key is read once, and again where the store was away', async () => {
    let asked = 0;
    const flaky = {
      sharedSecret: async () => {
        if (++asked === 1) throw new Error('away');
        return 'key';
      },
    };
    const one = createLinkSigner({ store: flaky, ids: { token: () => 'fresh' } });
    await expect(one.sign(callbackId, later)).rejects.toThrow('away');
    await Promise.all([one.sign(callbackId, later), one.sign(callbackId, later)]);
    await one.verify(await one.sign(callbackId, later), now);
    expect(asked).toBe(2);
  });
});
