import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A new team keeps its calls for 90 days until it chooses otherwise; teams that are there already keep what they have.
 * A team brings its period along by itself, so no way of making one can forget it.
 */
export class RetentionOfNewTeams1797636000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function begin_retention() returns trigger language plpgsql as $$
        begin
          insert into call_retention (tenant_id, days, changed_at) values (new.id, 90, new.created_at);
          return null;
        end
      $$`);
    await runner.query(
      'create trigger tenants_retention after insert on tenants for each row execute function begin_retention()',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function begin_retention() cascade');
  }
}
