// @ts-check
import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from '../../bin/launcher/postgres.mjs';

/** The database of a stack, which can be killed as a container is: all of its processes at once. */
export class OwnPostgres {
  /** @param {import('../lib/stack.mjs').Stack} stack */
  constructor(stack) {
    this.stack = stack;
    this.port = Number(new URL(stack.env.DATABASE_URL ?? '').port);
  }

  async kill() {
    const pid = this.stack.pidOf('postgres');
    // Its children are leaders of their own groups; killed one after the other, they would still finish what they write.
    const family = [pid, ...childrenOf(pid)];
    for (const member of family) end(member);
    while (family.some(lives)) await sleep(10);
  }

  async start() {
    const { children, dataFolder, env, pids } = this.stack;
    await startPostgres({
      dataFolder,
      secret: env.APP_SECRET ?? '',
      lastPort: this.port,
      onSpawn: (child) => {
        pids.set('postgres', child.pid ?? 0);
        children.adopt({ name: 'postgres', process: child, signal: 'SIGINT', graceMs: 10_000 });
      },
    });
  }
}

/** @param {number} pid */
const childrenOf = (pid) =>
  spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter(Boolean)
    .map(Number);

/** @param {number} pid */
function end(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself in between.
  }
}

/** @param {number} pid */
function lives(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
