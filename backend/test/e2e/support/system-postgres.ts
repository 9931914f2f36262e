import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { postgresUser } from '../../../bin/launcher/postgres-user.mjs';
import { debianPostgres, findOnPath } from '../../../bin/provision/find-on-path.mjs';
import { freePorts } from '../../support/test-app.js';
import { waitFor } from '../../support/wait-for.js';

/** Only where somebody refused it by name; otherwise a missing one is a failure. */
export const withoutPostgres = !process.env.CI && process.env.ORBIS_TEST_WITHOUT_POSTGRES === '1';

/**
 * A server of the Postgres that is installed on this machine, with its `pg_dump`, on a port and data of its own. The
 * embedded one has no tools, and tools must be of the server's own version.
 */
export class SystemPostgres {
  private constructor(
    /** Where its programs are. */
    readonly bin: string,
    private readonly folder: string,
    private readonly port: number,
    private readonly child: ChildProcess,
  ) {}

  static async start(): Promise<SystemPostgres> {
    const initdb = process.env.ORBIS_TEST_INITDB ?? findOnPath(['initdb'], debianPostgres());
    if (!initdb)
      throw new Error('no initdb on this machine: install postgresql (or set ORBIS_TEST_WITHOUT_POSTGRES=1)');
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
    const [port = 0] = await freePorts(1);
    const settings = ['fsync=off', 'max_connections=200', 'timezone=UTC'].flatMap((one) => ['-c', one]);
    const args = ['-D', folder, '-p', String(port), '-h', '127.0.0.1', '-k', '', ...settings];
    const child = spawn(join(bin, 'postgres'), args, { ...options, stdio: 'ignore' });
    const server = new SystemPostgres(bin, home, port, child);
    await waitFor(() => server.answers(), 30_000);
    return server;
  }

  url(database: string): string {
    return `postgres://owner@127.0.0.1:${this.port}/${database}`;
  }

  /** The server and everything that it kept. */
  async destroy(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit');
      this.child.kill('SIGINT');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async answers(): Promise<boolean> {
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
