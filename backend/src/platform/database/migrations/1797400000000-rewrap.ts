import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantRelay } from '../row-level-security.js';

/** Lets the sweep after a change of APP_SECRET find whose keys are still sealed under a former one; never the keys. */
export class Rewrap1797400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await grantRelay(runner, 'tenant_data_keys', ['tenant_id', 'wrapping_key']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop policy relay_read on tenant_data_keys');
    await runner.query('revoke select (tenant_id, wrapping_key) on tenant_data_keys from orbis_relay');
  }
}
