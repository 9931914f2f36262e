// @ts-check

/** Sizes of test by what is real (docs/contributing.md) and the jest projects of each. */
export const SIZES = {
  small: ['libs', 'tooling', 'backend-small', 'frontend', 'widget'],
  medium: ['tooling-medium', 'libs-medium', 'backend-medium'],
  e2e: ['backend-e2e', 'widget-e2e'],
  browsers: ['browsers'],
};

/** What `npm test` runs where nothing is asked for. The second browsers need a sound card and time of their own. */
export const USUAL_SIZES = /** @type {const} */ (['small', 'medium', 'e2e']);

/** @typedef {keyof typeof SIZES} Size */

/** What each size needs besides npm packages, by the flag that refuses it. @type {Record<Size, readonly string[]>} */
export const NEEDED_BY_SIZE = {
  small: [],
  medium: ['--without-redis'],
  e2e: ['--without-redis', '--without-chromium', '--without-nginx', '--without-postgres'],
  browsers: ['--without-firefox', '--without-webkit'],
};

/**
 * Tests in parallel. Medium and end-to-end tests start servers of their own, so they get one worker less than there are
 * cores, and timings stay honest.
 * @type {Record<Size, string>}
 */
export const WORKERS = { small: '100%', medium: '2', e2e: '1', browsers: '1' };

export const TEST_HELP = `npm test [-- <size> …] [-- options]        npm run test:small | test:medium | test:e2e
                                           npm run test:browsers

Runs all tests, or those of the given sizes (small, medium, e2e), and installs what they need first: npm packages, then
Redis, Chromium, nginx and a Postgres with pg_dump from the PATH, else Debian's packages (as root), else Docker. The size
"browsers" runs only where it is asked for: the widget in Firefox and WebKitGTK, with a microphone and a loudspeaker made by PulseAudio.

  --without-redis      leave out what runs on Redis (the same tests still run on Postgres)
  --without-chromium   leave out what runs in a browser
  --without-nginx      leave out the scaled topology, which runs behind it
  --without-postgres   leave out the backup that is restored (all else runs on the embedded Postgres)
  --without-firefox    leave out Firefox (of browsers)
  --without-webkit     leave out WebKitGTK (of browsers)
  --filter <text>      only test files whose path contains it
  --help

In CI (CI=true) nothing may be left out. The last line says how many tests passed and failed.`;

const REFUSABLE = new Set(Object.values(NEEDED_BY_SIZE).flat());

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
    else if (REFUSABLE.has(arg)) refused.add(arg);
    else if (arg === '--filter') filter = args[++at] ?? '';
    else return { problem: `Unknown argument ${arg}.\n\n${TEST_HELP}` };
  }
  if (ci && refused.size > 0)
    return { problem: `In CI nothing may be left out; drop ${[...refused].join(' ')}.` };
  const all = /** @type {Size[]} */ (Object.keys(SIZES));
  const wanted = sizes.length > 0 ? sizes : /** @type {readonly Size[]} */ (USUAL_SIZES);
  return { sizes: all.filter((size) => wanted.includes(size)), refused, filter };
}
