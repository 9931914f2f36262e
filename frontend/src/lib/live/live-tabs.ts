import type { LiveEvent } from '@orbisvoice/contracts';
import { LiveConnection } from './live-connection.js';

/** A stream of the API, and the name under which tabs share it. */
export interface LiveLine {
  readonly name: string;
  readonly address: string;
}

/**
 * One stream for all tabs of a browser, which may hold six connections to a server at most: the tab with the lock
 * listens and tells the others; when it closes, the next takes over. Returns how to stop.
 */
export function listenLive(
  onEvent: (event: LiveEvent) => void,
  mayReturn: () => Promise<boolean>,
  { name, address }: LiveLine,
): () => void {
  const others = new BroadcastChannel(name);
  others.onmessage = ({ data }: MessageEvent<LiveEvent>) => onEvent(data);
  const tell = (event: LiveEvent): void => {
    onEvent(event);
    others.postMessage(event);
  };
  const open = (): EventSource => new EventSource(address);
  const stopping = new AbortController();
  const stopped = new Promise<void>((done) => stopping.signal.addEventListener('abort', () => done()));
  const lead = async (waited: boolean): Promise<void> => {
    if (stopping.signal.aborted) return;
    const connection = new LiveConnection({ open, onEvent: tell, mayReturn }, waited);
    connection.start();
    await stopped;
    connection.stop();
  };

  // Missing where the page is not served over a safe connection; then each tab listens for itself.
  const locks = globalThis.navigator.locks as LockManager | undefined;
  if (!locks) void lead(false);
  else void takeTurns(locks, name, lead, stopping.signal);
  return () => {
    stopping.abort();
    others.close();
  };
}

async function takeTurns(
  locks: LockManager,
  name: string,
  lead: (waited: boolean) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const led = await locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock) await lead(false);
    return lock !== null;
  });
  if (led || signal.aborted) return;
  await locks.request(name, { signal }, () => lead(true)).catch(() => undefined);
}
