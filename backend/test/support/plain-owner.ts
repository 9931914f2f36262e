import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { appSecret, openDataFolder } from '../../bin/launcher/data-folder.mjs';
import { startPostgres } from '../../bin/launcher/postgres.mjs';
import { forgetElsewhere } from '../../bin/launcher/postgres-user.mjs';

const OWNER = 'plain_owner';
const PASSWORD = 'of-the-plain-owner';

/**
 * A cluster as whoever sells Postgres gives it: its superuser is the seller's, and what customers get may make databases
 * and roles and nothing else. A cluster of its own, because roles belong to the whole of one.
 */
export class PlainOwnerCluster {
  private constructor(
    private readonly folder: string,
    /** As the seller. */
    private readonly superuserUrl: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(): Promise<PlainOwnerCluster> {
    const home = mkdtempSync(join(tmpdir(), 'orbisvoice-owner-'));
    chmodSync(home, 0o755);
    const folder = openDataFolder(join(home, 'data'));
    const children: ChildProcess[] = [];
    const onSpawn = (child: ChildProcess) => void children.push(child);
    const { url } = await startPostgres({
      dataFolder: folder,
      secret: appSecret(folder),
      lastPort: undefined,
      onSpawn,
    });
    const [child] = children;
    if (!child) throw new Error('Postgres started without a process');
    const cluster = new PlainOwnerCluster(folder, url, child);
    await cluster.asSuperuser('postgres', (seller) =>
      seller.query(`create role ${OWNER} login createrole createdb password '${PASSWORD}'`),
    );
    return cluster;
  }

  /** An empty database that belongs to the plain owner, and its address for them. */
  async createDatabase(name: string): Promise<string> {
    const url = new URL(this.urlOf(name));
    url.username = OWNER;
    url.password = PASSWORD;
    const maintenance = new URL(url);
    maintenance.pathname = '/postgres';
    await using(maintenance.href, (owner) => owner.query(`create database ${name}`));
    return url.href;
  }

  asSuperuser<T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
    return using(this.urlOf(database), work);
  }

  async destroy(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit');
      this.child.kill('SIGINT');
      await ended;
    }
    forgetElsewhere(this.folder);
    rmSync(dirname(this.folder), { recursive: true, force: true });
  }

  private urlOf(database: string): string {
    const url = new URL(this.superuserUrl);
    url.pathname = `/${database}`;
    return url.href;
  }
}

export async function using<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
