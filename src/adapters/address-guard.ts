import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** All addresses of a host name. Throws what the resolver throws (`ENOTFOUND`). */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** Where a host may live: on the internet only, or also in the house. */
export type Zone = 'public' | 'private';

/** The code of the error a connection fails with when its host resolves to where it must not. */
export const addressRefused = 'ERR_ADDRESS_REFUSED';

/** Link-local is in neither: that is where clouds keep the machine's credentials. */
const ranges: Readonly<Record<Zone, readonly string[]>> = {
  public: ['unicast'],
  private: ['unicast', 'private', 'loopback', 'uniqueLocal', 'carrierGradeNat'],
};
/** All of IPv6 that is given out; what lies outside and has no name of its own is no place to connect to either. */
const globalUnicast: readonly [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];
const nat64: readonly [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('64:ff9b::'), 96];

/** Whether a connection may go to this address. Forms that carry an IPv4 address are judged by that address. */
export function mayReach(address: string, zone: Zone): boolean {
  if (isIP(address) === 0) return false;
  const plain = unwrap(ipaddr.parse(address));
  const range = plain.range();
  if (!ranges[zone].includes(range)) return false;
  return range !== 'unicast' || plain instanceof ipaddr.IPv4 || plain.match([...globalUnicast]);
}

/** The IPv4 address inside a mapped, NAT64 or 6to4 one: the packets end up there. */
function unwrap(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (address instanceof ipaddr.IPv4) return address;
  const bytes = address.toByteArray();
  if (address.range() === 'ipv4Mapped' || address.match([...nat64])) return new ipaddr.IPv4(bytes.slice(12));
  return address.range() === '6to4' ? new ipaddr.IPv4(bytes.slice(2, 6)) : address;
}

/**
 * A `lookup` for `net.connect`: resolves once, and what it hands over is what was checked, so that a name cannot mean
 * one address when it is checked and another when it is used. One forbidden address among several refuses them all.
 */
export function guardLookup(resolve: Resolve, zone: Zone): LookupFunction {
  return (host, options, callback) => {
    resolve(host).then(
      (found) => {
        const addresses = found.map((address) => ({ address, family: isIP(address) }));
        const [first] = addresses;
        if (first === undefined) callback(errorWith('ENOTFOUND', `${host} has no address`), []);
        else if (!found.every((address) => mayReach(address, zone)))
          callback(errorWith(addressRefused, `${host} is at an address that must not be reached`), []);
        else if (options.all === true) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), []),
    );
  };
}

const errorWith = (code: string, message: string): Error => Object.assign(new Error(message), { code });
