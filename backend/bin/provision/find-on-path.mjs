// @ts-check
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian keeps every version of Postgres: not on the PATH, but for the clients' wrapper. */
const DEBIAN_POSTGRES = '/usr/lib/postgresql';

/**
 * @param {readonly string[]} names  any of these will do, the first is preferred
 * @param {readonly string[]} [folders]  looked through before those of the PATH
 * @returns {string | undefined} the full path of the program
 */
export function findOnPath(names, folders = []) {
  for (const name of names)
    for (const folder of [...folders, ...(process.env.PATH ?? '').split(delimiter)]) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not here.
      }
    }
  return undefined;
}

/** Folders with Debian's Postgres servers and their tools, the newest first. */
export function debianPostgres() {
  if (!existsSync(DEBIAN_POSTGRES)) return [];
  return readdirSync(DEBIAN_POSTGRES)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(DEBIAN_POSTGRES, version, 'bin'));
}
