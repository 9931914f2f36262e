// @ts-check
// The yardstick of the HTTP benchmark: a bare Fastify route that runs the same query on the same connection pool size, and
// nothing else: no credential, no limits, no validation, no log.
import fastify from 'fastify';
import pg from 'pg';
import { fromRoot } from '../bin/lib/paths.mjs';

const { READ_AGENTS } = await import(fromRoot('backend/dist/modules/agents/persistence/read-agents.js'));
const { YARDSTICK_PORT, DATABASE_URL, TENANT_ID } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
const app = fastify();

app.get('/ready', () => 'ready');
app.get('/agents', async () => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('app.tenant_id', $1, true)", [TENANT_ID]);
    const { rows } = await client.query(READ_AGENTS, [TENANT_ID, null, null, 21]);
    await client.query('commit');
    return { items: rows, nextCursor: null };
  } finally {
    client.release();
  }
});

await app.listen({ port: Number(YARDSTICK_PORT), host: '127.0.0.1' });
process.on('SIGTERM', () => process.exit(0));
