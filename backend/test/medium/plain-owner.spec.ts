import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { newId } from '../../src/platform/crypto/index.js';
import { buildDataSource } from '../../src/platform/database/data-source.js';
import { inspectDatabase } from '../../src/platform/database/inspect-database.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { MIGRATIONS } from '../../src/platform/database/migrations/index.js';
import { Browser, newEmail } from '../support/browser.js';
import { PlainOwnerCluster, using } from '../support/plain-owner.js';
import { createTestApp } from '../support/test-app.js';
import { testConfig } from '../support/test-database.js';

// Every other test's owner is the superuser of its cluster, who may do everything and sees through every policy.
let cluster: PlainOwnerCluster;
beforeAll(async () => {
  cluster = await PlainOwnerCluster.start();
});
afterAll(() => cluster?.destroy());

const states = async (config: Parameters<typeof inspectDatabase>[0]) =>
  (await inspectDatabase(config)).roles.map(({ state }) => state);

/** Everything before the migration of this class, as an older version left it. */
async function migrateUntil(url: string, name: string): Promise<void> {
  const until = MIGRATIONS.findIndex((migration) => migration.name.startsWith(name));
  expect(until).toBeGreaterThan(0);
  const migrations = MIGRATIONS.slice(0, until);
  const source = buildDataSource({ url, entities: [], migrations, poolSize: 1, name: 'older-version' });
  await source.initialize();
  await source.runMigrations();
  await source.destroy();
}

const rowsOf = async <T extends pg.QueryResultRow>(database: string, sql: string): Promise<T[]> =>
  cluster.asSuperuser(database, async (client) => (await client.query<T>(sql)).rows);

describe('an owner who is no superuser', () => {
  it('migrates, migrates again, and lets the product serve', async () => {
    const url = await cluster.createDatabase('twice');
    const config = testConfig({ url });
    expect((await migrate(config)).applied).toHaveLength(MIGRATIONS.length);
    expect(await migrate(config)).toEqual({ applied: [] });
    expect(await states(config)).toEqual(['ok', 'ok']);

    const app = await createTestApp({ database: { name: 'twice', url, drop: () => Promise.resolve() } });
    try {
      const browser = new Browser(app.url);
      await browser.signup({ email: newEmail() });
      await browser.post('/agents', { name: 'Reception', systemPrompt: 'Be kind.' }).expect(201);
      await browser.get('/calls?q=hello').expect(200);
    } finally {
      await app.close();
    }
  });

  it('lets a team search what was said in its calls, and nobody else’s', async () => {
    const url = await cluster.createDatabase('searched');
    const config = testConfig({ url });
    await migrate(config);
    const [mine, theirs, call] = [newId(), newId(), newId()];
    await cluster.asSuperuser('searched', async (seller) => {
      // Without the call and the team that it belongs to, which are not what is asked here.
      await seller.query('set session_replication_role = replica');
      await seller.query(
        `insert into transcripts (tenant_id, call_id, text, search, assembled_at)
         values ($1, $2, 'hello there', to_tsvector('simple', 'hello there'), now())`,
        [mine, call],
      );
    });
    const found = (tenant: string) =>
      using(config.databaseAppUrl, async (app) => {
        await app.query(`select set_config('app.tenant_id', $1, false)`, [tenant]);
        const { rows } = await app.query(
          `select call_id from searchable_transcripts where search @@ websearch_to_tsquery('simple', 'hello')
           union select calls_that_say('hello')`,
        );
        return rows;
      });
    expect(await found(mine)).toEqual([{ call_id: call }]);
    expect(await found(theirs)).toEqual([]);
  });

  it('gives the roles the passwords of a new secret', async () => {
    const url = await cluster.createDatabase('secret');
    await migrate(testConfig({ url }));
    const changed = testConfig({ url }, { APP_SECRET: 'q8XvT2mN4rB7wZ1kD6yH3pL9sF5gJ0cA' });
    expect(await states(changed)).toEqual(['refused', 'refused']);
    await migrate(changed);
    expect(await states(changed)).toEqual(['ok', 'ok']);
  });

  it('puts back a bound that somebody took away', async () => {
    const url = await cluster.createDatabase('bounds');
    await migrate(testConfig({ url }));
    await cluster.asSuperuser('bounds', (seller) => seller.query('alter role orbis_app reset all'));
    await migrate(testConfig({ url }));
    const [role] = await rowsOf<{ rolconfig: string[] }>(
      'bounds',
      `select rolconfig from pg_roles where rolname = 'orbis_app'`,
    );
    expect(role?.rolconfig).toContain('statement_timeout=5s');
  });

  it('brings an older state forward with everything that was in it', async () => {
    const url = await cluster.createDatabase('older');
    // Roles are there already: another database of this cluster was migrated. On its own this test makes them.
    await migrate(testConfig({ url: await cluster.createDatabase('first') }));
    await migrateUntil(url, 'ReferralSubjects');
    const tenant = newId();
    await cluster.asSuperuser('older', async (seller) => {
      await seller.query(`
        insert into referral_facts (natural_key, digest, type, at, subjects, body, source, received_at)
        values ('invoice:1', repeat('a', 64), 'invoice.paid', now(), '{tenant:1,partner:2}', '{}', 'test', now())`);
      await seller.query(
        `insert into audit_log (id, tenant_id, at, actor_kind, action, target_type, outcome)
         values ($1, $2, now(), 'system', 'agent.created', 'agent', 'done')`,
        [newId(), tenant],
      );
    });
    await migrate(testConfig({ url }));
    const subjects = await rowsOf<{ subject: string }>(
      'older',
      'select subject from referral_fact_subjects order by subject',
    );
    expect(subjects.map(({ subject }) => subject)).toEqual(['partner:2', 'tenant:1']);
    expect(await rowsOf('older', 'select tenant_id from audit_unlinked')).toEqual([{ tenant_id: tenant }]);
    const open = await rowsOf(
      'older',
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity
       and not relforcerowsecurity`,
    );
    expect(open).toEqual([]);
  });

  it.each([
    ['may pass row-level security', 'bypassrls', 'ALTER ROLE orbis_app NOBYPASSRLS'],
    ['is a superuser', 'superuser', 'ALTER ROLE orbis_app NOSUPERUSER'],
  ])('is told what to have said where a role %s', async (_name, power, words) => {
    const url = await cluster.createDatabase(`with_${power}`);
    await migrate(testConfig({ url }));
    await cluster.asSuperuser('postgres', (seller) => seller.query(`alter role orbis_app ${power}`));
    try {
      await expect(migrate(testConfig({ url }))).rejects.toThrow(words);
    } finally {
      await cluster.asSuperuser('postgres', (seller) => seller.query(`alter role orbis_app no${power}`));
    }
    await expect(migrate(testConfig({ url }))).resolves.toEqual({ applied: [] });
  });

  it('is told whom to ask where somebody else made the roles', async () => {
    const url = await cluster.createDatabase('of_another');
    await migrate(testConfig({ url }));
    await cluster.asSuperuser('postgres', (seller) => seller.query('revoke orbis_app from plain_owner'));
    try {
      await expect(migrate(testConfig({ url }))).rejects.toThrow(
        'GRANT orbis_app TO "plain_owner" WITH ADMIN OPTION',
      );
    } finally {
      await cluster.asSuperuser('postgres', (seller) =>
        seller.query('grant orbis_app to plain_owner with admin option'),
      );
    }
    await expect(migrate(testConfig({ url }))).resolves.toEqual({ applied: [] });
  });
});
