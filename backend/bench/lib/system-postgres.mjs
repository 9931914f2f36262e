// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../../bin/launcher/ports.mjs';
import { postgresUser } from '../../bin/launcher/postgres-user.mjs';
import { userError } from '../../bin/lib/print.mjs';
import { debianPostgres, findOnPath } from '../../bin/provision/find-on-path.mjs';

const READY_MS = 30_000;

/**
 * A server of the Postgres that is installed on this machine, with its `pg_dump`, on a port and data of its own. The
 * embedded one has no tools, and tools must be of the server's own version.
 */
export class SystemPostgres {
  /**
   * @param {string} bin  where its programs are
   * @param {string} folder
   * @param {number} port
   * @param {import('node:child_process').ChildProcess} child
   */
  constructor(bin, folder, port, child) {
    this.bin = bin;
    this.folder = folder;
    this.port = port;
    this.child = child;
  }

  static async start() {
    const initdb = process.env.ORBIS_TEST_INITDB ?? findOnPath(['initdb'], debianPostgres());
    if (!initdb)
      throw userError(
        'This needs an installed Postgres with its tools (Debian: apt-get install postgresql).',
      );
    const bin = dirname(realpathSync(initdb));
    const user = postgresUser();
    const home = mkdtempSync(join(tmpdir(), 'orbisvoice-restore-'));
    chmodSync(home, 0o755);
    const folder = join(home, 'data');
    mkdirSync(folder, { mode: 0o700 });
    if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
    const options = { ...user, cwd: tmpdir(), env: { PATH: process.env.PATH, LC_ALL: 'C' } };
    const made = spawnSync(
      join(bin, 'initdb'),
      ['-D', folder, '-U', 'owner', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--locale=C'],
      { ...options, encoding: 'utf8' },
    );
    if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || String(made.error)}`);
    const port = await freePort();
    const settings = ['fsync=off', 'max_connections=200', 'timezone=UTC'].flatMap((one) => ['-c', one]);
    const args = ['-D', folder, '-p', String(port), '-h', '127.0.0.1', '-k', '', ...settings];
    const child = spawn(join(bin, 'postgres'), args, { ...options, stdio: 'ignore' });
    const server = new SystemPostgres(bin, home, port, child);
    const until = Date.now() + READY_MS;
    while (!(await server.#answers())) {
      if (Date.now() > until) throw new Error('Postgres did not start');
      await sleep(20);
    }
    return server;
  }

  /** @param {string} database */
  url(database) {
    return `postgres://owner@127.0.0.1:${this.port}/${database}`;
  }

  /** The server and everything that it kept. */
  async destroy() {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit');
      this.child.kill('SIGINT');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #answers() {
    if (this.child.exitCode !== null)
      throw new Error(`Postgres ended with ${this.child.exitCode} while starting`);
    const client = new pg.Client({ connectionString: this.url('postgres') });
    try {
      await client.connect();
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
