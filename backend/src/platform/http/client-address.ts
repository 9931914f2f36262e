import { BlockList } from 'node:net';
import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

/** The names that TRUST_PROXY may have in the place of networks, as Fastify takes them. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.1/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

/** Where requests really come from: `X-Forwarded-For` is believed from the proxies of TRUST_PROXY and from nobody else. */
export class ClientAddresses {
  private readonly proxies = new BlockList();

  constructor(trustedProxies: readonly string[]) {
    for (const network of trustedProxies.flatMap((name) => NAMED[name] ?? [name])) {
      const [address = '', bits] = network.split('/');
      const parsed = ipaddr.process(address);
      this.proxies.addSubnet(
        parsed.toString(),
        Number(bits ?? (parsed.kind() === 'ipv4' ? 32 : 128)),
        parsed.kind(),
      );
    }
  }

  /** The last address of the way that is no proxy of ours; what it says itself of those before it is anybody's word. */
  of({
    headers,
    socket,
  }: Pick<IncomingMessage, 'headers'> & { socket: { remoteAddress?: string | undefined } }): string {
    const forwarded = String(headers['x-forwarded-for'] ?? '').split(',');
    const way = [socket.remoteAddress ?? '', ...forwarded.reverse().map((address) => address.trim())];
    const valid = way.slice(
      0,
      [...way, ''].findIndex((address) => !ipaddr.isValid(address)),
    );
    return valid.find((address) => !this.isProxy(address)) ?? valid.at(-1) ?? '';
  }

  private isProxy(address: string): boolean {
    const parsed = ipaddr.process(address);
    return this.proxies.check(parsed.toString(), parsed.kind());
  }
}
