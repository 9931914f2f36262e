// @ts-check
import { randomUUID } from 'node:crypto';
import pg from 'pg';

/**
 * @typedef {object} Attacker
 * @property {Record<string, Record<string, string>>} credentials  headers by name
 * @property {string[]} ids  of things that exist, and one that does not
 */

/**
 * A team's key and a person's session, so that the attack comes past the front door, and a rate limit that does not
 * answer in the place of what is attacked.
 * @param {string} http
 * @param {import('../lib/stack.mjs').Stack} stack
 * @returns {Promise<Attacker>}
 */
export async function prepareAttacker(http, stack) {
  await liftRateLimit(stack.env.DATABASE_URL);
  const key = { authorization: `Bearer ${stack.teams[0]?.secretKey}` };
  const tool = await post(`${http}/tools`, key, {
    ...{ name: 'look', description: 'Looks.', kind: 'builtin', builtin: { name: 'endCall' } },
  });
  const account = {
    email: `${randomUUID()}@example.com`,
    password: randomUUID(),
    name: 'Eve',
    tenantName: 'Eve',
  };
  const signup = await fetch(`${http}/auth/signup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify(account),
  });
  const me = /** @type {{ user: { id: string } }} */ (await signup.json());
  const cookie = signup.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return {
    credentials: {
      none: {},
      key,
      session: { cookie, 'sec-fetch-site': 'same-origin' },
      wrong: { authorization: `Bearer ov_sk_live_${'w'.repeat(48)}` },
      odd: { authorization: 'Basic \u00ff', cookie: 'a=b;;=;\u00ff' },
    },
    ids: [stack.teams[0]?.agentId ?? '', tool.id, me.user.id, randomUUID()],
  };
}

/**
 * @param {string} url
 * @param {Record<string, string>} headers
 * @param {object} body
 * @returns {Promise<{ id: string }>}
 */
async function post(url, headers, body) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return /** @type {Promise<{ id: string }>} */ (answer.json());
}

/** @param {string | undefined} databaseUrl */
async function liftRateLimit(databaseUrl) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('alter table tenants drop constraint tenants_rate_limit_per_minute_check');
  await client.query('update tenants set rate_limit_per_minute = 10000000');
  await client.end();
}
