#!/usr/bin/env node
// @ts-check
// A process of its own, so that sending does not make what is measured look slow: so many logins a second, whatever
// becomes of those before. Prints how many were answered with what.
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';

const TICK_MS = 20;
const CONNECTIONS = 100;

const [http = '', rate = '', seconds = ''] = process.argv.slice(2);
const pool = new Pool(http, { connections: CONNECTIONS });
/** @type {Record<string, number>} */
const answers = {};
/** @type {Promise<void>[]} */
const sent = [];
const startMs = performance.now();
const passedMs = () => performance.now() - startMs;
while (passedMs() < Number(seconds) * 1_000) {
  const due = Math.floor((passedMs() / 1_000) * Number(rate));
  while (sent.length < due) sent.push(logIn(sent.length));
  await sleep(TICK_MS);
}
await Promise.all(sent);
await pool.close();
process.stdout.write(JSON.stringify({ sent: sent.length, answers }));

/** @param {number} index */
async function logIn(index) {
  const answer = await pool.request({
    method: 'POST',
    path: '/auth/login',
    headers: {
      'content-type': 'application/json',
      'x-forwarded-for': `10.${index % 250}.${Math.floor(index / 250) % 250}.1`,
    },
    body: JSON.stringify({ email: `flood-${index}@example.com`, password: 'not-the-password' }),
  });
  await answer.body.dump();
  answers[answer.statusCode] = (answers[answer.statusCode] ?? 0) + 1;
}
