// @ts-check
import { inParallel } from '../../bin/lib/run.mjs';
import { PASSWORD, Person } from '../lib/person.mjs';
import { shapeOf } from './same-answers.mjs';

const ADDRESSES = 100;
const LANES = 16;
const MOST_HASHED = 50;
/** Of one network, which has 5 guesses free: enough to see the first that have to wait. */
const FEW = 8;
/** By ADR 0009, to one network. */
const MOST_TOLD = 10;

/**
 * Guesses at one account from a hundred addresses. What is answered 401 was compared with the hash, what is answered 429
 * was not. In the middle of it the owner comes, on the browser that has signed in before.
 * @param {string[]} origins  of API processes
 * @param {number} guesses
 */
export async function guess(origins, guesses) {
  const [http = ''] = origins;
  const email = 'guessed-at@example.com';
  const owner = new Person(http, email);
  await owner.signUp();
  const device = { ov_device: owner.cookies.get('ov_device') ?? '' };
  await owner.must('POST', '/auth/logout');
  owner.cookies = new Map(Object.entries(device));
  /** @type {Record<string, number>} */
  const statuses = {};
  /** @type {number | undefined} */
  let ownerStatus;
  const wishes = Array.from({ length: guesses }, (_, index) => index);
  await inParallel(wishes, LANES, async (index) => {
    const stranger = new Person(origins[index % origins.length] ?? '', email);
    const headers = { 'x-forwarded-for': addressOf(index) };
    const { status } = await stranger.ask(
      'POST',
      '/auth/login',
      { email, password: `guess-${index}` },
      { headers },
    );
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (index === Math.floor(guesses / 2))
      ownerStatus = (await owner.ask('POST', '/auth/login', { email, password: PASSWORD })).status;
  });
  const hashed = statuses[401] ?? 0;
  const strangerStatus = (
    await new Person(http, email).ask('POST', '/auth/login', { email, password: PASSWORD })
  ).status;
  const { 401: _compared, 429: _waiting, ...others } = statuses;
  const faults = [
    ...(hashed > MOST_HASHED ? [`${hashed} guesses were compared with the hash`] : []),
    ...(hashed === 0 ? ['no guess was compared with the hash, so nothing was measured'] : []),
    ...Object.entries(others).map(([status, count]) => `${count} guesses were answered ${status}`),
    ...(ownerStatus === 200 ? [] : [`the owner on a known device was answered ${ownerStatus}`]),
    ...(strangerStatus === 429 ? [] : [`a stranger with the right password was answered ${strangerStatus}`]),
  ];
  return { guesses, addresses: ADDRESSES, hashed, ownerStatus, faults };
}

/** @param {number} index */
const addressOf = (index) => `203.0.${113 + (index % ADDRESSES)}.7`;

/**
 * An account and an address without one are made to wait alike.
 * @param {string} http
 * @returns {Promise<string[]>} what was different
 */
export async function waitAlike(http) {
  const known = 'waiting@example.com';
  await new Person(http, known).signUp();
  /** @param {string} email @param {string} address */
  const answers = async (email, address) => {
    const shapes = [];
    for (let index = 0; index < FEW; index++) {
      const headers = { 'x-forwarded-for': address };
      shapes.push(
        shapeOf(
          await new Person(http, email).ask('POST', '/auth/login', { email, password: 'wrong' }, { headers }),
        ),
      );
    }
    return shapes;
  };
  const [one, two] = [
    await answers(known, '192.0.2.1'),
    await answers('nobody-waits@example.com', '192.0.2.2'),
  ];
  return one.flatMap((shape, index) =>
    shape === two[index] ? [] : [`guess ${index + 1} at an account: ${shape}; at none: ${two[index]}`],
  );
}

/**
 * What ADR 0009 gives for the one answer that tells: ten of them to a network, then nothing more from there, known or not;
 * one mail a day to the owner.
 * @param {string} http
 * @param {import('pg').Pool} database
 */
export async function askAtSignup(http, database) {
  // Several, as each makes those who ask about it wait, too.
  const emails = ['asked-0@example.com', 'asked-1@example.com', 'asked-2@example.com'];
  for (const email of emails) await new Person(http, email).signUp();
  const ask = (/** @type {string} */ email) =>
    new Person(http, email).ask(
      'POST',
      '/auth/signup',
      { email, password: 'another-good-pass-9', name: 'A', tenantName: 'T' },
      { headers: { 'x-forwarded-for': '192.0.2.99' } },
    );
  /** @type {number[]} */
  const statuses = [];
  for (let index = 0; index < 12; index++)
    statuses.push((await ask(emails[index % emails.length] ?? '')).status);
  const told = statuses.filter((status) => status === 409).length;
  const [known, fresh] = [await ask(emails[0] ?? ''), await ask('never-seen@example.com')];
  const { rows } = await database.query(
    `select count(*)::int as count from mails where business_key like 'signup-attempt:%' group by business_key`,
  );
  const faults = [
    ...(told === MOST_TOLD
      ? []
      : [`${told} answers to one network said that there is an account (${statuses.join(' ')})`]),
    ...(shapeOf(known) === shapeOf(fresh) && fresh.status === 429
      ? []
      : [`after them an account was answered ${shapeOf(known)}, a new address ${shapeOf(fresh)}`]),
    ...(rows.length === emails.length && rows.every(({ count }) => count === 1)
      ? []
      : [`the owners got ${rows.map(({ count }) => count).join(', ')} mails`]),
  ];
  return { told, faults };
}
