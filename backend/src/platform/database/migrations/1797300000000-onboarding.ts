import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from '../row-level-security.js';

/** On which sites an agent was seen, and who has put the list of first steps away. */
export class Onboarding1797300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table agent_sites (
        tenant_id uuid not null,
        agent_id uuid not null,
        origin text not null,
        first_seen_at timestamptz not null,
        constraint agent_sites_pkey primary key (tenant_id, agent_id, origin),
        constraint agent_sites_agent_fkey foreign key (tenant_id, agent_id)
          references agents (tenant_id, id) on delete cascade
      )`);
    await protectTenantTable(runner, 'agent_sites', 'SELECT, INSERT');
    await runner.query(`
      create trigger agent_sites_live after insert on agent_sites for each row
        execute function announce_live('agent.changed', 'agent_id', 'tenant_id')`);
    await runner.query('alter table memberships add column checklist_dismissed_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table memberships drop column checklist_dismissed_at');
    await runner.query('drop table agent_sites');
  }
}
