// @ts-check
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE } from '../lib/paths.mjs';
import { run } from '../lib/run.mjs';

/** @returns {Promise<boolean>} is there a Docker whose engine answers? */
export async function dockerWorks() {
  const result = await run('docker', ['info', '--format', '{{.ServerVersion}}']).catch(() => undefined);
  return result?.code === 0;
}

/**
 * A program of the same name that runs in a container, so that whoever starts it by name need not know. It shares the
 * machine's network and temporary folder: tests give ports and folders as arguments.
 * @param {string} name
 * @param {string} image
 * @returns {string} folder to put in front of PATH
 */
export function dockerShim(name, image) {
  const folder = join(CACHE, 'bin');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  const script = `#!/bin/sh
exec docker run --rm --init --network host --volume /tmp:/tmp --user "$(id -u):$(id -g)" ${image} ${name} "$@"
`;
  writeFileSync(file, script);
  chmodSync(file, 0o755);
  return folder;
}
