// @ts-check

/**
 * @typedef {object} LockEntry  one package of `package-lock.json`
 * @property {string} [name]  where it differs from the folder's
 * @property {string} [version]
 * @property {string} [resolved]
 * @property {string} [integrity]
 * @property {string} [license]  an SPDX expression
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {boolean} [link]
 * @property {boolean} [inBundle]
 * @property {boolean} [hasInstallScript]
 */
/** @typedef {LockEntry & { name: string, path: string }} LockedPackage */
/** @typedef {{ lockfileVersion: number, packages: Record<string, LockEntry> }} Lock */

const REGISTRY = 'https://registry.npmjs.org/';

/**
 * What is installed from outside, in the order of the lock; not our own workspaces, nor their links, nor the empty
 * stand-ins that `overrides` puts in the place of packages that nobody here needs.
 * @param {Lock} lock
 * @returns {LockedPackage[]}
 */
export function lockedPackages(lock) {
  return Object.entries(lock.packages).flatMap(([path, entry]) => {
    const folder = path.split('node_modules/').pop() ?? '';
    const isOurs = !path.includes('node_modules/') || entry.link || folder.includes('/vendor/');
    return isOurs ? [] : [{ ...entry, path, name: entry.name ?? folder }];
  });
}

/**
 * What may not be so in a lock file: a source that is no registry, content that is not pinned, a script that would run
 * while installing and that nobody has decided about.
 * @param {Lock} lock
 * @param {Record<string, boolean>} allowScripts  of the root `package.json`: false where a script was looked at and refused
 * @returns {string[]}
 */
export function lockFaults(lock, allowScripts) {
  const packages = lockedPackages(lock);
  const faults = packages.flatMap((each) => {
    const { resolved, integrity, optional } = each;
    const found = [];
    if (resolved && !resolved.startsWith(REGISTRY))
      found.push(`${each.path}: comes from ${resolved}, not from ${REGISTRY}`);
    // Builds for other platforms are listed without a checksum by an npm that never fetched them.
    if (!integrity && !optional) found.push(`${each.path}: has no integrity, so its content is not pinned`);
    if (integrity && !integrity.startsWith('sha512-'))
      found.push(`${each.path}: is pinned by something weaker than SHA-512`);
    if (each.hasInstallScript && !(each.name in allowScripts))
      found.push(
        `${each.path}: wants to run a script when installed; decide about it in allowScripts of package.json`,
      );
    return found;
  });
  const names = new Set(packages.map(({ name }) => name));
  const idle = Object.keys(allowScripts).filter((name) => !names.has(name));
  return [
    ...faults,
    ...idle.map((name) => `package.json: allowScripts names ${name}, which is not installed`),
  ];
}
