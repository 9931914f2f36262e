import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from '../row-level-security.js';

/**
 * How many calls at once a tenant and a key may have, how many a day a key and one address, and what an agent may cost
 * a day. Calls at once are counted from the calls themselves; calls a day have a counter, which one statement raises.
 */
export class CallLimits1795901000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table tenants
        add column max_concurrent_calls integer
          constraint tenants_max_concurrent_calls_check check (max_concurrent_calls between 0 and 100000);
      alter table api_keys add column limits jsonb not null default '{}';
      alter table agents add column daily_spend_limit jsonb;
      alter table calls add column api_key_id uuid;
      create index calls_live_idx on calls (tenant_id) where status = 'live';
      create table call_counts (
        tenant_id uuid not null references tenants (id) on delete cascade,
        subject uuid not null,
        day date not null,
        address text not null,
        calls integer not null,
        constraint call_counts_pkey primary key (tenant_id, subject, day, address)
      )`);
    await protectTenantTable(runner, 'call_counts');
    // What an installation lets a tenant have is not the tenant's to choose, whatever a request says.
    await runner.query(`
      revoke update on tenants from orbis_app;
      grant update (name, rate_limit_per_minute) on tenants to orbis_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      revoke update (name, rate_limit_per_minute) on tenants from orbis_app;
      grant update on tenants to orbis_app;
      drop table call_counts;
      drop index calls_live_idx;
      alter table calls drop column api_key_id;
      alter table agents drop column daily_spend_limit;
      alter table api_keys drop column limits;
      alter table tenants drop column max_concurrent_calls`);
  }
}
