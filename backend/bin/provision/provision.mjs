// @ts-check
import { delimiter } from 'node:path';
import { userError } from '../lib/print.mjs';
import { aptAllowed, aptInstall } from './apt.mjs';
import { dockerShim, dockerWorks } from './docker.mjs';
import { debianPostgres, findOnPath } from './find-on-path.mjs';

/**
 * A program that the tests need and npm does not bring.
 * @typedef {object} Need
 * @property {string} label
 * @property {readonly string[]} programs  names under which it may be installed
 * @property {() => readonly string[]} [folders]  where it may be besides the PATH
 * @property {string} debian  package
 * @property {string} [brew]  what Homebrew calls it, where it has it
 * @property {string} [image]  a container that can stand in for it
 * @property {string} flag  how to run without it
 * @property {string} withoutVariable  tells the tests that it is missing on purpose
 * @property {string} [pathVariable]  tells the tests where it is
 */

/** @param {string} label @param {string} program @param {string} debian @param {string} flag @returns {Need} */
function sound(label, program, debian, flag) {
  const withoutVariable = `ORBIS_TEST_WITHOUT_${flag === '--without-firefox' ? 'FIREFOX' : 'WEBKIT'}`;
  return { label, programs: [program], debian, flag, withoutVariable };
}

/** @type {readonly Need[]} */
export const NEEDS = [
  {
    label: 'Redis (redis-server)',
    programs: ['redis-server'],
    debian: 'redis-server',
    brew: 'redis',
    image: 'redis:7-alpine',
    flag: '--without-redis',
    withoutVariable: 'ORBIS_TEST_WITHOUT_REDIS',
  },
  {
    label: 'Chromium',
    programs: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
    debian: 'chromium',
    brew: '--cask chromium',
    flag: '--without-chromium',
    withoutVariable: 'ORBIS_TEST_WITHOUT_CHROMIUM',
    pathVariable: 'ORBIS_TEST_CHROMIUM',
  },
  {
    label: 'nginx',
    programs: ['nginx'],
    debian: 'nginx',
    brew: 'nginx',
    flag: '--without-nginx',
    withoutVariable: 'ORBIS_TEST_WITHOUT_NGINX',
  },
  {
    // The embedded one has no pg_dump, and a dump needs a server of its own version or older.
    label: 'a Postgres server with its tools (initdb)',
    programs: ['initdb'],
    folders: debianPostgres,
    debian: 'postgresql',
    brew: 'postgresql@18',
    flag: '--without-postgres',
    withoutVariable: 'ORBIS_TEST_WITHOUT_POSTGRES',
    pathVariable: 'ORBIS_TEST_INITDB',
  },
  {
    label: 'Firefox',
    programs: ['firefox-esr', 'firefox'],
    debian: 'firefox-esr',
    flag: '--without-firefox',
    withoutVariable: 'ORBIS_TEST_WITHOUT_FIREFOX',
    pathVariable: 'ORBIS_TEST_FIREFOX',
  },
  {
    label: 'the driver of WebKitGTK (WebKitWebDriver)',
    programs: ['WebKitWebDriver'],
    debian: 'webkit2gtk-driver',
    flag: '--without-webkit',
    withoutVariable: 'ORBIS_TEST_WITHOUT_WEBKIT',
  },
  {
    label: 'a screen for WebKitGTK (Xvfb)',
    programs: ['Xvfb'],
    debian: 'xvfb',
    flag: '--without-webkit',
    withoutVariable: 'ORBIS_TEST_WITHOUT_WEBKIT',
  },
  // Only Linux makes sound cards of software; with both browsers refused they are not looked for.
  ...['--without-firefox', '--without-webkit'].flatMap((flag) => [
    sound('PulseAudio', 'pulseaudio', 'pulseaudio', flag),
    sound("PulseAudio's tools", 'paplay', 'pulseaudio-utils', flag),
  ]),
];

/**
 * Finds what is needed, or gets it: the PATH, then Debian's packages where we are root, then Docker. What is left over
 * ends the run with one message about everything that is missing.
 * @param {readonly Need[]} needs
 * @param {ReadonlySet<string>} refused  flags of what to run without
 * @returns {Promise<Record<string, string>>} variables for the tests
 */
export async function provision(needs, refused) {
  /** @type {Record<string, string>} */
  const env = {};
  const missing = [];
  for (const need of needs) {
    if (refused.has(need.flag)) {
      env[need.withoutVariable] = '1';
      continue;
    }
    const problem = await obtain(need, env);
    if (problem) missing.push(problem);
  }
  if (missing.length > 0) throw userError(missing.join('\n\n'));
  return env;
}

/**
 * @param {Need} need
 * @param {Record<string, string>} env
 * @returns {Promise<string | undefined>} what to tell the person where it cannot be had
 */
async function obtain(need, env) {
  const tried = ['it is not on the PATH'];
  let path = findOnPath(need.programs, need.folders?.());
  if (!path && aptAllowed()) {
    const problem = await aptInstall(need.debian);
    path = findOnPath(need.programs, need.folders?.());
    if (!path)
      tried.push(`apt-get install ${need.debian} failed: ${problem ?? 'the program is still not there'}`);
  } else if (!path) tried.push('installing Debian packages needs root');
  if (path) {
    if (need.pathVariable) env[need.pathVariable] = path;
    return undefined;
  }
  if (need.image && (await dockerWorks())) {
    const folder = dockerShim(need.programs[0] ?? '', need.image);
    env.PATH = `${folder}${delimiter}${env.PATH ?? process.env.PATH ?? ''}`;
    return undefined;
  }
  if (need.image) tried.push('Docker does not answer');
  return (
    `The tests need ${need.label}, and it could not be had:\n${tried.map((line) => `  - ${line}`).join('\n')}\n` +
    `Install it (Debian: apt-get install ${need.debian}${need.brew ? `; macOS: brew install ${need.brew}` : ''}),\n` +
    `or leave out what needs it: npm test -- ${need.flag}`
  );
}
