import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from '../row-level-security.js';

/** Where teams want to be told what happened, what they are told, and how each attempt went. */
export class Webhooks1796800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table webhook_endpoints (
        id uuid constraint webhook_endpoints_pkey primary key,
        tenant_id uuid not null constraint webhook_endpoints_tenant_fkey references tenants (id) on delete cascade,
        url text not null,
        description text not null,
        event_types text[] not null,
        off_reason text constraint webhook_endpoints_off_check check (off_reason in ('person', 'failing', 'gone')),
        off_at timestamptz,
        failing_since timestamptz,
        failures integer not null default 0,
        slow boolean not null default false,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint webhook_endpoints_tenant_id_id_key unique (tenant_id, id),
        constraint webhook_endpoints_off_parts_check check ((off_reason is null) = (off_at is null))
      )`);
    await runner.query(`
      create table webhook_secrets (
        id uuid constraint webhook_secrets_pkey primary key,
        tenant_id uuid not null,
        endpoint_id uuid not null,
        key_id uuid not null,
        sealed bytea not null,
        created_at timestamptz not null,
        expires_at timestamptz,
        constraint webhook_secrets_tenant_id_id_key unique (tenant_id, id),
        constraint webhook_secrets_endpoint_fkey foreign key (tenant_id, endpoint_id)
          references webhook_endpoints (tenant_id, id) on delete cascade,
        constraint webhook_secrets_key_fkey foreign key (tenant_id, key_id) references tenant_data_keys (tenant_id, id)
      )`);
    await runner.query(
      'create index webhook_secrets_endpoint_idx on webhook_secrets (tenant_id, endpoint_id)',
    );
    await runner.query(`
      create table webhook_messages (
        id uuid constraint webhook_messages_pkey primary key,
        tenant_id uuid not null constraint webhook_messages_tenant_fkey references tenants (id) on delete cascade,
        type text not null,
        body text not null,
        created_at timestamptz not null default now(),
        constraint webhook_messages_tenant_id_id_key unique (tenant_id, id)
      )`);
    await runner.query('create index webhook_messages_age_idx on webhook_messages (created_at)');
    // Times that decide who may act are the database's own, the only clock that all processes share.
    await runner.query(`
      create table webhook_deliveries (
        id uuid constraint webhook_deliveries_pkey primary key,
        tenant_id uuid not null,
        endpoint_id uuid not null,
        message_id uuid not null,
        type text not null,
        trigger text not null
          constraint webhook_deliveries_trigger_check check (trigger in ('event', 'replay', 'test')),
        state text not null
          constraint webhook_deliveries_state_check check (state in ('pending', 'delivered', 'failed', 'skipped')),
        attempts integer not null default 0,
        due_at timestamptz not null default now(),
        lease_until timestamptz,
        last_status integer,
        last_fault text,
        last_duration_ms integer,
        created_at timestamptz not null default now(),
        constraint webhook_deliveries_tenant_id_id_key unique (tenant_id, id),
        constraint webhook_deliveries_endpoint_fkey foreign key (tenant_id, endpoint_id)
          references webhook_endpoints (tenant_id, id) on delete cascade,
        constraint webhook_deliveries_message_fkey foreign key (tenant_id, message_id)
          references webhook_messages (tenant_id, id) on delete cascade
      )`);
    // However often a fact is worked on, an endpoint is told of it once; a replay is a wish of its own.
    await runner.query(`create unique index webhook_deliveries_once_idx
      on webhook_deliveries (tenant_id, endpoint_id, message_id) where trigger = 'event'`);
    await runner.query(
      'create index webhook_deliveries_log_idx on webhook_deliveries (tenant_id, endpoint_id, id)',
    );
    await runner.query(
      'create index webhook_deliveries_message_idx on webhook_deliveries (tenant_id, message_id)',
    );
    await runner.query(`create index webhook_deliveries_line_idx
      on webhook_deliveries (tenant_id, endpoint_id, due_at) where state = 'pending'`);
    await runner.query(
      `create index webhook_deliveries_due_idx on webhook_deliveries (due_at) where state = 'pending'`,
    );
    await runner.query(`
      create table webhook_attempts (
        tenant_id uuid not null,
        delivery_id uuid not null,
        number integer not null,
        at timestamptz not null default now(),
        duration_ms integer,
        status integer,
        fault text,
        response text,
        constraint webhook_attempts_pkey primary key (tenant_id, delivery_id, number),
        constraint webhook_attempts_delivery_fkey foreign key (tenant_id, delivery_id)
          references webhook_deliveries (tenant_id, id) on delete cascade
      )`);
    for (const table of ['endpoints', 'secrets', 'messages', 'deliveries', 'attempts'])
      await protectTenantTable(runner, `webhook_${table}`);
    await runner.query(
      'grant select (id, tenant_id, endpoint_id, message_id, state, due_at, lease_until) on webhook_deliveries to orbis_relay',
    );
    await runner.query(
      'create policy relay_read on webhook_deliveries for select to orbis_relay using (true)',
    );
    await runner.query('grant select (id, tenant_id, created_at), delete on webhook_messages to orbis_relay');
    await runner.query('create policy relay_all on webhook_messages to orbis_relay using (true)');

    // Calls need not know who listens, and taking a call costs one look into an index where nobody does. The relay
    // finds the row within a second; nobody waits for it, so nobody is notified.
    await runner.query(`
      create function tell_that_call_started() returns trigger language plpgsql as $$
      begin
        insert into outbox (id, tenant_id, name, payload, dedupe_key)
        select gen_random_uuid(), new.tenant_id, 'call.started',
          jsonb_build_object('callId', new.id, 'agentId', new.agent_id, 'channel', new.channel, 'startedAt',
            to_char(new.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
          new.id::text
        where exists (select from webhook_endpoints
          where tenant_id = new.tenant_id and 'call.started' = any(event_types))
        on conflict (tenant_id, name, dedupe_key) do nothing;
        return null;
      end $$`);
    await runner.query(`create trigger calls_taken after update of status on calls for each row
      when (old.status = 'created' and new.status = 'live') execute function tell_that_call_started()`);

    const announce = `execute function announce_live('webhook.changed', 'id', 'tenant_id')`;
    await runner.query(
      `create trigger webhook_endpoints_live after insert or delete on webhook_endpoints for each row ${announce}`,
    );
    await runner.query(`create trigger webhook_endpoints_change_live after update on webhook_endpoints for each row when (
      (old.url, old.description, old.event_types, old.off_reason, old.failing_since) is distinct from
      (new.url, new.description, new.event_types, new.off_reason, new.failing_since)) ${announce}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger calls_taken on calls');
    await runner.query('drop function tell_that_call_started');
    await runner.query(
      'drop table webhook_attempts, webhook_deliveries, webhook_messages, webhook_secrets, webhook_endpoints',
    );
  }
}
