#!/usr/bin/env node
// @ts-check
import pg from 'pg';
import { freePort } from '../bin/launcher/ports.mjs';
import { fromRoot } from '../bin/lib/paths.mjs';
import { complain, main, userError } from '../bin/lib/print.mjs';
import { attackAcrossSites } from './auth/cross-site.mjs';
import { flood } from './auth/flood.mjs';
import { askAtSignup, guess, waitAlike } from './auth/guessing.mjs';
import { measureRefusals } from './auth/refusals.mjs';
import { compareAnswers, makeAccounts, QUESTIONS } from './auth/same-answers.mjs';
import { Part } from './chaos/part.mjs';
import { benchCommand } from './lib/bench-command.mjs';
import { onStack } from './lib/stack.mjs';
import { fixed, table } from './lib/stats.mjs';

const PARTS = /** @type {const} */ (['same', 'guessing', 'refusals', 'cross-site', 'flood']);
const HELP = `npm run bench:auth [-- --long --only ${PARTS.join(',')} --json]

Looks at two API processes and a gateway as somebody does who wants in:
  same        whether login, a forgotten password and sign-up tell an account from an address without one, by words,
              status or time (Welch's test); sign-up as far as ADR 0009 promises it
  guessing    how many guesses at one account, from a hundred addresses, are compared with its hash, and whether the owner
              still gets in on a browser that signed in before
  refusals    how long after a sign-out, a new password, a removal, a lower role and a revoked key every process refuses,
              and calls and streams that were open are closed
  cross-site  what a bad page in Chromium can make a signed-in owner's browser change, with and without Sec-Fetch-Site
  flood       how much longer others wait while 200 logins a second come in
Exits with 1 where one of them is not as it should be.

  --long  500 tries, 10,000 guesses, 10 rounds, each change in every place and 20 s of flood; without it 60, 1,000, 1,
          each change in one place, and 5 s`;

const SIZES = {
  short: { tries: 60, guesses: 1_000, rounds: 1, everywhere: false, floodSeconds: 5 },
  long: { tries: 500, guesses: 10_000, rounds: 10, everywhere: true, floodSeconds: 20 },
};

/** @typedef {import('./lib/stack.mjs').Stack} Stack */
/** @typedef {typeof SIZES.short} Size */
/** @typedef {{ stack: Stack, origins: string[], stream: string, database: pg.Pool }} Scene */
/** @typedef {typeof PARTS[number]} PartName */
/**
 * What each part found.
 * @typedef {{
 *   same: Awaited<ReturnType<typeof tellApart>>,
 *   guessing: Awaited<ReturnType<typeof guess>>,
 *   refusals: Awaited<ReturnType<typeof measureRefusals>>,
 *   'cross-site': Awaited<ReturnType<typeof attackAcrossSites>>,
 *   flood: Awaited<ReturnType<typeof flood>>,
 * }} Found
 */
/** @typedef {Partial<Found> & { faults: string[] }} Report */

/** @type {{ [Name in PartName]: (scene: Scene, size: Size) => Promise<Found[Name]> }} */
const EXAMINE = {
  same: tellApart,
  guessing: ({ origins }, { guesses }) => guess(origins, guesses),
  refusals: ({ stack, ...scene }, { rounds }) =>
    measureRefusals({ ...scene, appSecret: stack.env.APP_SECRET ?? '' }, rounds),
  'cross-site': ({ origins: [http = ''], database }, { everywhere }) =>
    attackAcrossSites(Number(new URL(http).port), database, everywhere),
  flood: ({ stack, origins: [http = ''] }, { floodSeconds }) =>
    flood(http, stack.teams[0]?.secretKey ?? '', floodSeconds),
};

await main(() =>
  benchCommand({
    help: HELP,
    defaults: { long: false, only: PARTS.join(',') },
    measure: ({ long, only }) => {
      const asked = only.split(',');
      const parts = PARTS.filter((part) => asked.includes(part));
      if (parts.length !== asked.length) throw userError(`--only takes ${PARTS.join(', ')}.`);
      return onStack(1, (stack) => examine(stack, parts, long ? SIZES.long : SIZES.short));
    },
    describe,
    isGood: ({ faults }) => faults.length === 0,
  }),
);

/**
 * @param {Stack} stack
 * @param {PartName[]} parts
 * @param {Size} size
 */
async function examine(stack, parts, size) {
  const database = new pg.Pool({ connectionString: stack.env.DATABASE_URL });
  try {
    /** @type {Report} */
    const report = { faults: [] };
    const scene = await setScene(stack, database, report.faults);
    for (const part of parts) {
      complain(`${part} …`);
      report.faults.push(...(await examinePart(report, part, scene, size)).faults);
    }
    return report;
  } finally {
    await database.end();
  }
}

/**
 * @template {PartName} Name
 * @param {Partial<Found>} report
 * @param {Name} part
 * @param {Scene} scene
 * @param {Size} size
 */
async function examinePart(report, part, scene, size) {
  const found = await EXAMINE[part](scene, size);
  report[part] = found;
  return found;
}

/** @param {Scene} scene @param {Size} size */
async function tellApart({ origins: [http = ''], database }, { tries }) {
  const accounts = await makeAccounts(http, tries);
  const compared = [];
  for (const question of QUESTIONS) compared.push(await compareAnswers(question, accounts, tries));
  const waits = await waitAlike(http);
  const signup = await askAtSignup(http, database);
  const faults = compared.flatMap(({ what, fault }) => (fault ? [`${what}: ${fault}`] : []));
  return { compared, told: signup.told, faults: [...faults, ...waits, ...signup.faults] };
}

/**
 * @param {Stack} stack
 * @param {pg.Pool} database
 * @param {string[]} faults
 * @returns {Promise<Scene>}
 */
async function setScene(stack, database, faults) {
  // Addresses are told by header, as by a proxy; how often one address may ask at all is what bench:limits looks at.
  Object.assign(stack.env, { TRUST_PROXY: '127.0.0.1', AUTH_ATTEMPTS_PER_MINUTE: '100000' });
  stack.env.GEMINI_BASE_URL = await stack.startEngine('default');
  stack.env.GEMINI_API_KEY = 'a-key-for-the-local-engine-only';
  const { stream } = await stack.startBackend('gateway');
  /** @type {string[]} */
  const origins = [];
  for (const name of ['api-1', 'api-2']) {
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const env = { ...stack.env, ROLE: 'api', PORT: String(port), PUBLIC_URL: `http://localhost:${port}` };
    const script = fromRoot('backend', 'dist', 'main.js');
    const service = { name, script, env, readyUrl: `${origin}/ready`, graceMs: 5_000 };
    await new Part(stack.services, service, (what) => faults.push(what)).start();
    origins.push(origin);
  }
  return { stack, origins, stream, database };
}

/** @param {Report} report */
function describe({ same, guessing, refusals, 'cross-site': crossSite, flood: flooded, faults }) {
  const ms = (/** @type {number} */ value) => fixed(value, 1);
  return [
    ...(same
      ? [
          table(
            ['Whether there is an account', 'tries of each', 'account ms', 'none ms', 'p'],
            same.compared.map((one) => [
              ...[one.what, String(one.tries), ms(one.knownMs), ms(one.unknownMs), fixed(one.p, 3)],
            ]),
          ),
          `  sign-up said so ${same.told} times to one network`,
          '',
        ]
      : []),
    ...(guessing
      ? [
          `  ${guessing.guesses} guesses from ${guessing.addresses} addresses: ${guessing.hashed} compared with the hash; the owner on a known device: ${guessing.ownerStatus}`,
          '',
        ]
      : []),
    ...(refusals
      ? [
          table(
            ['Refused everywhere after', 'rounds', 'ms at most', 'open ones closed ms', 'with'],
            refusals.measured.map((one) => [
              ...[one.deed, String(one.rounds), ms(one.refusedMs), ms(one.closedMs), one.codes.join(', ')],
            ]),
          ),
          '',
        ]
      : []),
    ...(crossSite
      ? [
          `  ${crossSite.requests} requests of a bad page in ${crossSite.stages} places: ${crossSite.changes} changes`,
          '',
        ]
      : []),
    ...(flooded
      ? [
          `  ${flooded.sent} logins in ${flooded.seconds} s, ${flooded.compared} compared, ${flooded.refused} told to wait: others' p99 ${ms(flooded.calmMs)} ms before, ${ms(flooded.floodedMs)} ms meanwhile (${fixed(flooded.times)} ×)`,
          '',
        ]
      : []),
    `  ${faults.length} faults`,
    ...faults.slice(0, 30).map((fault) => `    ${fault}`),
  ].join('\n');
}
