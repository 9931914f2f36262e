import { networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';

/** Azure's metadata and DNS service answers on an address that is public by every list. */
const AZURE_WIRE_SERVER = '168.63.129.16';
const GLOBAL_V6 = ipaddr.IPv6.parse('2000::');

/** Addresses of this machine itself, which may be public ones. */
export const ownAddresses = (): ReadonlySet<string> =>
  new Set(
    Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .map(({ address }) => ipaddr.process(withoutZone(address)).toString()),
  );

/**
 * True for an address of the public internet: nothing private, local, reserved or documented, in whatever notation, and
 * none of `own`. Everything that is not known to be public is refused.
 */
export function isPublicAddress(text: string, own: ReadonlySet<string> = new Set()): boolean {
  if (!ipaddr.isValid(text)) return false;
  // Unwraps IPv4 in IPv6, which would otherwise be judged by the wrapping.
  const address = ipaddr.process(text);
  if (own.has(address.toString()) || address.toString() === AZURE_WIRE_SERVER) return false;
  if (address.range() !== 'unicast') return false;
  // Of IPv6 only 2000::/3 is given out; lists of exceptions miss some of the rest, such as ::7f00:1.
  return address.kind() === 'ipv4' || (address as ipaddr.IPv6).match(GLOBAL_V6, 3);
}

const withoutZone = (address: string): string => address.replace(/%.*$/, '');
