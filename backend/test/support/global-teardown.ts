import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';

interface TestServers {
  folder: string;
  running: ChildProcess[];
}

/** Ends what global-setup.ts started; SIGINT is Postgres' fast shutdown, which does not wait for open connections. */
export default async function globalTeardown(): Promise<void> {
  const { orbisTestServers } = globalThis as { orbisTestServers?: TestServers };
  if (!orbisTestServers) return;
  await Promise.all(
    orbisTestServers.running
      .filter((child) => child.exitCode === null)
      .map((child) => {
        const ended = once(child, 'exit');
        child.kill('SIGINT');
        return ended;
      }),
  );
  rmSync(orbisTestServers.folder, { recursive: true, force: true });
}
