import { isIP } from 'node:net';
import type { Request } from 'express';

const privateNetworks =
  /^(?:::1$|f[cd]|fe80:|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/i;

/**
 * Who asks, for counting: behind a proxy of the house the last address in `X-Forwarded-For`, which that proxy wrote;
 * what is further left anybody may have invented. Of IPv6 the network, since one customer has all its addresses.
 */
export function clientAddress(request: Request): string {
  const peer = plain(request.socket.remoteAddress ?? '');
  const forwarded = plain(
    String(request.headers['x-forwarded-for'] ?? '')
      .split(',')
      .at(-1)
      ?.trim() ?? '',
  );
  const address = privateNetworks.test(peer) && isIP(forwarded) !== 0 ? forwarded : peer;
  return isIP(address) === 6 ? networkOf(address) : address;
}

const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '').toLowerCase();

/** The first 64 bits. */
function networkOf(address: string): string {
  const [head = '', tail = ''] = (address.split('%')[0] ?? '').split('::');
  const front = head.split(':').filter((group) => group !== '');
  const back = tail.split(':').filter((group) => group !== '');
  const gap = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0');
  const groups = [...front, ...gap, ...back].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${groups.join(':')}::/64`;
}
