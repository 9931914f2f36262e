import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from '../row-level-security.js';

/**
 * Each consumer of a fact has its own failures, so that none uses up the tries of another. A row is written when a try
 * fails, and goes when one succeeds. `outbox.attempts` and `outbox.last_error` stay for the version before this one.
 */
export class OutboxTries1797580000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outbox_tries (
        tenant_id uuid NOT NULL,
        outbox_id uuid NOT NULL,
        consumer text NOT NULL,
        failures integer NOT NULL CHECK (failures > 0),
        next_at timestamptz NOT NULL,
        given_up boolean NOT NULL DEFAULT false,
        last_error text NOT NULL,
        PRIMARY KEY (tenant_id, outbox_id, consumer),
        FOREIGN KEY (tenant_id, outbox_id) REFERENCES outbox (tenant_id, id) ON DELETE CASCADE
      )`);
    await protectTenantTable(runner, 'outbox_tries', 'SELECT, DELETE');
    await runner.query('GRANT SELECT, INSERT, UPDATE, DELETE ON outbox_tries TO orbis_relay');
    await runner.query(
      'CREATE POLICY relay_all ON outbox_tries TO orbis_relay USING (true) WITH CHECK (true)',
    );
    await runner.query('CREATE INDEX outbox_tries_given_up ON outbox_tries (outbox_id) WHERE given_up');

    // What is done of a fact, so that only the rest is handed out again.
    await runner.query('GRANT SELECT (tenant_id, outbox_id, consumer) ON processed TO orbis_relay');
    await runner.query('CREATE POLICY relay_read ON processed FOR SELECT TO orbis_relay USING (true)');

    await runner.query('ALTER TABLE outbox ADD COLUMN waiting_in text, ADD COLUMN waiting_since timestamptz');
    await runner.query(
      'GRANT SELECT (waiting_in, waiting_since), UPDATE (waiting_in, waiting_since) ON outbox TO orbis_relay',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outbox DROP COLUMN waiting_in, DROP COLUMN waiting_since');
    await runner.query('DROP POLICY relay_read ON processed');
    await runner.query('REVOKE SELECT (tenant_id, outbox_id, consumer) ON processed FROM orbis_relay');
    await runner.query('DROP TABLE outbox_tries');
  }
}
