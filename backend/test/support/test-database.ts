import { randomBytes } from 'node:crypto';
import { loadConfig, type AppConfig, type VariableName } from '@orbisvoice/config';
import pg from 'pg';
import { migrate } from '../../src/platform/database/migrate.js';

export type TestEnvironment = Partial<Record<VariableName, string>>;

export interface TestDatabase {
  readonly name: string;
  /** Connection as the owner, who is also the superuser of the test cluster. */
  readonly url: string;
  drop(): Promise<void>;
}

const TEMPLATE = 'orbis_template';
const TEMPLATE_LOCK = 1;

/** A fresh, migrated database: a clone of a template that the first caller of the run migrates. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asOwner(async (client) => {
    await ensureTemplate(client);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  });
  return {
    name,
    url: urlOf(name),
    drop: () => asOwner(async (client) => void (await client.query(`DROP DATABASE ${name} WITH (FORCE)`))),
  };
}

/** Configuration of a test: nothing from outside but the cluster, all embedded parts, silent unless asked. */
export function testConfig(database: { url: string }, env: TestEnvironment = {}): AppConfig {
  return loadConfig({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    LOG_LEVEL: process.env.ORBIS_TEST_LOG ?? 'silent',
    PORT: '0',
    GATEWAY_PORT: '0',
    DRAIN_SECONDS: '1',
    ...env,
  });
}

async function ensureTemplate(client: pg.Client): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [TEMPLATE]);
    if (rowCount) return;
    // Renamed only when complete, so that a failed migration never leaves a half-made template behind.
    const draft = `${TEMPLATE}_draft`;
    await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${draft}`);
    await migrate(testConfig({ url: urlOf(draft) }));
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${TEMPLATE}`);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
}

async function asOwner(work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: clusterUrl() });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function clusterUrl(): string {
  const url = process.env.ORBIS_TEST_DATABASE_URL;
  if (!url)
    throw new Error('no test cluster: run this through the backend-medium or backend-e2e jest project');
  return url;
}

function urlOf(database: string): string {
  const url = new URL(clusterUrl());
  url.pathname = `/${database}`;
  return url.href;
}
