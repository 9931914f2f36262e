import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets the doctor look at the schema where it runs, in containers that do not know the owner. */
export class AppliedMigrations1797590001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('grant select on migrations to orbis_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('revoke select on migrations from orbis_app');
  }
}
