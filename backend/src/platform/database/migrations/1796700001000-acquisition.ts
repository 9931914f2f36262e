import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How a team came to us, told by the module that knows; newer news wins whatever order they arrive in. */
export class Acquisition1796700001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table tenants add column acquired_via text check (acquired_via in ('referral')),
        add column acquisition_noted_at timestamptz;
      grant update (acquired_via, acquisition_noted_at) on tenants to orbis_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table tenants drop column acquired_via, drop column acquisition_noted_at');
  }
}
