// @ts-check
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { ROOT } from '../lib/paths.mjs';

/**
 * Where the embedded parts keep what must survive a restart. Deleting the folder starts afresh.
 * @param {string | undefined} configured  DATA_DIR; relative paths count from the checkout
 */
export function openDataFolder(configured) {
  const folder = configured?.trim() || '.data';
  const path = isAbsolute(folder) ? folder : join(ROOT, folder);
  mkdirSync(join(path, 'logs'), { recursive: true });
  return path;
}

/**
 * The secret behind cookies, keys and database passwords: made once, readable by its owner only.
 * @param {string} dataFolder
 */
export function appSecret(dataFolder) {
  const file = join(dataFolder, 'secret');
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}
