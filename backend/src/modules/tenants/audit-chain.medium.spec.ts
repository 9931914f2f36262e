import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createTenantTest, type TenantTest } from '../../../test/support/tenant-test.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDatabase, type TenantId, type Transaction } from '../../platform/database/index.js';
import { Logger } from '../../platform/logging/index.js';
import { endOf, linked } from './domain/audit-chain.js';
import { AuditChain, AuditLog, TenantsModule } from './index.js';
import { AuditChainRepository } from './persistence/audit-chain.repository.js';

/** In the day that is to be closed now, also in the minutes after midnight. */
const IN_DAY_TO_CLOSE = `now() - interval '1 day 5 minutes'`;

let test: TenantTest;
let chain: AuditChain;
beforeAll(async () => {
  test = await createTenantTest([TenantsModule], { config: { ROLE: 'api' } });
  chain = test.app.get(AuditChain);
  await record(5);
  await chain.link();
});
afterAll(() => test.close());

/** So many lines for each of two teams. */
async function record(lines: number): Promise<void> {
  for (const tenant of [test.tenant, test.neighbour])
    for (let index = 0; index < lines; index += 1)
      await test.app.get(TenantDatabase).withTenant(tenant, (tx) => recordIn(tx, tenant, `agent-${index}`));
}
const recordIn = (tx: Transaction, tenant: TenantId, targetId: string) =>
  test.app.get(AuditLog).record(tx, tenant, {
    actor: { kind: 'system' },
    action: 'agent.updated',
    targetType: 'agent',
    targetId,
  });

/** Past every lock, as nobody does but a test. */
async function pastLocks(sql: string): Promise<void> {
  await test.owner.query('set session_replication_role = replica');
  await test.owner.query(sql);
  await test.owner.query('set session_replication_role = origin');
}
const roots = async () =>
  (await test.owner.query<{ day: string; root: string }>('select day::text as day, root from audit_roots'))
    .rows;

/** What somebody with all rights over the database could do, looked at, and undone. */
async function afterChange(sql: string, parameters: unknown[] = []) {
  const tables = ['audit_log', 'audit_chain', 'audit_roots', 'audit_unlinked'];
  await test.owner.query('set session_replication_role = replica');
  for (const table of tables)
    await test.owner.query(`create temporary table kept_${table} as select * from ${table}`);
  await test.owner.query(sql, parameters);
  const found = await chain.verify();
  for (const table of tables) {
    await test.owner.query(`delete from ${table}`);
    await test.owner.query(`insert into ${table} select * from kept_${table}`);
    await test.owner.query(`drop table kept_${table}`);
  }
  await test.owner.query('set session_replication_role = origin');
  return found.findings;
}
const third = `tenant_id = $1 and entry_id = (select entry_id from audit_chain where tenant_id = $1 and position = 3)`;
const thirdLine = third.replace('entry_id =', 'id =');

describe('the audit log', () => {
  it('is linked in the background, team by team, and says how far', async () => {
    const { body } = await test.send('GET', '/tenants/me/audit-log/seal');
    expect(body).toEqual({ lines: 5, sealedAt: expect.any(String) });
    expect((await test.owner.query('select 1 from audit_unlinked')).rowCount).toBe(0);
    expect(await chain.verify()).toMatchObject({ teams: 2, lines: 10, findings: [] });
    await chain.link();
    expect(await chain.verify()).toMatchObject({ teams: 2, lines: 10, findings: [] });
  });

  it.each([
    ['a changed line', `update audit_log set target_id = 'agent-9' where ${thirdLine}`, 'changed_entry', 3],
    ['a line that is gone', `delete from audit_log where ${thirdLine}`, 'changed_entry', 3],
    ['a link that is gone', `delete from audit_chain where ${third}`, 'gap', 3],
    [
      'a link that was made anew',
      `update audit_chain set hash = repeat('a', 64) where ${third}`,
      'changed_entry',
      3,
    ],
    [
      'a line that was put in',
      `insert into audit_log select gen_random_uuid(), tenant_id, at, actor_kind, actor_id, action, target_type,
         target_id, request_id, outcome from audit_log where ${thirdLine}`,
      'unlinked_line',
      1,
    ],
  ])('shows %s', async (_what, sql, what, at) => {
    expect(await afterChange(sql, [test.tenant])).toEqual([{ where: test.tenant, what, at }]);
  });

  it('shows by the root of a day what was cut off at the end, with its links', async () => {
    await pastLocks(`update audit_chain set linked_at = ${IN_DAY_TO_CLOSE}`);
    await chain.link();
    const rows = await roots();
    expect(rows).toHaveLength(1);
    expect(await chain.verify(rows)).toMatchObject({ roots: 2, findings: [] });
    const cut = `with gone as (delete from audit_chain where position > 3 returning entry_id)
      delete from audit_log where id in (select entry_id from gone)`;
    expect(await afterChange(cut)).toEqual([{ where: rows[0]?.day, what: 'root', at: 0 }]);
    const forged = [{ day: rows[0]?.day ?? '', root: 'f'.repeat(64) }];
    expect((await chain.verify(forged)).findings).toEqual([{ where: rows[0]?.day, what: 'root', at: 0 }]);
  });

  it('has no day closed while somebody still links into it', async () => {
    await pastLocks('delete from audit_roots');
    const links = test.app.get(AuditChainRepository);
    await test.app.get(TenantDatabase).withTenant(test.tenant, async (tx) => {
      await recordIn(tx, test.tenant, 'late');
      await links.hold(tx, test.tenant);
      const head = await links.headOf(tx, test.tenant);
      const lines = await links.unlinked(tx, test.tenant, 1);
      for (const { position, prevHash, hash, line } of linked(head, lines))
        await tx.query(
          `insert into audit_chain (tenant_id, position, entry_id, prev_hash, hash, linked_at)
           values ($1, $2, $3, $4, $5, ${IN_DAY_TO_CLOSE})`,
          [test.tenant, position, line.id, prevHash, hash],
        );
      await tx.query('delete from audit_unlinked where tenant_id = $1', [test.tenant]);
      await chain.link();
      expect(await roots()).toEqual([]);
    });
    await chain.link();
    expect(await roots()).toHaveLength(1);
    expect(await chain.verify()).toMatchObject({ lines: 11, roots: 1, findings: [] });
  });

  it('says that a day is closed once, whoever else was about to close it', async () => {
    await pastLocks('delete from audit_roots');
    await pastLocks(`update audit_chain set linked_at = ${IN_DAY_TO_CLOSE}`);
    const said = jest.spyOn(test.app.get(Logger), 'info');
    await chain.link();
    // As whoever looked before the other one had closed the day, and came to the lock after it.
    const looked = jest.spyOn(test.app.get(AuditChainRepository), 'hasRoot').mockResolvedValueOnce(false);
    await chain.link();
    looked.mockRestore();
    expect(await roots()).toHaveLength(1);
    expect(said.mock.calls.filter(([what]) => what === 'the audit log of a day is closed')).toHaveLength(1);
    said.mockRestore();
  });

  it('has the times of the database, however wrong the clock of whoever links', async () => {
    const wrong = jest.spyOn(test.app.get(Clock), 'now').mockReturnValue(new Date('2050-01-01'));
    await record(1);
    await chain.link();
    wrong.mockRestore();
    const { body } = await test.send('GET', '/tenants/me/audit-log/seal');
    expect(Math.abs(Date.parse(body.sealedAt) - Date.now())).toBeLessThan(60_000);
    expect(await chain.verify()).toMatchObject({ lines: 13, findings: [] });
  });

  it('is linked once where several do so at the same time', async () => {
    for (let round = 1; round <= 5; round += 1) {
      await record(3);
      await Promise.all([chain.link(), chain.link(), chain.link()]);
      expect(await chain.verify()).toMatchObject({ lines: 13 + round * 6, findings: [] });
    }
  });

  it('cannot be changed by the application, and not by mistake by its owner', async () => {
    for (const table of ['audit_chain', 'audit_roots'])
      await expect(test.owner.query(`delete from ${table}`)).rejects.toThrow('append-only');
    await expect(
      test.app
        .get(TenantDatabase)
        .withTenant(test.tenant, (tx) => tx.query(`update audit_chain set hash = 'x'`)),
    ).rejects.toThrow('permission denied');
  });

  it('never gets a line into a day that is closed, whatever the clock says', async () => {
    const today = new Date().toISOString().slice(0, 10);
    await test.owner.query(`insert into audit_roots (day, root, teams) values ($1, 'of today', 2)`, [today]);
    await record(1);
    await chain.link();
    const { body } = await test.send('GET', '/tenants/me/audit-log/seal');
    expect(body.sealedAt).toBe(endOf(today).toISOString());
  });
});
