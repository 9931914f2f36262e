import type { LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { isAllowed } from './egress-target.js';
import { EgressError } from './egress-error.js';
import type { HostResolver } from './host-resolver.port.js';
import { isPublicAddress, ownAddresses } from './public-address.js';

const CONNECT_MS = 2_000;

/**
 * Opens connections to public addresses only. The name is resolved once, every address it has must be public, exactly
 * those are dialled, and the address at the other end is looked at again: a name that answers differently the second
 * time (rebinding) gains nothing. The TLS name stays the host's.
 */
export function guardedConnector(
  resolver: HostResolver,
  allowed: ReadonlySet<string>,
): buildConnector.connector {
  return (options, callback) => {
    const url = new URL(`${options.protocol}//${options.hostname}:${options.port}`);
    const open = isAllowed(url, allowed);
    const own = ownAddresses();
    const acceptable = (address: string) => open || isPublicAddress(address, own);
    // A literal is dialled without any lookup, so the hook below would never see it.
    const literal = /^[[\d]/.test(url.hostname) && isLiteral(url.hostname);
    if (literal && !acceptable(url.hostname.replace(/^\[|\]$/g, '')))
      return callback(new EgressError('blocked', false), null);
    const connect = buildConnector({
      timeout: CONNECT_MS,
      lookup: guardedLookup(resolver, acceptable),
      autoSelectFamily: true,
      maxCachedSessions: 0,
      allowH2: false,
    });
    connect(options, (error, socket) => {
      if (error) return callback(asEgressError(error), null);
      if (!acceptable(socket.remoteAddress ?? '')) {
        socket.destroy();
        return callback(new EgressError('blocked', false), null);
      }
      callback(null, socket);
    });
  };
}

const isLiteral = (hostname: string): boolean => /^(\[.*\]|[\d.]+)$/.test(hostname);

const asEgressError = (error: Error): EgressError =>
  error instanceof EgressError ? error : new EgressError('unreachable', false, error);

function guardedLookup(resolver: HostResolver, acceptable: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolver.resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (!first) return callback(new EgressError('unreachable', false), '');
        // One bad address among good ones is how a name is made to pass and then to point inside.
        if (!addresses.every(({ address }) => acceptable(address)))
          return callback(new EgressError('blocked', false), '');
        if (options.all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(new EgressError('unreachable', false, error), ''),
    );
  };
}
