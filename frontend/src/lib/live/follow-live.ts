import type { QueryClient } from '@tanstack/react-query';
import { LiveQueries } from './live-queries.js';
import { listenLive, type LiveLine } from './live-tabs.js';

/** Reads anew what live events say is old, until `signal` ends it. */
export function followLive(
  client: QueryClient,
  mayReturn: () => Promise<boolean>,
  signal: AbortSignal,
  line: LiveLine,
): void {
  const queries = new LiveQueries(client);
  const stop = listenLive(queries.hear, mayReturn, line);
  signal.addEventListener('abort', () => {
    stop();
    queries.stop();
  });
}
