import type { QueryClient } from '@tanstack/react-query';
import { LiveQueries } from './live-queries.js';
import { listenLive, type LiveLine } from './live-tabs.js';
import { onTeamSwitch } from './team-switch.js';

/** Reads anew what live events say is old, until `signal` ends it. */
export function followLive(
  client: QueryClient,
  mayReturn: () => Promise<boolean>,
  signal: AbortSignal,
  line?: LiveLine,
): void {
  const queries = new LiveQueries(client);
  const stop = listenLive(queries.hear, mayReturn, line);
  // Read anew, the page shows the other team, and follows that one's events.
  const forget = onTeamSwitch(() => void client.invalidateQueries());
  signal.addEventListener('abort', () => {
    stop();
    forget();
    queries.stop();
  });
}
