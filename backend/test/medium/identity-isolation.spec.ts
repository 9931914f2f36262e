import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Browser, newEmail } from '../support/browser.js';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { AuthModule } from '../../src/modules/auth/index.js';
import { TenantsModule } from '../../src/modules/tenants/index.js';

const TENANT_TABLES = ['memberships', 'invitations', 'api_keys', 'audit_log'];
const PEOPLE_TABLES = ['sessions', 'refresh_tokens', 'email_tokens', 'guess_counts'];

let test: TestApp;
let app: pg.Client;
let owner: pg.Client;
const ids: { tenant: string; user: string }[] = [];

beforeAll(async () => {
  test = await createTestApp({
    modules: [TenantsModule, AuthModule],
    config: { AUTH_ATTEMPTS_PER_MINUTE: '10000' },
  });
  for (const tenantName of ['One', 'Two']) {
    const browser = new Browser(test.url);
    const me = await browser.signup({ tenantName });
    await browser.post('/tenants/me/invitations', { email: newEmail(), role: 'member' }).expect(201);
    await browser.post('/api-keys', { name: 'Key', kind: 'secret' }).expect(201);
    await browser.post('/auth/login', { email: me.user.email, password: 'wrong' }).expect(401);
    ids.push({ tenant: me.tenant.id, user: me.user.id });
  }
  app = new pg.Client({ connectionString: test.config.databaseAppUrl });
  owner = new pg.Client({ connectionString: test.config.databaseUrl });
  await Promise.all([app.connect(), owner.connect()]);
});
afterAll(async () => {
  await Promise.all([app.end(), owner.end()]);
  await test.close();
});

/** Runs as the application's role, past every check of the application, with the settings of one transaction. */
async function within<T>(settings: Record<string, string>, work: () => Promise<T>): Promise<T> {
  await app.query('begin');
  try {
    for (const [name, value] of Object.entries(settings))
      await app.query('select set_config($1, $2, true)', [name, value]);
    return await work();
  } finally {
    await app.query('rollback');
  }
}
const rowsOf = async (table: string) => (await app.query(`select * from ${table}`)).rows;
const [one, two] = [() => ids[0] ?? { tenant: '', user: '' }, () => ids[1] ?? { tenant: '', user: '' }];

describe('the database by itself', () => {
  it.each(TENANT_TABLES)('shows of %s only the rows of the tenant, and none without one', async (table) => {
    const rows = await within({ 'app.tenant_id': one().tenant }, () => rowsOf(table));
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.tenant_id === one().tenant)).toBe(true);
    expect(await within({}, () => rowsOf(table))).toEqual([]);
  });

  it('shows a tenant itself and its members, and nothing else of people', async () => {
    await within({ 'app.tenant_id': one().tenant }, async () => {
      expect((await rowsOf('tenants')).map((row) => row.id)).toEqual([one().tenant]);
      expect((await rowsOf('users')).map((row) => row.id)).toEqual([one().user]);
      for (const table of PEOPLE_TABLES) expect(await rowsOf(table)).toEqual([]);
    });
  });

  it('refuses rows for another tenant, and changes none of them', async () => {
    const smuggle = `insert into memberships (tenant_id, user_id, role, joined_at) values ($1, $2, 'owner', now())`;
    await expect(
      within({ 'app.tenant_id': one().tenant }, () => app.query(smuggle, [two().tenant, one().user])),
    ).rejects.toMatchObject({ code: '42501' });
    const changed = await within({ 'app.tenant_id': one().tenant }, () =>
      app.query(`update memberships set role = 'member' where user_id = $1`, [two().user]),
    );
    expect(changed.rowCount).toBe(0);
    const password = await within({ 'app.tenant_id': one().tenant }, () =>
      app.query(`update users set password_hash = 'x' where id = $1`, [one().user]),
    );
    expect(password.rowCount).toBe(0);
  });

  it('shows a looked-up person their memberships, and a looked-up key itself', async () => {
    await within({ 'app.user_id': two().user }, async () => {
      expect((await rowsOf('memberships')).map((row) => row.user_id)).toEqual([two().user]);
      expect((await rowsOf('tenants')).map((row) => row.id)).toEqual([two().tenant]);
      expect(await rowsOf('api_keys')).toEqual([]);
      expect(await rowsOf('audit_log')).toEqual([]);
    });
    const { lookup_id: lookupId } = (
      await owner.query('select lookup_id from api_keys where tenant_id = $1', [two().tenant])
    ).rows[0];
    const found = await within({ 'app.lookup_key': lookupId }, () => rowsOf('api_keys'));
    expect(found.map((row) => row.tenant_id)).toEqual([two().tenant]);
    const changed = await within({ 'app.lookup_key': lookupId }, () =>
      app.query('update api_keys set revoked_at = now()'),
    );
    expect(changed.rowCount).toBe(0);
  });

  it('keeps neither keys nor tokens nor passwords in a readable form', async () => {
    let dump = '';
    for (const table of [...TENANT_TABLES, ...PEOPLE_TABLES, 'users'])
      dump += JSON.stringify((await owner.query(`select * from ${table}`)).rows);
    expect(dump).not.toMatch(/ov_sk_live_\w{8}_\w{10}/);
    expect(dump).not.toContain('violet-harbour-kettle');
  });
});

describe('the audit log', () => {
  it.each(['update audit_log set action = $1', 'delete from audit_log where action <> $1'])(
    'cannot be changed by the application (%s)',
    (sql) =>
      expect(within({ 'app.tenant_id': one().tenant }, () => app.query(sql, ['x']))).rejects.toMatchObject({
        code: '42501',
      }),
  );

  it.each([`update audit_log set action = 'x'`, 'delete from audit_log', 'truncate audit_log'])(
    'cannot be changed by the owner of the schema either (%s)',
    (sql) => expect(owner.query(sql)).rejects.toMatchObject({ message: 'the audit log is append-only' }),
  );
});

describe('tables', () => {
  it('are all behind forced row-level security, but those that hold nothing of anybody', async () => {
    const { rows } = await owner.query(`
      select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname = 'public' and not (c.relrowsecurity and c.relforcerowsecurity)
        and c.relname <> 'migrations' order by 1`);
    // One digest a day over the audit logs of all teams, which the role of requests cannot even read; what a voice sounds
    // like; and the scripts that every page of the world may load, with their words.
    const nobodys = ['audit_roots', 'voice_previews', 'widget_builds', 'widget_words'];
    expect(rows).toEqual(nobodys.map((relname) => ({ relname })));
    const grants = await owner.query(
      `select from information_schema.role_table_grants where table_name = 'audit_roots' and grantee = 'orbis_app'`,
    );
    expect(grants.rows).toEqual([]);
  });
});
