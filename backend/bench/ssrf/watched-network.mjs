// @ts-check
// Loaded into the product before anything of it (`node --import`). Names are answered from a list, so that one can change
// its answer between two questions; every address that the process dials is written down; and what is dialled outside of
// this machine is refused on the spot, so that nothing leaves it.
import dns from 'node:dns/promises';
import { appendFileSync, readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isIP } from 'node:net';
import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const { WATCHED_NAMES = '', WATCHED_DIALS = '' } = process.env;
/** A resolver takes a moment. */
const ANSWER_MS = 5;

/** By name, the answers to one question after another; the last is repeated. @type {Record<string, string[][]>} */
const names = JSON.parse(readFileSync(WATCHED_NAMES, 'utf8'));
/** @type {Map<string, number>} */
const questions = new Map();

/** @param {string} name */
async function lookup(name) {
  await sleep(ANSWER_MS);
  const answers = names[name];
  if (!answers)
    throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND', hostname: name });
  const asked = questions.get(name) ?? 0;
  questions.set(name, asked + 1);
  const answer = answers[Math.min(asked, answers.length - 1)] ?? [];
  return answer.map((address) => ({ address, family: isIP(address) }));
}
Object.assign(dns, { lookup });
syncBuiltinESMExports();

/** The handle below every socket: nothing is dialled that does not pass here. */
const { TCP } = /** @type {any} */ (process).binding('tcp_wrap');
for (const method of ['connect', 'connect6']) {
  const dial = TCP.prototype[method];
  /** @this {object} @param {object} request @param {string} address @param {number} port */
  TCP.prototype[method] = function (request, address, port) {
    appendFileSync(WATCHED_DIALS, `${address} ${port}\n`);
    return isHere(address) ? dial.call(this, request, address, port) : -constants.errno.ECONNREFUSED;
  };
}

/** @param {string} address */
function isHere(address) {
  return /^(127\.|::1$|::ffff:127\.)/.test(address);
}
