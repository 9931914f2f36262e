// @ts-check
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { digest } from '../lib/files.mjs';
import { userError } from '../lib/print.mjs';

/**
 * Postgres refuses to run as root, so root lends it another user. That user may be unable to enter the checkout (a root's
 * home is closed to others); then binaries and data move to a folder of the system that it can enter.
 * @typedef {{ uid?: number, gid?: number }} RunAs
 */

/** For what the user of Postgres cannot reach in its usual place. */
const SYSTEM_HOME = '/var/lib/orbisvoice';

/** @returns {RunAs} empty where we are not root */
export function postgresUser() {
  if (process.getuid?.() !== 0) return {};
  if (spawnSync('id', ['-u', 'postgres']).status !== 0) createUser();
  const id = (/** @type {string} */ flag) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function createUser() {
  const made = spawnSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
  if (made.status === 0) return;
  throw userError(
    'Postgres does not run as root, and a user "postgres" for it could not be made.\n' +
      'Run npm start as another user, make the user (useradd --system --user-group postgres), or set DATABASE_URL.',
  );
}

/**
 * Can this user walk down to the folder? Every folder above must be open to it; what does not exist yet is ours to make.
 * @param {string} folder
 * @param {RunAs} user
 */
export function canEnter(folder, user) {
  if (user.uid === undefined) return true;
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(at)) {
      const { mode, uid, gid } = statSync(at);
      const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
      if ((mode & bit) === 0) return false;
    }
    if (at === dirname(at)) return true;
  }
}

/**
 * @param {string} native  folder of the packaged binaries
 * @param {string} version
 * @param {RunAs} user
 * @returns {string} the same, or a copy that the user can enter
 */
export function reachableBinaries(native, version, user) {
  if (canEnter(native, user)) return native;
  const copy = join(SYSTEM_HOME, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  mkdirSync(SYSTEM_HOME, { recursive: true, mode: 0o755 });
  const unfinished = `${copy}.${process.pid}`;
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  renameSync(unfinished, copy);
  return copy;
}

/**
 * Where the database files go: below the data folder, or, where the user cannot enter that, in a folder of the system
 * that belongs to exactly this data folder. Deleting the data folder forgets the database in both cases: a mark that
 * both sides hold tells whether they still belong together.
 * @param {string} dataFolder
 * @param {RunAs} user
 */
export function databaseFolder(dataFolder, user) {
  const usual = join(dataFolder, 'postgres');
  if (canEnter(dataFolder, user)) return usual;
  const home = join(SYSTEM_HOME, digest(dataFolder));
  const ours = join(dataFolder, 'postgres-elsewhere');
  const theirs = join(home, 'belongs-to');
  const mark = existsSync(ours) ? readFileSync(ours, 'utf8') : undefined;
  if (mark === undefined || !existsSync(theirs) || readFileSync(theirs, 'utf8') !== mark) {
    rmSync(home, { recursive: true, force: true });
    mkdirSync(home, { recursive: true, mode: 0o755 });
    const fresh = `${dataFolder}\n${Date.now()}\n`;
    writeFileSync(theirs, fresh);
    writeFileSync(ours, fresh);
  }
  return join(home, 'data');
}

/** @param {string} dataFolder */
export function forgetElsewhere(dataFolder) {
  rmSync(join(SYSTEM_HOME, digest(dataFolder)), { recursive: true, force: true });
}
