import { createHmac } from 'node:crypto';

export const SIGNATURE_HEADER = 'x-attendant-signature';

/**
 * Says who sent a body, and when: `t=<unix seconds>,v1=<hex>`, the HMAC-SHA256 of "t.body". Whoever takes it compares
 * both, so that nobody sends it again later.
 */
export function signBody(secret: string, body: string, now: number): string {
  const seconds = Math.floor(now / 1000);
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`, 'utf8').digest('hex');
  return `t=${seconds},v1=${signature}`;
}
