import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from '../row-level-security.js';

/** What tools are, their sealed secrets, the ledger of their effects and the meetings that they book. */
export class Tools1795400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // json, not jsonb: the models are told the properties in the order in which they were written.
    await runner.query(`
      alter table tools
        add column description text not null default '',
        add column kind text not null default 'client'
          constraint tools_kind_check check (kind in ('http', 'builtin', 'client')),
        add column parameters json not null default '{"type":"object","properties":{}}',
        add column http json,
        add column builtin json,
        add column confirm boolean not null default false,
        add column filler text not null default '',
        add column background boolean not null default false,
        add column updated_at timestamptz not null default now(),
        add constraint tools_parts_check
          check ((kind = 'http') = (http is not null) and (kind = 'builtin') = (builtin is not null)),
        add constraint tools_name_key unique (tenant_id, name)`);
    await runner.query('create index agent_tools_tool_idx on agent_tools (tenant_id, tool_id)');

    await runner.query(`
      create table tenant_data_keys (
        id uuid constraint tenant_data_keys_pkey primary key,
        tenant_id uuid not null constraint tenant_data_keys_tenant_fkey references tenants (id) on delete cascade,
        wrapping_key text not null,
        wrapped bytea not null,
        created_at timestamptz not null,
        retired_at timestamptz,
        constraint tenant_data_keys_tenant_id_id_key unique (tenant_id, id)
      )`);
    await runner.query(
      'create unique index tenant_data_keys_current_idx on tenant_data_keys (tenant_id) where retired_at is null',
    );
    await runner.query(`
      create table tool_secrets (
        tenant_id uuid not null,
        tool_id uuid not null,
        name text not null,
        key_id uuid not null,
        sealed bytea not null,
        last4 text not null,
        updated_at timestamptz not null,
        constraint tool_secrets_pkey primary key (tenant_id, tool_id, name),
        constraint tool_secrets_tool_fkey foreign key (tenant_id, tool_id)
          references tools (tenant_id, id) on delete cascade,
        constraint tool_secrets_key_fkey foreign key (tenant_id, key_id) references tenant_data_keys (tenant_id, id)
      )`);

    // Times are the database's own, the only clock that all processes share: a deadline here decides who may go on.
    await runner.query(`
      create table tool_invocations (
        id uuid constraint tool_invocations_pkey primary key,
        tenant_id uuid not null,
        tool_id uuid not null,
        agent_id uuid not null,
        call_id uuid,
        idempotency_key text not null,
        confirmation text,
        args_digest bytea not null,
        state text not null
          constraint tool_invocations_state_check check (state in ('started', 'succeeded', 'failed', 'unknown')),
        may_repeat boolean not null,
        attempts integer not null default 1,
        outcome text,
        started_at timestamptz not null default now(),
        deadline_at timestamptz not null,
        finished_at timestamptz,
        constraint tool_invocations_tenant_id_id_key unique (tenant_id, id),
        constraint tool_invocations_key_key unique (tenant_id, idempotency_key),
        constraint tool_invocations_confirmation_key unique (tenant_id, confirmation),
        constraint tool_invocations_tool_fkey foreign key (tenant_id, tool_id)
          references tools (tenant_id, id) on delete cascade,
        constraint tool_invocations_call_fkey foreign key (tenant_id, call_id)
          references calls (tenant_id, id) on delete cascade
      )`);
    await runner.query('create index tool_invocations_tool_idx on tool_invocations (tenant_id, tool_id)');
    await runner.query('create index tool_invocations_call_idx on tool_invocations (tenant_id, call_id)');
    await runner.query('create index tool_invocations_age_idx on tool_invocations (started_at)');

    // Lets one exclusion constraint compare ids for equality and times for overlap.
    await runner.query('create extension if not exists btree_gist');
    await runner.query(`
      create table bookings (
        id uuid constraint bookings_pkey primary key,
        tenant_id uuid not null constraint bookings_tenant_fkey references tenants (id) on delete cascade,
        tool_id uuid,
        call_id uuid,
        occasion text not null,
        calendar text not null,
        during tstzrange not null,
        title text not null,
        attendee_name text,
        attendee_email text,
        created_at timestamptz not null,
        constraint bookings_tenant_id_id_key unique (tenant_id, id),
        constraint bookings_occasion_key unique (tenant_id, occasion),
        constraint bookings_overlap exclude using gist (tenant_id with =, calendar with =, during with &&),
        constraint bookings_tool_fkey foreign key (tenant_id, tool_id)
          references tools (tenant_id, id) on delete set null (tool_id),
        constraint bookings_call_fkey foreign key (tenant_id, call_id)
          references calls (tenant_id, id) on delete set null (call_id)
      )`);
    for (const table of ['tenant_data_keys', 'tool_secrets', 'tool_invocations', 'bookings'])
      await protectTenantTable(runner, table);
    await runner.query('grant select (id, tenant_id, started_at), delete on tool_invocations to orbis_relay');
    await runner.query('create policy relay_all on tool_invocations to orbis_relay using (true)');

    // What a call's tools said is erased with the call, in its transaction, and calls need not know that tools exist.
    // A booked time stays booked; whose it was goes.
    await runner.query(`
      create function forget_what_tools_said() returns trigger language plpgsql as $$
      begin
        update tool_invocations set outcome = null where tenant_id = new.tenant_id and call_id = new.id;
        update bookings set title = '', attendee_name = null, attendee_email = null
          where tenant_id = new.tenant_id and call_id = new.id;
        return null;
      end $$`);
    await runner.query(`
      create trigger calls_erased after update of erased_at on calls for each row
      when (old.erased_at is null and new.erased_at is not null) execute function forget_what_tools_said()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger calls_erased on calls');
    await runner.query('drop function forget_what_tools_said');
    await runner.query('drop table bookings, tool_invocations, tool_secrets, tenant_data_keys');
    await runner.query('drop index agent_tools_tool_idx');
    await runner.query(`
      alter table tools drop constraint tools_name_key, drop constraint tools_parts_check,
        drop column description, drop column kind, drop column parameters, drop column http, drop column builtin,
        drop column confirm, drop column filler, drop column background, drop column updated_at`);
  }
}
