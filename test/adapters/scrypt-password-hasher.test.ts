import { describe, expect, it } from 'vitest';
import { createScryptPasswordHasher } from '../../src/adapters/scrypt-password-hasher.ts';

const quick = createScryptPasswordHasher({ logN: 10, r: 8, p: 1 });

describe('passwords', () => {
  it('[ACC70] are kept as a hash with its cost and a salt of its own', async () => {
    const [one, two] = await Promise.all([quick.hash('correct horse'), quick.hash('correct horse')]);
    expect(one).toMatch(/^\$scrypt\$ln=10,r=8,p=1\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toBe(two);
    for (const hash of [one, two]) expect(await quick.verify('correct horse', hash)).toBe(true);
    for (const wrong of ['', 'correct horsе', 'correct horse ', 'Correct horse'])
      expect(await quick.verify(wrong, one)).toBe(false);
  });

  it('[ACC70] are the same however a keyboard composes them, and may hold anything', async () => {
    expect(await quick.verify('cafe\u0301 am Morgen', await quick.hash('caf\u00e9 am Morgen'))).toBe(true);
    for (const odd of ['\0\0', '\ud800', '🔑'.repeat(50), ''])
      expect(await quick.verify(odd, await quick.hash(odd))).toBe(true);
  });

  it('[ACC71] a hash of another cost stays good', async () => {
    const other = createScryptPasswordHasher({ logN: 11, r: 4, p: 2 });
    expect(await quick.verify('correct horse', await other.hash('correct horse'))).toBe(true);
    expect(await createScryptPasswordHasher().hash('x')).toContain('$ln=15,r=8,p=3$');
  });

  it.each([
    '',
    'x',
    '$scrypt$ln=40,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    '$scrypt$ln=10,r=99,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    '$scrypt$ln=10,r=8,p=0$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    '$argon2id$v=19$m=65536,t=3,p=4$AAAA$AAAA',
  ])("[ACC71] what is no hash of ours is nobody's: %j", async (hash) => {
    expect(await quick.verify('x', hash)).toBe(false);
  });

  it('[ACC72] where there is no account it is worked out all the same', async () => {
    const hash = await quick.hash('correct horse');
    const took = async (stored: string | null) => {
      const begin = process.cpuUsage();
      for (let time = 0; time < 40; time++) expect(await quick.verify('wrong', stored)).toBe(false);
      const { user, system } = process.cpuUsage(begin);
      return user + system;
    };
    await took(hash);
    const [known, unknown] = [await took(hash), await took(null)];
    // Processor time, so that a busy machine changes nothing: the work is there, or it is a hundredth.
    expect(unknown).toBeGreaterThan(known / 3);
    expect(unknown).toBeLessThan(known * 3);
  });
});
