import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DEVELOPMENT_SECRET, type AppConfig } from '@orbisvoice/config';
import { errorCode, note, ok, problem, type Finding } from './finding.js';

const LEAST_FREE_BYTES = 200 * 2 ** 20;
const COMFORTABLE_FREE_BYTES = 2 ** 30;
/** Fewer different characters than this are typed by hand, not drawn at random. */
const LEAST_DISTINCT = 12;
const MAKE_ONE = 'Make one: openssl rand -base64 48. Changing it signs everybody out and voids API keys.';

export function checkSecret({ appSecret, env }: AppConfig): Finding {
  const part = 'app secret';
  if (appSecret === DEVELOPMENT_SECRET)
    return env === 'production'
      ? problem(part, 'The published one for development is in use.', MAKE_ONE)
      : note(part, 'The fixed one for development is in use; production refuses it.');
  const weak = appSecret.length < 32 || new Set(appSecret).size < LEAST_DISTINCT;
  return weak
    ? problem(part, 'It is too short or too regular to protect cookies and keys.', MAKE_ONE)
    : ok(part, 'Long and random enough.');
}

/**
 * Only embedded parts keep data there, but a full disk stops the database of the same machine as well.
 * @param production  on real parts: containers that need no such folder, and can write nowhere
 */
export async function checkDataFolder({ dataDir }: AppConfig, production: boolean): Promise<Finding> {
  const part = 'data folder';
  if (production) return ok(part, 'Not needed: nothing is kept on this disk.');
  const folder = resolve(dataDir);
  try {
    await mkdir(folder, { recursive: true });
    const file = join(folder, `.doctor-${process.pid}`);
    await writeFile(file, '');
    await rm(file);
    const { bavail, bsize } = await statfs(folder);
    const freeMb = Math.floor((bavail * bsize) / 2 ** 20);
    const facts = { facts: { folder, freeMb } };
    const says = `${folder} is writable, ${freeMb} MB are free.`;
    const todo = 'Make room: Postgres stops when its disk is full.';
    if (bavail * bsize < LEAST_FREE_BYTES) return problem(part, says, todo, facts);
    return bavail * bsize < COMFORTABLE_FREE_BYTES ? note(part, says, todo, facts) : ok(part, says, facts);
  } catch (error) {
    return problem(
      part,
      `${folder} cannot be written (${errorCode(error)}).`,
      'Give this user the folder, or set DATA_DIR to one that it owns.',
    );
  }
}
