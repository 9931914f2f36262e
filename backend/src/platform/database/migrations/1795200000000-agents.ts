import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from '../row-level-security.js';

export class Agents1795200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table tools (
        id uuid constraint tools_pkey primary key,
        tenant_id uuid not null constraint tools_tenant_fkey references tenants (id) on delete cascade,
        name text not null,
        created_at timestamptz not null,
        constraint tools_tenant_id_id_key unique (tenant_id, id)
      )`);
    await runner.query(`
      create table agents (
        id uuid constraint agents_pkey primary key,
        tenant_id uuid not null constraint agents_tenant_fkey references tenants (id) on delete cascade,
        name text not null,
        system_prompt text not null,
        first_message text not null,
        voice_id text not null,
        language text not null,
        allowed_origins text[] not null,
        idle_timeout_seconds integer not null,
        max_duration_seconds integer not null,
        consent_text text not null,
        status text not null constraint agents_status_check check (status in ('draft', 'published')),
        created_at timestamptz not null,
        updated_at timestamptz not null,
        deleted_at timestamptz,
        constraint agents_tenant_id_id_key unique (tenant_id, id)
      )`);
    await runner.query(`
      create table agent_tools (
        tenant_id uuid not null,
        agent_id uuid not null,
        tool_id uuid not null,
        position integer not null,
        constraint agent_tools_pkey primary key (tenant_id, agent_id, tool_id),
        constraint agent_tools_agent_fkey foreign key (tenant_id, agent_id)
          references agents (tenant_id, id) on delete cascade,
        constraint agent_tools_tool_fkey foreign key (tenant_id, tool_id)
          references tools (tenant_id, id) on delete cascade
      )`);
    for (const table of ['tools', 'agents', 'agent_tools']) await protectTenantTable(runner, table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['agent_tools', 'agents', 'tools']) await runner.query(`drop table ${table}`);
  }
}
