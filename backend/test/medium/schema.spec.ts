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

/** Foreign keys to such tables that name a row by its id alone, or from a table without tenant_id. */
const BARE_REFERENCES = `select k.conrelid::regclass || '.' || k.conname as name from pg_constraint k
  join (${TENANT_TABLES}) t on t.oid = k.confrelid
  where k.contype = 'f' and not exists (
    select 1 from unnest(k.conkey, k.confkey) as pair (here, there)
    join pg_attribute h on h.attrelid = k.conrelid and h.attnum = pair.here and h.attname = 'tenant_id'
    join pg_attribute o on o.attrelid = k.confrelid and o.attnum = pair.there and o.attname = 'tenant_id')`;

/**
 * Unique over all tenants. The one exception is a primary key of a single uuid: ids are made here and cannot be guessed, so
 * that one is taken tells nobody anything.
 */
const SHARED_KEYS = `select i.indexrelid::regclass::text as name from pg_index i
  join (${TENANT_TABLES}) t on t.oid = i.indrelid
  where i.indisunique and not exists (
    select 1 from pg_attribute a where a.attrelid = i.indrelid and a.attname = 'tenant_id'
    and a.attnum = any((i.indkey::int2[])[0:i.indnkeyatts - 1]))
  and not (i.indisprimary and i.indnkeyatts = 1 and exists (
    select 1 from pg_attribute a
    where a.attrelid = i.indrelid and a.attnum = i.indkey[0] and a.atttypid = 'uuid'::regtype))`;

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

  // Foreign keys do not ask row-level security: by its id alone a row could be hung on one of another team.
  it('is referred to by tenant_id and key together', async () => {
    expect(await column(BARE_REFERENCES)).toEqual([]);
  });

  // An insert that is refused would say that another team has such a row.
  it('is unique within its tenant alone', async () => {
    expect(await column(SHARED_KEYS)).toEqual([]);
  });

  it('would be noticed without either', async () => {
    await client.query('begin');
    await client.query(`create table planted (
      id uuid constraint planted_pkey primary key, tenant_id uuid not null, name text constraint planted_name_key unique,
      call_id uuid constraint planted_call_fkey references calls (id))`);
    const found = [await column(BARE_REFERENCES), await column(SHARED_KEYS)];
    await client.query('rollback');
    expect(found).toEqual([['planted.planted_call_fkey'], ['planted_name_key']]);
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
