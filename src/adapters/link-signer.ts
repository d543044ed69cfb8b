import { createHmac, timingSafeEqual } from 'node:crypto';
import { AttendantError } from '../domain/errors.ts';
import type { Store } from '../ports/store.ts';
import type { Ids, LinkSigner } from '../ports.ts';

export interface LinkSignerDependencies {
  readonly store: Pick<Store, 'sharedSecret'>;
  readonly ids: Pick<Ids, 'token'>;
}

/** What a subject may be made of, so that it stands in a URL as it is. */
const subjectPattern = /^[\w:]{1,100}$/;
/** The random part of our ids: 16 bytes. */
const idPattern = /[0-9a-f]{32}$/;
/** Base-36 minutes have five digits until 2084. */
const expiryLength = 5;
/** 96 bits: every guess has to ask us. */
const signatureLength = 16;
const minuteMs = 60_000;
const longestToken = 200;

/**
 * Tokens short enough for a text message: an HMAC-SHA256 over the minute of expiry and the subject, and these. Last the
 * subject: a phone that makes a link of it takes no dash at the end. All processes on one database sign with one key,
 * read once.
 */
export function createLinkSigner({ store, ids }: LinkSignerDependencies): LinkSigner {
  let reading: Promise<string> | null = null;
  const key = (): Promise<string> => {
    reading ??= store.sharedSecret('links', ids.token()).catch((error: unknown) => {
      reading = null;
      throw error;
    });
    return reading;
  };
  return {
    async sign(subject, expiresAt) {
      if (!subjectPattern.test(subject)) throw new AttendantError('internal', 'a link cannot be signed for this');
      const signed = `${encodeExpiry(expiresAt)}${pack(subject)}`;
      return `${signatureOf(signed, await key())}${signed}`;
    },
    async verify(token, now) {
      if (token.length > longestToken) return null;
      const signed = token.slice(signatureLength);
      const given = Buffer.from(token.slice(0, signatureLength));
      const wanted = Buffer.from(signatureOf(signed, await key()));
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
      const expiresAt = Number.parseInt(signed.slice(0, expiryLength), 36) * minuteMs;
      return now < expiresAt ? unpack(signed.slice(expiryLength)) : null;
    },
  };
}

const signatureOf = (signed: string, key: string): string =>
  createHmac('sha256', key).update(`link:${signed}`).digest('base64url').slice(0, signatureLength);

const encodeExpiry = (expiresAt: number): string =>
  Math.ceil(Math.max(0, expiresAt) / minuteMs)
    .toString(36)
    .padStart(expiryLength, '0');

/** An id's sixteen bytes take 22 characters in place of 32; a dash says that they do. */
function pack(subject: string): string {
  const bytes = idPattern.exec(subject)?.[0];
  const head = subject.slice(0, subject.length - (bytes?.length ?? 0)).replaceAll(':', '.');
  return bytes === undefined ? head : `${head}-${Buffer.from(bytes, 'hex').toString('base64url')}`;
}

function unpack(packed: string): string {
  const dash = packed.indexOf('-');
  if (dash < 0) return packed.replaceAll('.', ':');
  const bytes = Buffer.from(packed.slice(dash + 1), 'base64url');
  return `${packed.slice(0, dash).replaceAll('.', ':')}${bytes.toString('hex')}`;
}
