// @ts-check
import { inParallel } from '../../bin/lib/run.mjs';
import { summaryOf, welch } from '../lib/welch.mjs';
import { Person } from '../lib/person.mjs';

/** A difference that is only chance does not come again. */
const SERIES = 3;
/** In all series together fewer than the 25 guesses at an account that do not have to wait. */
const TRIES_AN_ACCOUNT = 8;
const MEANS_WITHIN = 0.05;
const P_ABOVE = 0.01;

/** @typedef {import('../lib/person.mjs').Answer} Answer */
/** @typedef {{ http: string, known: string[], unknown: string[] }} Accounts */
/**
 * @typedef {object} Question
 * @property {string} name
 * @property {string} path
 * @property {number} lanes  at once: those that only wait do not disturb each other
 * @property {(email: string) => object} body
 */
/** @typedef {{ what: string, tries: number, series: number, knownMs: number, unknownMs: number, p: number, fault?: string }} Compared */

/** What must not tell whether there is an account. Sign-up may (ADR 0009), but not where it refuses the password. @type {Question[]} */
export const QUESTIONS = [
  {
    name: 'login',
    path: '/auth/login',
    lanes: 1,
    body: (email) => ({ email, password: 'not-the-password' }),
  },
  {
    name: 'forgotten password',
    path: '/auth/forgot-password',
    lanes: 5,
    body: (email) => ({ email }),
  },
  {
    name: 'sign-up with a weak password',
    path: '/auth/signup',
    lanes: 1,
    body: (email) => ({ email, password: 'password123', name: 'A', tenantName: 'T' }),
  },
];

/**
 * Accounts, and as many addresses that have none: each is asked about equally often.
 * @param {string} http
 * @param {number} tries
 * @returns {Promise<Accounts>}
 */
export async function makeAccounts(http, tries) {
  const emails = (/** @type {string} */ kind) =>
    Array.from({ length: Math.ceil(tries / TRIES_AN_ACCOUNT) }, (_, index) => `${kind}-${index}@example.com`);
  const known = emails('person');
  await inParallel(known, 2, (email) => new Person(http, email).signUp());
  return { http, known, unknown: emails('nobody') };
}

/**
 * The same question about both kinds, in an order of chance. Where it takes a different time, it is asked again: only a
 * difference that comes each time counts.
 * @param {Question} question
 * @param {Accounts} accounts
 * @param {number} tries  of each kind
 * @returns {Promise<Compared>}
 */
export async function compareAnswers(question, accounts, tries) {
  for (let series = 1; ; series++) {
    const { times, answers } = await oneSeries(question, accounts, tries, series);
    const [known, unknown] = [summaryOf(times.known).mean, summaryOf(times.unknown).mean];
    const { p } = welch(times.known, times.unknown);
    const compared = { what: question.name, tries, series, knownMs: known, unknownMs: unknown, p };
    if (answers.size > 1) return { ...compared, fault: `answers differ: ${[...answers].join(' | ')}` };
    const alike = Math.abs(known - unknown) <= MEANS_WITHIN * Math.max(known, unknown) && p > P_ABOVE;
    if (alike) return compared;
    if (series === SERIES) return { ...compared, fault: `times differ in ${SERIES} series` };
  }
}

/**
 * @param {Question} question
 * @param {Accounts} accounts
 * @param {number} tries
 * @param {number} series  guesses at an account are counted, so each series has networks of its own
 */
async function oneSeries({ path, lanes, body }, { http, known, unknown }, tries, series) {
  const wishes = ['known', 'unknown'].flatMap((kind) =>
    Array.from({ length: tries }, (_, index) => {
      const emails = kind === 'known' ? known : unknown;
      return { kind, email: emails[index % emails.length] ?? '', index };
    }),
  );
  shuffle(wishes);
  /** @type {Record<string, number[]>} */
  const times = { known: [], unknown: [] };
  /** @type {Set<string>} */
  const answers = new Set();
  await inParallel(wishes, lanes, async ({ kind, email, index }) => {
    const headers = { 'x-forwarded-for': `198.51.${series}.${index % 250}` };
    const person = new Person(http, email);
    const from = performance.now();
    const answer = await person.ask('POST', path, body(email), { headers });
    times[kind]?.push(performance.now() - from);
    answers.add(shapeOf(answer));
  });
  return { times: { known: times.known ?? [], unknown: times.unknown ?? [] }, answers };
}

/** Of the connection and not of the answer: the last of the thousand that one connection may carry has no `keep-alive`. */
const HOP_BY_HOP = ['connection', 'keep-alive'];

/** Everything of an answer but what is different each time. @param {Answer} answer */
export function shapeOf({ status, body, headers }) {
  const said = JSON.stringify(body).replace(/"requestId":"[^"]+"/, '"requestId":"…"');
  const names = [...headers.keys()].filter((name) => !HOP_BY_HOP.includes(name));
  return `${status} ${said} ${names.sort().join(' ')}`;
}

/** @param {unknown[]} list */
function shuffle(list) {
  for (let index = list.length - 1; index > 0; index--) {
    const other = Math.floor(Math.random() * (index + 1));
    [list[index], list[other]] = [list[other], list[index]];
  }
}
