import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantRelay, protectTenantTable } from '../row-level-security.js';

/**
 * For how long teams keep calls; a team without a row, or with null days, keeps all. And the orders in which an audit
 * log is read when somebody looks for a person or a kind of act.
 */
export class Retention1797500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table call_retention (
        tenant_id uuid not null constraint call_retention_pkey primary key
          constraint call_retention_tenant_fkey references tenants (id) on delete cascade,
        days integer constraint call_retention_days_check check (days between 1 and 3650),
        changed_at timestamptz not null
      )`);
    await protectTenantTable(runner, 'call_retention', 'SELECT, INSERT, UPDATE');
    await grantRelay(runner, 'call_retention', ['tenant_id', 'days']);
    await runner.query('grant select (erased_at) on calls to orbis_relay');
    // Nothing in it changes while a call is on. Erased calls are many after some years, and no list shows them.
    await runner.query('create index calls_kept_idx on calls (tenant_id, id) where erased_at is null');
    await runner.query(`create trigger call_retention_live after insert or update on call_retention for each row
      execute function announce_live('tenant.changed', 'tenant_id', 'tenant_id')`);
    await runner.query('create index audit_log_actor_idx on audit_log (tenant_id, actor_id, id)');
    await runner.query('create index audit_log_action_idx on audit_log (tenant_id, action, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index audit_log_actor_idx, audit_log_action_idx, calls_kept_idx');
    await runner.query('revoke select (erased_at) on calls from orbis_relay');
    await runner.query('drop table call_retention');
  }
}
