import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CURRENT_TENANT, grantRelay, protectTenantTable } from '../row-level-security.js';

/** Outbox, the guard against doing a fact twice, kept answers for Idempotency-Key, and mails to send. */
export class Platform1795000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outbox (
        id uuid PRIMARY KEY,
        tenant_id uuid NOT NULL,
        name text NOT NULL,
        payload jsonb NOT NULL,
        dedupe_key text,
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dead')),
        attempts integer NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL DEFAULT now(),
        next_at timestamptz NOT NULL DEFAULT now(),
        lease_until timestamptz,
        done_at timestamptz,
        last_error text,
        UNIQUE (tenant_id, id),
        UNIQUE (tenant_id, name, dedupe_key)
      )`);
    await runner.query(`CREATE INDEX outbox_open ON outbox (next_at) WHERE state = 'open'`);
    await runner.query(`CREATE INDEX outbox_done ON outbox (done_at) WHERE state = 'done'`);
    await protectTenantTable(runner, 'outbox', 'SELECT, INSERT');
    await runner.query(
      `GRANT UPDATE (state, attempts, next_at, lease_until, done_at, last_error) ON outbox TO orbis_app`,
    );
    // The relay moves rows along but never writes a fact: no INSERT, and no right to change name or payload.
    await runner.query(`GRANT SELECT (id, tenant_id, name, state, attempts, created_at, next_at, lease_until, done_at)
      ON outbox TO orbis_relay`);
    await runner.query(
      `GRANT UPDATE (state, attempts, next_at, lease_until, done_at, last_error), DELETE ON outbox TO orbis_relay`,
    );
    await runner.query(`CREATE POLICY relay_all ON outbox TO orbis_relay USING (true) WITH CHECK (true)`);

    await runner.query(`
      CREATE TABLE processed (
        tenant_id uuid NOT NULL,
        outbox_id uuid NOT NULL,
        consumer text NOT NULL,
        processed_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tenant_id, outbox_id, consumer),
        FOREIGN KEY (tenant_id, outbox_id) REFERENCES outbox (tenant_id, id) ON DELETE CASCADE
      )`);
    await protectTenantTable(runner, 'processed', 'SELECT, INSERT');

    await runner.query(`
      CREATE TABLE idempotent_answers (
        tenant_id uuid NOT NULL,
        actor text NOT NULL,
        key text NOT NULL,
        request_hash bytea NOT NULL,
        answer bytea,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tenant_id, actor, key)
      )`);
    await runner.query(`CREATE INDEX idempotent_answers_age ON idempotent_answers (created_at)`);
    await protectTenantTable(runner, 'idempotent_answers');
    await runner.query(
      `GRANT SELECT (tenant_id, actor, key, created_at), DELETE ON idempotent_answers TO orbis_relay`,
    );
    await runner.query(`CREATE POLICY relay_all ON idempotent_answers TO orbis_relay USING (true)`);

    await runner.query(`
      CREATE TABLE mails (
        id uuid PRIMARY KEY,
        tenant_id uuid NOT NULL DEFAULT ${CURRENT_TENANT},
        business_key text NOT NULL,
        template text NOT NULL,
        body bytea,
        state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent')),
        created_at timestamptz NOT NULL DEFAULT now(),
        sent_at timestamptz,
        UNIQUE (tenant_id, id),
        UNIQUE (tenant_id, business_key)
      )`);
    await protectTenantTable(runner, 'mails', 'SELECT, INSERT, UPDATE');
    await grantRelay(runner, 'mails', ['id', 'tenant_id', 'created_at']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE mails, idempotent_answers, processed, outbox');
  }
}
