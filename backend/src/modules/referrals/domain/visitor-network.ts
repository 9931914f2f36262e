import ipaddr from 'ipaddr.js';

/**
 * Whether a network may tell visitors apart. Loopback and private ones are those of a proxy or of the machine itself:
 * everybody seems to come from there.
 * @param network as `networkOf` writes it: `192.0.2.0/24`.
 */
export function tellsVisitors(network: string): boolean {
  const [address = ''] = network.split('/');
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}
