// @ts-check
import pg from 'pg';
import { readJson } from '../../bin/lib/files.mjs';
import { hammer } from './hammer.mjs';

const CONNECTIONS = 16;
const AGENTS = 20;
const WARM_UP_SECONDS = 2;

/**
 * GET /agents with a page of agents, of the API and of a bare route with the same query.
 * @param {import('./stack.mjs').Stack} stack
 * @param {number} seconds
 * @param {(text: string) => void} progress
 */
export async function benchAgents(stack, seconds, progress) {
  const { tenantId } = /** @type {{ tenantId: string }} */ (readJson(`${stack.dataFolder}/demo.json`));
  await prepare(stack, tenantId);
  const { http } = await stack.startBackend('api');
  const barePort = await stack.startYardstick('bare-list', { TENANT_ID: tenantId });
  const credential = { authorization: `Bearer ${stack.teams[0]?.secretKey}` };
  const targets = /** @type {const} */ ([
    ['bare', `http://127.0.0.1:${barePort}`, {}],
    ['api', http, credential],
  ]);
  /** @type {Record<string, Awaited<ReturnType<typeof hammer>>>} */
  const results = {};
  for (const [name, origin, headers] of targets) {
    progress(`GET /agents, ${name === 'api' ? 'the API' : 'a bare Fastify route'}`);
    await hammer(origin, '/agents', headers, { connections: CONNECTIONS, seconds: WARM_UP_SECONDS });
    results[name] = await hammer(origin, '/agents', headers, { connections: CONNECTIONS, seconds });
  }
  const { bare, api } = results;
  if (!bare || !api) throw new Error('a measurement is missing');
  return { bare, api, failures: bare.failures + api.failures };
}

/**
 * More agents than one, and a tenant whose rate limit is not what is measured.
 * @param {import('./stack.mjs').Stack} stack
 * @param {string} tenantId
 */
async function prepare(stack, tenantId) {
  const client = new pg.Client({ connectionString: stack.env.DATABASE_URL });
  await client.connect();
  try {
    const { rows } = await client.query('select * from agents where tenant_id = $1 limit 1', [tenantId]);
    const columns = Object.keys(rows[0] ?? {}).filter((name) => name !== 'id');
    const list = columns.map((name) => client.escapeIdentifier(name)).join(', ');
    for (let made = 1; made < AGENTS; made++)
      await client.query(
        `insert into agents (id, ${list}) select gen_random_uuid(), ${list} from agents where id = $1`,
        [rows[0].id],
      );
    await client.query('alter table tenants drop constraint tenants_rate_limit_per_minute_check');
    await client.query('update tenants set rate_limit_per_minute = 10000000 where id = $1', [tenantId]);
  } finally {
    await client.end();
  }
}
