import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from '../row-level-security.js';

const FILLED = ['agents', 'agent_tools'];

/**
 * What visitors get is a version that nobody can change; the agent's row is the draft of the next. Agents that were
 * published before have said what their row says, so that is their first version.
 */
export class AgentVersions1796500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table agent_versions (
        tenant_id uuid not null,
        agent_id uuid not null,
        number integer not null constraint agent_versions_number_check check (number > 0),
        content jsonb not null,
        note text not null,
        restored_from integer,
        actor_kind text not null,
        actor_id text,
        published_at timestamptz not null,
        constraint agent_versions_pkey primary key (tenant_id, agent_id, number),
        constraint agent_versions_agent_fkey foreign key (tenant_id, agent_id)
          references agents (tenant_id, id) on delete cascade
      );
      alter table agents add column published_version integer;
      alter table agent_tools
        alter column position drop not null,
        add column published boolean not null default false,
        add constraint agent_tools_used_check check (position is not null or published);
      alter table calls add column agent_version integer`);
    // Row-level security is forced for the owner too, who has no tenant here and would find no rows to fill from.
    for (const table of FILLED) await runner.query(`alter table ${table} no force row level security`);
    await runner.query(`
      insert into agent_versions
      select a.tenant_id, a.id, 1, jsonb_build_object(
          'name', name, 'systemPrompt', system_prompt, 'firstMessage', first_message, 'voiceId', voice_id,
          'language', language, 'idleTimeoutSeconds', idle_timeout_seconds,
          'maxDurationSeconds', max_duration_seconds, 'patience', patience, 'echoGuard', echo_guard,
          'silencePromptSeconds', silence_prompt_seconds, 'consentText', consent_text, 'appearance', appearance,
          'toolIds', coalesce((select jsonb_agg(l.tool_id order by l.position) from agent_tools l
                               where l.tenant_id = a.tenant_id and l.agent_id = a.id), '[]')
        ), '', null, 'system', null, a.updated_at
      from agents a where a.status = 'published' and a.deleted_at is null;
      update agents set published_version = 1 where status = 'published' and deleted_at is null;
      update agent_tools l set published = true from agents a
        where a.tenant_id = l.tenant_id and a.id = l.agent_id and a.published_version is not null`);
    for (const table of FILLED) await runner.query(`alter table ${table} force row level security`);
    await runner.query(`
      alter table agents
        drop column status,
        add constraint agents_published_version_fkey foreign key (tenant_id, id, published_version)
          references agent_versions (tenant_id, agent_id, number)`);
    // No update: what a version says stays said. Deleting an agent takes its words, and so its versions.
    await protectTenantTable(runner, 'agent_versions', 'SELECT, INSERT, DELETE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table agents
        drop constraint agents_published_version_fkey,
        add column status text constraint agents_status_check check (status in ('draft', 'published'))`);
    for (const table of FILLED) await runner.query(`alter table ${table} no force row level security`);
    await runner.query(`
      update agents set status = case when published_version is null then 'draft' else 'published' end;
      delete from agent_tools where position is null`);
    for (const table of FILLED) await runner.query(`alter table ${table} force row level security`);
    await runner.query(`
      alter table agents alter column status set not null, drop column published_version;
      alter table agent_tools
        drop constraint agent_tools_used_check,
        drop column published,
        alter column position set not null;
      alter table calls drop column agent_version;
      drop table agent_versions`);
  }
}
