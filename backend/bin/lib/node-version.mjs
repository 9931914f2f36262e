// @ts-check

/** The oldest Node that every dependency accepts; package.json's `engines` says the same. */
export const NEEDED = /** @type {const} */ ([20, 19]);

/**
 * @param {string} version  as in process.versions.node
 * @returns {string | undefined} what to tell the person, or nothing where the version will do
 */
export function nodeVersionProblem(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return undefined;
  return (
    `OrbisVoice needs Node ${NEEDED.join('.')} or newer; this is Node ${version}.\n` +
    'Install a current version from https://nodejs.org and run the command again.'
  );
}
