import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantRelay, protectTenantTable } from '../row-level-security.js';

const CHILDREN = ['turns', 'call_events', 'transcripts', 'consent_receipts'];

export class Calls1795200001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table calls (
        id uuid constraint calls_pkey primary key,
        tenant_id uuid not null constraint calls_tenant_fkey references tenants (id) on delete cascade,
        agent_id uuid not null,
        channel text not null constraint calls_channel_check check (channel in ('dashboard', 'widget', 'api')),
        status text not null constraint calls_status_check check (status in ('created', 'live', 'ended')),
        origin text,
        user_id text,
        owner text,
        epoch integer not null default 0,
        lease_until timestamptz,
        created_at timestamptz not null,
        started_at timestamptz,
        ended_at timestamptz,
        end_reason text,
        duration_ms integer,
        turn_count integer not null default 0,
        voice_to_voice_p50_ms double precision,
        erased_at timestamptz,
        constraint calls_tenant_id_id_key unique (tenant_id, id),
        constraint calls_agent_fkey foreign key (tenant_id, agent_id) references agents (tenant_id, id),
        constraint calls_state_check check (case status
          when 'created' then started_at is null and ended_at is null and owner is null
          when 'live' then started_at is not null and ended_at is null and owner is not null
            and lease_until is not null
          else ended_at is not null and end_reason is not null and duration_ms is not null and owner is null
        end)
      )`);
    // The list is read newest first, which is the order of ids, by the unique key above or here for one agent. What is
    // open is few and read by the sweep. No index holds lease_until or turn_count, which change every few seconds, so
    // those updates stay in place.
    await runner.query(`create index calls_of_agent_idx on calls (tenant_id, agent_id, id)`);
    await runner.query(`create index calls_open_idx on calls (status, created_at) where status <> 'ended'`);

    await runner.query(`
      create table turns (
        tenant_id uuid not null,
        call_id uuid not null,
        seq integer not null,
        turn integer not null,
        role text not null constraint turns_role_check check (role in ('user', 'agent')),
        text text not null,
        interrupted boolean not null,
        started_at timestamptz not null,
        ended_at timestamptz not null,
        latency jsonb,
        epoch integer not null,
        constraint turns_pkey primary key (tenant_id, call_id, seq),
        ${ofCall('turns')}
      )`);
    await runner.query(`
      create table call_events (
        tenant_id uuid not null,
        call_id uuid not null,
        seq integer not null,
        at timestamptz not null,
        kind text not null,
        turn integer,
        data jsonb not null,
        epoch integer not null,
        constraint call_events_pkey primary key (tenant_id, call_id, seq),
        ${ofCall('call_events')}
      )`);
    await runner.query(`
      create table transcripts (
        tenant_id uuid not null,
        call_id uuid not null,
        text text not null,
        search tsvector not null,
        assembled_at timestamptz not null,
        constraint transcripts_pkey primary key (tenant_id, call_id),
        ${ofCall('transcripts')}
      )`);
    await runner.query(`
      create table consent_receipts (
        tenant_id uuid not null,
        call_id uuid not null,
        version text not null,
        accepted_at timestamptz not null,
        constraint consent_receipts_pkey primary key (tenant_id, call_id),
        ${ofCall('consent_receipts')}
      )`);

    for (const table of ['calls', ...CHILDREN]) await protectTenantTable(runner, table);
    // What the orphan sweep has to see over all tenants, and nothing of what was said or by whom.
    await grantRelay(runner, 'calls', ['id', 'tenant_id', 'status', 'created_at', 'lease_until']);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...CHILDREN, 'calls']) await runner.query(`drop table ${table}`);
  }
}

const ofCall = (table: string): string => `
  constraint ${table}_call_fkey foreign key (tenant_id, call_id) references calls (tenant_id, id) on delete cascade`;
