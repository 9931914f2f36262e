import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeAgentWith } from '../../../test/support/agent-with-tools.js';
import { createTenantTest, type TenantTest } from '../../../test/support/tenant-test.js';
import { newId } from '../../platform/crypto/index.js';
import { TenantDatabase, tenantId, type TenantId } from '../../platform/database/index.js';
import { ToolLedger } from './application/tool-ledger.js';
import { TenantVault, type SecretPlace } from '../../platform/vault/index.js';
import { ToolsModule } from './index.js';

// The second wall: what the database refuses when a query forgets its tenant, and what a sealed value refuses.
const TABLES = ['tenant_data_keys', 'tool_secrets', 'tool_invocations', 'bookings'];

let test: TenantTest;
let toolId: string;
beforeAll(async () => {
  test = await createTenantTest([ToolsModule], { config: { ROLE: 'api' } });
  const http = { method: 'GET', url: 'https://api.example.com/', secretNames: ['KEY'] };
  const looked = { name: 'look', description: 'x', kind: 'http', http };
  toolId = (await test.send('POST', '/tools', looked)).body.id;
  await test.send('PUT', `/tools/${toolId}/secrets`, { KEY: 'sk-canary-123456' });
  const builtin = {
    name: 'bookMeeting',
    settings: { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:59' },
  };
  const booker = await test.send('POST', '/tools', {
    name: 'book',
    description: 'x',
    kind: 'builtin',
    builtin,
  });
  const agent = await makeAgentWith(test.owner, test.tenant, [booker.body.id]);
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const args = { start: `${tomorrow}T10:00:00Z`, title: 'Tea', name: 'Ada', email: 'ada@example.com' };
  const booked = await test.send('POST', `/agents/${agent}/tools/${booker.body.id}/invoke`, { args });
  expect(booked.status).toBe(200);
});
afterAll(() => test.close());

const as = (tenant: TenantId, sql: string) =>
  test.app.get(TenantDatabase).withTenant(tenant, (tx) => tx.query<unknown[]>(sql));

describe.each(TABLES)('rows of %s', (table) => {
  it('are there for their tenant and for nobody else, to read or to change', async () => {
    expect((await as(test.tenant, `select * from ${table}`)).length).toBeGreaterThan(0);
    expect(await as(test.neighbour, `select * from ${table}`)).toEqual([]);
    const before = await test.owner.query(`select * from ${table}`);
    await as(test.neighbour, `update ${table} set tenant_id = tenant_id`);
    await as(test.neighbour, `delete from ${table}`);
    expect((await test.owner.query(`select * from ${table}`)).rows).toEqual(before.rows);
    const plant = as(
      test.neighbour,
      `insert into ${table} select (jsonb_populate_record(null::${table}, '{"tenant_id":"${test.tenant}"}')).*`,
    );
    await expect(plant).rejects.toThrow(/row-level security|null value/);
  });
});

describe('a sealed secret', () => {
  it('opens in its own place and in no other', async () => {
    const vault = test.app.get(TenantVault);
    const { tenant } = test;
    const place: SecretPlace = ['tool_secrets', toolId, 'KEY'];
    await test.app.get(TenantDatabase).withTenant(test.tenant, async (tx) => {
      const secret = await vault.seal(tx, tenant, place, 'value');
      expect(await vault.open(tx, tenant, place, secret)).toBe('value');
      const others: SecretPlace[] = [
        ['tool_secrets', toolId, 'OTHER'],
        ['tool_secrets', newId(), 'KEY'],
        ['webhook_secrets', toolId, 'KEY'],
      ];
      for (const other of others) await expect(vault.open(tx, tenant, other, secret)).rejects.toThrow();
      await expect(vault.open(tx, tenantId(newId()), place, secret)).rejects.toThrow(
        'the data key of a secret is gone',
      );
      const sealed = Buffer.from(secret.sealed);
      sealed.writeUInt8(sealed.readUInt8(20) ^ 1, 20);
      await expect(vault.open(tx, tenant, place, { ...secret, sealed })).rejects.toThrow();
    });
  });

  it('says in words that the application’s secret was changed', async () => {
    await test.owner.query(`update tenant_data_keys set wrapping_key = 'another'`);
    const tested = await test.send('POST', `/tools/${toolId}/test`, { dryRun: false });
    expect(tested.status).toBe(500);
    expect(JSON.stringify(tested.body)).not.toContain('canary');
  });
});

describe('the erasure of a call', () => {
  it('takes what its tools said, and keeps the booked time', async () => {
    const call = newId();
    await test.owner.query(
      `insert into calls (id, tenant_id, agent_id, channel, status, created_at)
       select $1, tenant_id, id, 'api', 'created', now() from agents where tenant_id = $2 limit 1`,
      [call, test.tenant],
    );
    await test.owner.query('update tool_invocations set call_id = $1', [call]);
    await test.owner.query('update bookings set call_id = $1', [call]);
    await as(test.tenant, `update calls set erased_at = now() where id = '${call}'`);
    const { rows } = await test.owner.query(
      `select b.title, b.attendee_name, b.attendee_email, i.outcome, i.state
       from bookings b join tool_invocations i on i.call_id = b.call_id`,
    );
    const gone = { title: '', attendee_name: null, attendee_email: null, outcome: null };
    expect(rows).toEqual([{ ...gone, state: 'succeeded' }]);
  });
});

describe('the ledger', () => {
  it('forgets what is older than thirty days', async () => {
    const count = async () => (await test.owner.query('select 1 from tool_invocations')).rowCount;
    await test.app.get(ToolLedger).deleteOld();
    expect(await count()).toBe(1);
    await test.owner.query(`update tool_invocations set started_at = now() - interval '31 days'`);
    await test.app.get(ToolLedger).deleteOld();
    expect(await count()).toBe(0);
  });
});
