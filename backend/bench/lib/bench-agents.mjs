// @ts-check
import pg from 'pg';
import { readJson } from '../../bin/lib/files.mjs';
import { hammer } from './hammer.mjs';
import { p50, p99 } from './stats.mjs';

const CONNECTIONS = 16;
const AGENTS = 20;
const WARM_UP_SECONDS = 2;
const ROUNDS = 6;

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
  /** @param {(typeof targets)[number]} target @param {number} forSeconds */
  const ask = ([, origin, headers], forSeconds) =>
    hammer(origin, '/agents', headers, { connections: CONNECTIONS, seconds: forSeconds });
  for (const target of targets) await ask(target, WARM_UP_SECONDS);
  progress('GET /agents, of a bare Fastify route and of the API in turns');
  /** @type {Record<'bare' | 'api', Awaited<ReturnType<typeof hammer>>[]>} */
  const parts = { bare: [], api: [] };
  // In turns, so that what else the machine does falls on both.
  for (let round = 0; round < ROUNDS; round++)
    for (const target of targets) parts[target[0]].push(await ask(target, seconds / ROUNDS));
  const [bare, api] = [joined(parts.bare), joined(parts.api)];
  return { bare, api, failures: bare.failures + api.failures };
}

/** @param {Awaited<ReturnType<typeof hammer>>[]} parts */
function joined(parts) {
  const took = parts.flatMap((part) => part.took);
  const seconds = parts.reduce((sum, part) => sum + part.seconds, 0);
  const failures = parts.reduce((sum, part) => sum + part.failures, 0);
  return { perSecond: took.length / seconds, p50Ms: p50(took), p99Ms: p99(took), failures };
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
    const own = ['id', 'published_version'];
    const columns = Object.keys(rows[0] ?? {}).filter((name) => !own.includes(name));
    const list = columns.map((name) => client.escapeIdentifier(name)).join(', ');
    for (let made = 1; made < AGENTS; made++)
      await client.query(
        `insert into agents (id, ${list}) select gen_random_uuid(), ${list} from agents where id = $1`,
        [rows[0].id],
      );
    // All published, as the first one is: the list then reads their versions too.
    await client.query(
      `insert into agent_versions (tenant_id, agent_id, number, content, note, actor_kind, published_at)
       select a.tenant_id, a.id, v.number, v.content, v.note, v.actor_kind, v.published_at
       from agents a, agent_versions v where a.tenant_id = $1 and v.agent_id = $2 and a.id <> $2`,
      [tenantId, rows[0].id],
    );
    await client.query('update agents set published_version = 1 where tenant_id = $1', [tenantId]);
    await client.query('alter table tenants drop constraint tenants_rate_limit_per_minute_check');
    await client.query('update tenants set rate_limit_per_minute = 10000000 where id = $1', [tenantId]);
  } finally {
    await client.end();
  }
}
