import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { PasswordHasher } from '../ports/password-hasher.ts';

interface Cost {
  /** log2 of N. */
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

/** As strong as OWASP asks, with 32 MB: the voice shares this process. */
const usual: Cost = { logN: 15, r: 8, p: 3 };
const saltBytes = 16;
const keyBytes = 32;
/** `$scrypt$ln=15,r=8,p=3$salt$key`, the last two in base64url. */
const form = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]{22,86})\$([\w-]{43})$/;

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);

/** scrypt, with its cost in each hash: a stronger one can be chosen later and older hashes stay good. */
export function createScryptPasswordHasher(cost: Cost = usual): PasswordHasher {
  return {
    async hash(password) {
      const salt = randomBytes(saltBytes);
      const key = await keyOf(password, salt, cost);
      const { logN, r, p } = cost;
      return `$scrypt$ln=${logN},r=${r},p=${p}$${salt.toString('base64url')}$${key.toString('base64url')}`;
    },
    async verify(password, hash) {
      const stored = hash === null ? null : parse(hash);
      const { salt, key, ...storedCost } = stored ?? { ...cost, salt: randomBytes(saltBytes), key: null };
      const derived = await keyOf(password, salt, storedCost);
      return key !== null && timingSafeEqual(derived, key);
    },
  };
}

/** The same password typed on another keyboard is the same. */
function keyOf(password: string, salt: Buffer, { logN, r, p }: Cost): Promise<Buffer> {
  const N = 2 ** logN;
  return derive(password.normalize('NFKC'), salt, keyBytes, { N, r, p, maxmem: 128 * N * r + 128 * r * p + 1_000_000 });
}

/** Null: not ours, or dearer than a server could pay. */
function parse(hash: string): (Cost & { readonly salt: Buffer; readonly key: Buffer }) | null {
  const found = form.exec(hash);
  if (found === null) return null;
  const [logN = 0, r = 0, p = 0] = found.slice(1, 4).map(Number);
  if (logN < 10 || logN > 18 || r < 1 || r > 16 || p < 1 || p > 16) return null;
  const [salt = '', key = ''] = found.slice(4);
  return { logN, r, p, salt: Buffer.from(salt, 'base64url'), key: Buffer.from(key, 'base64url') };
}
