import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** What stands for one customer of a provider: the IPv4 address itself, or the /64 of an IPv6 address. */
export function guestOf(address: string): string {
  return shorten(address, 32, 64);
}

/** Coarse enough to store: /24 or /48. */
export function networkOf(address: string): string {
  return shorten(address, 24, 48);
}

function shorten(address: string, v4Bits: number, v6Bits: number): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const plain = ipaddr.process(address).toString();
  if (isIPv4(plain))
    return v4Bits === 32 ? plain : `${ipaddr.IPv4.networkAddressFromCIDR(`${plain}/${v4Bits}`)}/${v4Bits}`;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${plain}/${v6Bits}`)}/${v6Bits}`;
}
