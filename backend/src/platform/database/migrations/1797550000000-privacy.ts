import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantRelay, protectTenantTable } from '../row-level-security.js';

/**
 * By which addresses and numbers calls are found without keeping these, which callers were erased, and which mails a
 * call sent.
 */
export class Privacy1797550000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table caller_marks (
        tenant_id uuid not null,
        call_id uuid not null,
        mark bytea not null constraint caller_marks_mark_check check (length(mark) = 32),
        constraint caller_marks_pkey primary key (tenant_id, mark, call_id),
        constraint caller_marks_call_fkey foreign key (tenant_id, call_id)
          references calls (tenant_id, id) on delete cascade
      )`);
    await runner.query('create index caller_marks_call_idx on caller_marks (tenant_id, call_id)');
    await protectTenantTable(runner, 'caller_marks', 'SELECT, INSERT, DELETE');

    await runner.query(`
      create table caller_erasures (
        id uuid constraint caller_erasures_pkey primary key,
        tenant_id uuid not null constraint caller_erasures_tenant_fkey references tenants (id) on delete cascade,
        marks bytea[] not null,
        known_by text[] not null
          constraint caller_erasures_known_by_check check (known_by <@ array['userId', 'email', 'phone', 'call']),
        state text not null constraint caller_erasures_state_check check (state in ('running', 'done')),
        asked_at timestamptz not null,
        looked_until uuid,
        worked_at timestamptz not null,
        finished_at timestamptz,
        calls integer not null default 0,
        records integer not null default 0,
        constraint caller_erasures_tenant_id_id_key unique (tenant_id, id),
        constraint caller_erasures_finished_check check ((state = 'done') = (finished_at is not null))
      )`);
    await runner.query(
      `create index caller_erasures_running_idx on caller_erasures (worked_at) where state = 'running'`,
    );
    // Row-level security lets no index over arrays be used; by time the few that may concern a call are found.
    await runner.query('create index caller_erasures_asked_idx on caller_erasures (tenant_id, asked_at)');
    // A tombstone is never taken away: it is what a restored backup is held against.
    await protectTenantTable(runner, 'caller_erasures', 'SELECT, INSERT, UPDATE');
    await grantRelay(runner, 'caller_erasures', ['id', 'tenant_id', 'state', 'worked_at']);
    await runner.query(`create trigger caller_erasures_live after insert or update of state on caller_erasures
      for each row execute function announce_live('tenant.changed', 'tenant_id', 'tenant_id')`);

    await runner.query('alter table mails add column call_id uuid');
    await runner.query('create index mails_call_idx on mails (tenant_id, call_id) where call_id is not null');
    for (const table of ['mails', 'tool_invocations'])
      await runner.query(`alter table ${table} no force row level security`);
    await runner.query(`
      update mails set call_id = i.call_id from tool_invocations i
      where mails.business_key like 'tool:%' and i.tenant_id = mails.tenant_id
        and i.id::text = split_part(mails.business_key, ':', 2)`);
    for (const table of ['mails', 'tool_invocations'])
      await runner.query(`alter table ${table} force row level security`);
    await runner.query(FORGET_WITH_MAILS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(FORGET_WITHOUT_MAILS);
    await runner.query('alter table mails drop column call_id');
    await runner.query('drop table caller_erasures, caller_marks');
  }
}

const FORGET_TOOLS = `
  update bookings set title = '', attendee_name = null, attendee_email = null
    where tenant_id = new.tenant_id and call_id = new.id;`;

// A digest of few possible words is as good as the words, and keys of mails hold who got them.
const FORGET_WITH_MAILS = `
  create or replace function forget_what_tools_said() returns trigger language plpgsql as $$
  begin
    update tool_invocations set outcome = null, args_digest = '' where tenant_id = new.tenant_id and call_id = new.id;
    ${FORGET_TOOLS}
    update mails set body = null, business_key = 'erased:' || id
      where tenant_id = new.tenant_id and call_id = new.id;
    return null;
  end $$`;

const FORGET_WITHOUT_MAILS = `
  create or replace function forget_what_tools_said() returns trigger language plpgsql as $$
  begin
    update tool_invocations set outcome = null where tenant_id = new.tenant_id and call_id = new.id;
    ${FORGET_TOOLS}
    return null;
  end $$`;
