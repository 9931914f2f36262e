import pg from 'pg';
import { ENTITIES } from '../../src/entities.js';
import { buildDataSource } from '../../src/platform/database/data-source.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { createTestDatabase, testConfig, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const column = async (sql: string): Promise<string[]> =>
  (await client.query<{ name: string }>(sql)).rows.map((row) => row.name).sort();

const TENANT_TABLES = `select c.relname as name, c.oid, c.relrowsecurity, c.relforcerowsecurity from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`;

describe('every table with a tenant_id', () => {
  it('exists at all', async () => {
    expect(await column(TENANT_TABLES)).toContain('outbox');
  });

  it('has row-level security, enabled and forced', async () => {
    expect(await column(`${TENANT_TABLES} and not (c.relrowsecurity and c.relforcerowsecurity)`)).toEqual([]);
  });

  it('has a policy for the application that also checks what is written', async () => {
    const unchecked = `select t.name from (${TENANT_TABLES}) t where not exists (
      select 1 from pg_policy p where p.polrelid = t.oid and p.polwithcheck is not null
      and 'orbis_app'::regrole = any(p.polroles))`;
    expect(await column(unchecked)).toEqual([]);
  });

  it('has a tenant_id that is never null', async () => {
    expect(await column(`${TENANT_TABLES} and not a.attnotnull`)).toEqual([]);
  });

  it('has an index that begins with tenant_id', async () => {
    const unindexed = `select t.name from (${TENANT_TABLES}) t where not exists (
      select 1 from pg_index i join pg_attribute a on a.attrelid = t.oid and a.attname = 'tenant_id'
      where i.indrelid = t.oid and i.indkey[0] = a.attnum)`;
    expect(await column(unindexed)).toEqual([]);
  });
});

describe('roles', () => {
  it('cannot bypass row-level security and own nothing', async () => {
    const powerful = `select rolname as name from pg_roles where rolname in ('orbis_app', 'orbis_relay')
      and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)`;
    expect(await column(powerful)).toEqual([]);
    const owned = `select relname as name from pg_class where relowner in ('orbis_app'::regrole, 'orbis_relay'::regrole)`;
    expect(await column(owned)).toEqual([]);
  });
});

describe('migrations', () => {
  it('find nothing to do the second time', async () => {
    expect(await migrate(testConfig(database))).toEqual({ applied: [] });
  });

  // Constraints, defaults, policies and indexes live in migrations alone; entities must agree on tables, columns and types.
  it('agree with the entities', async () => {
    const source = buildDataSource({
      url: database.url,
      entities: ENTITIES,
      poolSize: 1,
      name: 'schema-test',
    });
    await source.initialize();
    try {
      const { upQueries } = await source.driver.createSchemaBuilder().log();
      const changes = upQueries
        .map(({ query }) => query)
        .filter((query) => !/CONSTRAINT|INDEX|COMMENT ON|DEFAULT/.test(query));
      expect(changes).toEqual([]);
    } finally {
      await source.destroy();
    }
  });
});
