import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantRelay, protectTenantTable } from '../row-level-security.js';

/** Lines of the audit log in an order in which each vouches for the one before it, and one root a day over all teams. */
export class AuditChain1797550001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table audit_chain (
        tenant_id uuid not null,
        position bigint not null constraint audit_chain_position_check check (position > 0),
        entry_id uuid not null,
        prev_hash text not null,
        hash text not null,
        linked_at timestamptz not null,
        constraint audit_chain_pkey primary key (tenant_id, position),
        constraint audit_chain_entry_key unique (tenant_id, entry_id)
      )`);
    await runner.query('create index audit_chain_day_idx on audit_chain (tenant_id, linked_at, position)');
    await runner.query('create index audit_chain_first_idx on audit_chain (tenant_id) where position = 1');
    await protectTenantTable(runner, 'audit_chain', 'SELECT, INSERT');
    await grantRelay(runner, 'audit_chain', ['tenant_id', 'position', 'hash', 'linked_at']);
    // Lines are linked in the background; which are not yet is known without looking at all that are.
    await runner.query(`
      create table audit_unlinked (
        tenant_id uuid not null,
        entry_id uuid not null,
        constraint audit_unlinked_pkey primary key (tenant_id, entry_id)
      )`);
    await protectTenantTable(runner, 'audit_unlinked', 'SELECT, INSERT, DELETE');
    await grantRelay(runner, 'audit_unlinked', ['tenant_id']);
    await runner.query(`
      create table audit_roots (
        day date constraint audit_roots_pkey primary key,
        root text not null,
        teams integer not null,
        made_at timestamptz not null default now()
      )`);
    await runner.query('grant select, insert on audit_roots to orbis_relay');

    await runner.query(`alter table audit_log no force row level security`);
    await runner.query(`alter table audit_unlinked no force row level security`);
    await runner.query(
      'insert into audit_unlinked (tenant_id, entry_id) select tenant_id, id from audit_log',
    );
    await runner.query(`alter table audit_unlinked force row level security`);
    await runner.query(`alter table audit_log force row level security`);
    await runner.query(`
      create function note_unlinked_audit() returns trigger language plpgsql as $$
      begin
        insert into audit_unlinked (tenant_id, entry_id) values (new.tenant_id, new.id);
        return null;
      end $$`);
    await runner.query(`create trigger audit_log_unlinked after insert on audit_log
      for each row execute function note_unlinked_audit()`);
    for (const table of ['audit_chain', 'audit_roots']) {
      await runner.query(`create trigger ${table}_keep_rows before update or delete on ${table}
        for each row execute function refuse_audit_change()`);
      await runner.query(`create trigger ${table}_keep_table before truncate on ${table}
        for each statement execute function refuse_audit_change()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger audit_log_unlinked on audit_log');
    await runner.query('drop function note_unlinked_audit');
    await runner.query('drop table audit_roots, audit_unlinked, audit_chain');
  }
}
