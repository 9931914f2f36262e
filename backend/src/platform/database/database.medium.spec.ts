import pg from 'pg';
import { createTestApp, type TestApp } from '../../../test/support/test-app.js';
import { newId } from '../crypto/index.js';
import { toAppError } from '../http/to-app-error.js';
import { AppDataSource } from './data-sources.js';
import { IdentityDatabase, NO_TENANT, RelayDatabase, TenantDatabase, tenantId } from './index.js';

let test: TestApp;
let tenants: TenantDatabase;
const [mine, theirs] = [tenantId(newId()), tenantId(newId())];

beforeAll(async () => {
  test = await createTestApp({ modules: [], config: { ROLE: 'api' } });
  tenants = test.app.get(TenantDatabase);
  const owner = new pg.Client({ connectionString: test.database.url });
  await owner.connect();
  await owner.query(`
    create function rows_seen(tenant uuid, more text) returns table (seen bigint) language plpgsql volatile
    as $$ begin return query select count(*) from outbox; end $$`);
  await owner.end();
});
afterAll(() => test.close());

const insert = (scope: typeof mine, owner: typeof mine) =>
  tenants.withTenant(scope, (tx) =>
    tx.query(`insert into outbox (id, tenant_id, name, payload) values ($1, $2, 'user.signup', '{}')`, [
      newId(),
      owner,
    ]),
  );
const count = (scope: typeof mine) =>
  tenants.withTenant(scope, async (tx) => {
    const [row] = await tx.query<{ count: number }[]>('select count(*) from outbox');
    return row?.count;
  });

describe('tenant database', () => {
  it('hides the rows of other tenants from every statement', async () => {
    await insert(mine, mine);
    expect([await count(mine), await count(theirs)]).toEqual([1, 0]);
  });

  it('refuses rows for another tenant', async () => {
    await expect(insert(mine, theirs)).rejects.toMatchObject({ code: '42501' });
  });

  it('leaves no tenant behind on the pooled connection', async () => {
    await count(mine);
    const source = test.app.get(AppDataSource).dataSource;
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => source.query<{ count: number }[]>('select count(*) from outbox')),
    );
    expect(answers.flat().map((row) => row.count)).toEqual(Array.from({ length: 20 }, () => 0));
  });

  it('shows a function of the database the rows of its tenant, and leaves none behind', async () => {
    await insert(mine, mine);
    const asked = (of: typeof mine) => tenants.callFunction<{ seen: number }>(of, 'rows_seen', ['x']);
    expect((await asked(mine))[0]?.seen).toBe(await count(mine));
    expect(await asked(theirs)).toEqual([{ seen: 0 }]);
    const source = test.app.get(AppDataSource).dataSource;
    const left = await source.query<{ scope: string | null }[]>(
      `select current_setting('app.tenant_id', true) as scope`,
    );
    expect(left[0]?.scope ?? '').toBe('');
    expect(() => tenants.callFunction(mine, 'f(); --', [])).toThrow('not a plain name');
  });

  it('rolls back what fails', async () => {
    const before = await count(mine);
    await expect(
      tenants.withTenant(mine, async (tx) => {
        await tx.query(`insert into outbox (id, tenant_id, name, payload) values ($1, $2, 'x', '{}')`, [
          newId(),
          mine,
        ]);
        throw new Error('stop');
      }),
    ).rejects.toThrow('stop');
    expect(await count(mine)).toBe(before);
  });

  it('bounds how long a statement may take', async () => {
    const [row] = await tenants.withTenant(mine, (tx) =>
      tx.query<{ statement: string; lock: string; idle: string }[]>(
        `select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
                current_setting('idle_in_transaction_session_timeout') as idle`,
      ),
    );
    expect(row).toEqual({ statement: '5s', lock: '2s', idle: '15s' });
  });

  it('reads bigint as a number and a day as text', async () => {
    const [row] = await tenants.withTenant(mine, (tx) =>
      tx.query<Record<string, unknown>[]>(
        `select 5::bigint as small, 9007199254740993::bigint as large, '2026-01-02'::date as day`,
      ),
    );
    expect(row).toEqual({ small: 5, large: '9007199254740993', day: '2026-01-02' });
  });
});

describe('other doors', () => {
  it('gives the identity database the scope of no tenant', async () => {
    const [row] = await test.app
      .get(IdentityDatabase)
      .transaction((tx) => tx.query<{ id: string }[]>(`select current_setting('app.tenant_id') as id`));
    expect(row?.id).toBe(NO_TENANT);
  });

  it('lets the relay move rows along, but neither read nor write a fact', async () => {
    const relay = test.app.get(RelayDatabase);
    expect(await relay.run((tx) => tx.query(`update outbox set next_at = now() returning id`))).toBeDefined();
    await expect(relay.run((tx) => tx.query('select payload from outbox'))).rejects.toMatchObject({
      code: '42501',
    });
    await expect(relay.run((tx) => tx.query(`update outbox set name = 'x'`))).rejects.toMatchObject({
      code: '42501',
    });
  });
});

describe('input that Postgres cannot store', () => {
  it.each([
    ['NUL in text', 'select $1::text', 'a\u0000b'],
    ['NUL in jsonb', 'select $1::jsonb', '"\\u0000"'],
    ['lone surrogate in jsonb', 'select $1::jsonb', '"\\ud800"'],
    ['bad uuid', 'select $1::uuid', 'x'],
    ['integer overflow', 'select $1::int', '99999999999'],
    ['bigint overflow', 'select $1::bigint', '99999999999999999999'],
    ['float for integer', 'select $1::int', '1.5'],
    ['negative limit', 'select 1 limit $1', '-1'],
    ['far future', 'select $1::timestamptz', '999999-01-01'],
    ['too long a text', "create temp table t (v varchar(2)); insert into t values ('abc')", undefined],
    ['unknown time zone', 'select now() at time zone $1', 'Mars/Base'],
    ['deep jsonb', 'select $1::jsonb', '['.repeat(20_000)],
    ['huge number in jsonb', 'select $1::jsonb', '1e400000'],
  ])('is the fault of the request: %s', async (_name, sql, value) => {
    const failure = await tenants
      .withTenant(mine, (tx) => tx.query(sql, value === undefined ? undefined : [value]))
      .then(
        () => undefined,
        (error: unknown) => toAppError(error),
      );
    expect(failure?.status).toBe(400);
  });
});
