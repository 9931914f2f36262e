// @ts-check
import { inParallel, run } from '../../bin/lib/run.mjs';
import { join } from 'node:path';
import { Person } from '../lib/person.mjs';
import { Visitor } from './visitor.mjs';

/** Tables in which something stands that stands for a credential. */
const CREDENTIALS = [
  'api_keys',
  'sessions',
  'refresh_tokens',
  'email_tokens',
  'invitations',
  'users',
  'calls',
  'tool_secrets',
  'webhook_secrets',
  'tenant_data_keys',
];
const WORD = /[A-Za-z0-9+/=_.$,-]{16,}/g;
const LANES = 8;

/**
 * @param {import('../lib/system-postgres.mjs').SystemPostgres} server
 * @param {string[]} args
 * @returns {Promise<string>} what it printed
 */
export async function postgresTool(server, ...args) {
  const [program = '', ...rest] = args;
  const { code, output } = await run(join(server.bin, program), rest, {
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' },
  });
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${output}`);
  return output;
}

/**
 * What of these stands in a dump, in any of the ways in which a byte is written there.
 * @param {string} dump
 * @param {Record<string, string>} secrets
 */
export function foundIn(dump, secrets) {
  return Object.entries(secrets)
    .filter(([, secret]) => {
      const bytes = Buffer.from(secret);
      return [secret, bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, '')].some((form) =>
        dump.includes(form),
      );
    })
    .map(([what]) => what);
}

/**
 * Everything in the dump that could stand for a credential, tried in the place of each kind of one: digests, sealed
 * values and lookup ids as they are, and binary ones in the letters of tokens.
 * @param {string} dump  plain SQL
 * @param {{ http: string, stream: string }} place
 * @returns {Promise<{ words: number, tries: number, accepted: string[] }>}
 */
export async function tryWords(dump, { http, stream }) {
  const words = [...new Set(CREDENTIALS.flatMap((table) => rowsOf(dump, table).match(WORD) ?? []))];
  const forms = [...new Set(words.flatMap((word) => [word, ...lettersOf(word)]))];
  /** @type {string[]} */
  const accepted = [];
  /** @type {Record<string, (word: string) => Promise<number>>} */
  const doors = {
    key: (word) => statusOf(http, 'GET', '/agents', { authorization: `Bearer ${word}` }),
    'session cookie': (word) => statusOf(http, 'GET', '/auth/me', { cookie: `ov_access=${word}` }),
    'refresh cookie': (word) =>
      statusOf(http, 'POST', '/auth/refresh', {
        cookie: `ov_refresh=${word}`,
        'sec-fetch-site': 'same-origin',
      }),
    'link to a new password': (word) =>
      new Person(http, '')
        .ask('POST', '/auth/reset-password', { token: word, password: 'taken-over-kettle' })
        .then(({ status }) => status),
    invitation: (word) =>
      new Person(http, '')
        .ask('POST', '/auth/accept-invitation', { token: word, name: 'Eve', password: 'taken-over-kettle' })
        .then(({ status }) => status),
  };
  let tries = 0;
  await inParallel(forms, LANES, async (word) => {
    for (const [door, knock] of Object.entries(doors)) {
      tries += 1;
      const status = await knock(word);
      if (status < 400) accepted.push(`${door}: ${word}`);
    }
    tries += 1;
    const visitor = await Visitor.connect(stream, { token: word.slice(0, 4_000) });
    if ((await visitor.untilClosed()) === 1000) accepted.push(`call ticket: ${word}`);
  });
  return { words: words.length, tries, accepted };
}

/** @param {string} http @param {string} method @param {string} path @param {Record<string, string>} headers */
async function statusOf(http, method, path, headers) {
  const answer = await fetch(http + path, { method, headers });
  await answer.arrayBuffer();
  return answer.status;
}

/** The lines between `COPY` and its end. @param {string} dump @param {string} table */
function rowsOf(dump, table) {
  const found = new RegExp(`^COPY public\\.${table} .*?\\n(.*?)^\\\\\\.$`, 'ms').exec(dump);
  if (!found) throw new Error(`the dump has no rows of ${table}`);
  return found[1] ?? '';
}

/** Binary values stand as hexadecimal digits. @param {string} word */
function lettersOf(word) {
  if (!/^(?:[0-9a-f]{2}){16,}$/.test(word)) return [];
  const bytes = Buffer.from(word, 'hex');
  return [bytes.toString('base64url'), bytes.toString('base64')];
}
