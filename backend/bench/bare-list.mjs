// @ts-check
// The yardstick of the HTTP benchmark: a bare Fastify route that runs the same query on the same connection pool size, and
// nothing else: no credential, no limits, no validation, no log.
import fastify from 'fastify';
import pg from 'pg';

const { YARDSTICK_PORT, DATABASE_URL, TENANT_ID } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
const app = fastify();

app.get('/ready', () => 'ready');
app.get('/agents', async () => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('app.tenant_id', $1, true)", [TENANT_ID]);
    const { rows } = await client.query(
      'select * from agents where tenant_id = $1 order by id desc limit 21',
      [TENANT_ID],
    );
    await client.query('commit');
    return { items: rows, nextCursor: null };
  } finally {
    client.release();
  }
});

await app.listen({ port: Number(YARDSTICK_PORT), host: '127.0.0.1' });
process.on('SIGTERM', () => process.exit(0));
