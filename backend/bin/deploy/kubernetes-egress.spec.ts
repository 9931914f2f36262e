import { BlockList, isIPv6 } from 'node:net';
import { named } from './kubernetes-manifests.js';

describe('the way out', () => {
  const PRIVATE = ['10.3.0.4', '172.20.0.4', '192.168.7.4', 'fd12:3456::4'];
  const PUBLIC = ['198.51.100.7', '2001:4860:4802:32::75'];
  const MAIL = [25, 465, 587];
  const { egress = [] } = named('NetworkPolicy', 'needed').spec;

  const open = (address: string, wanted: number): boolean =>
    egress.some(
      ({ to, ports }) =>
        ports.some(({ port, protocol }) => port === wanted && protocol === 'TCP') &&
        to.some((peer) => 'ipBlock' in peer && within(address, peer.ipBlock)),
    );
  const opened = (addresses: readonly string[], ports: readonly number[]) =>
    addresses.flatMap((address) =>
      ports.filter((port) => open(address, port)).map((port) => [address, port]),
    );

  it('leads to Postgres and Redis in whichever private network they stand, and to none that is public', () => {
    const { data } = named('ConfigMap', 'orbisvoice');
    const ports = [data.DATABASE_URL, data.REDIS_URL].map((url) => Number(new URL(url ?? '').port));
    expect(opened(PRIVATE, ports)).toHaveLength(PRIVATE.length * ports.length);
    expect(opened(PUBLIC, ports)).toEqual([]);
  });

  it('leads to mail servers everywhere, by every port that mail has', () => {
    expect(opened([...PRIVATE, ...PUBLIC], MAIL)).toHaveLength(
      (PRIVATE.length + PUBLIC.length) * MAIL.length,
    );
  });

  it('leads to the public internet, and to no page of a private network or of the cloud about itself', () => {
    expect(opened(PUBLIC, [443])).toHaveLength(PUBLIC.length);
    expect(opened([...PRIVATE, '100.64.0.1', '169.254.169.254', 'fe80::1'], [80, 443])).toEqual([]);
  });

  it('leads to the names', () => {
    expect(egress.flatMap(({ ports }) => ports.map(({ port }) => port))).toContain(53);
  });
});

function within(
  address: string,
  { cidr, except = [] }: { cidr: string; except?: string[] | undefined },
): boolean {
  const listed = (networks: readonly string[]) => {
    const list = new BlockList();
    for (const network of networks) {
      const [base = '', bits] = network.split('/');
      list.addSubnet(base, Number(bits), isIPv6(base) ? 'ipv6' : 'ipv4');
    }
    return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  };
  return listed([cidr]) && !listed(except);
}
