// @ts-check

/** Sizes of test by what is real (docs/contributing.md) and the jest projects of each. */
export const SIZES = {
  small: ['libs', 'tooling', 'backend-small', 'frontend', 'widget'],
  medium: ['tooling-medium', 'libs-medium', 'backend-medium'],
  e2e: ['backend-e2e'],
};

/** @typedef {keyof typeof SIZES} Size */

/** What each size needs besides npm packages, by the flag that refuses it. @type {Record<Size, readonly string[]>} */
export const NEEDED_BY_SIZE = {
  small: [],
  medium: ['--without-redis'],
  e2e: ['--without-redis', '--without-chromium'],
};

/**
 * Tests in parallel. Medium and end-to-end tests start servers of their own, so they get one worker less than there are
 * cores, and timings stay honest.
 * @type {Record<Size, string>}
 */
export const WORKERS = { small: '100%', medium: '2', e2e: '1' };

export const TEST_HELP = `npm test [-- <size> …] [-- options]        npm run test:small | test:medium | test:e2e

Runs all tests, or those of the given sizes (small, medium, e2e), and installs what they need first: npm packages, then
Redis and Chromium from the PATH, else Debian's packages (as root), else Docker.

  --without-redis      leave out what runs on Redis (the same tests still run on Postgres)
  --without-chromium   leave out what runs in a browser
  --filter <text>      only test files whose path contains it
  --help

In CI (CI=true) nothing may be left out. The last line says how many tests passed and failed.`;

/**
 * @param {string[]} args
 * @param {boolean} ci
 */
export function parseTestArgs(args, ci) {
  /** @type {Size[]} */
  const sizes = [];
  /** @type {Set<string>} */
  const refused = new Set();
  let filter = '';
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg in SIZES) sizes.push(/** @type {Size} */ (arg));
    else if (arg === '--without-redis' || arg === '--without-chromium') refused.add(arg);
    else if (arg === '--filter') filter = args[++at] ?? '';
    else return { problem: `Unknown argument ${arg}.\n\n${TEST_HELP}` };
  }
  if (ci && refused.size > 0)
    return { problem: `In CI nothing may be left out; drop ${[...refused].join(' ')}.` };
  const all = /** @type {Size[]} */ (Object.keys(SIZES));
  return { sizes: sizes.length > 0 ? all.filter((size) => sizes.includes(size)) : all, refused, filter };
}
