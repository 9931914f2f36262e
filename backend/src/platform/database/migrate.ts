import type { AppConfig } from '@orbisvoice/config';
import pg from 'pg';
import { buildDataSource } from './data-source.js';
import { prepareQueueSchema } from '../queue/queue-schema.js';
import { MIGRATIONS } from './migrations/index.js';
import { prepareRoles } from './roles.js';

/** One migration at a time in a database; the number has no meaning beyond being ours. */
const MIGRATION_LOCK = 7_203_181_446;

/** Brings a database to the present schema. Safe to run from several processes at once; the later ones find nothing to do. */
export async function migrate(config: AppConfig): Promise<{ applied: string[] }> {
  const client = new pg.Client({ connectionString: config.databaseUrl, application_name: 'orbis-migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await prepareRoles(client, config);
    const applied = await runMigrations(config);
    await prepareQueueSchema(client);
    return { applied };
  } finally {
    await client.end();
  }
}

async function runMigrations(config: AppConfig): Promise<string[]> {
  const dataSource = buildDataSource({
    url: config.databaseUrl,
    entities: [],
    migrations: MIGRATIONS,
    poolSize: 1,
    name: 'orbis-migrate',
  });
  await dataSource.initialize();
  try {
    return (await dataSource.runMigrations()).map((migration) => migration.name);
  } finally {
    await dataSource.destroy();
  }
}
