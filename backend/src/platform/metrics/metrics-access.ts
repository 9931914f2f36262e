import type { IncomingMessage } from 'node:http';
import type { AppConfig } from '@orbisvoice/config';
import { sameDigest, sha256 } from '../crypto/key-ring.js';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Metrics are for the scraper, not the public: the token where one is set, else a direct connection from this machine. */
export function mayReadMetrics(
  { metricsToken }: AppConfig,
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
): boolean {
  if (metricsToken) return sameDigest(sha256(headers.authorization ?? ''), sha256(`Bearer ${metricsToken}`));
  // A proxy on this machine forwards strangers; what it adds tells it apart from a scraper.
  const forwarded = headers['x-forwarded-for'] ?? headers.forwarded;
  return forwarded === undefined && LOOPBACK.has(socket.remoteAddress ?? '');
}
