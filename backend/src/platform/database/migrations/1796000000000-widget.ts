import type { MigrationInterface, QueryRunner } from 'typeorm';
import { allowLookup, protectTenantTable } from '../row-level-security.js';

/** How a widget looks, what visitors answered and thought, and every build of the script that was ever served. */
export class Widget1796000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table agents
        add column appearance jsonb not null default '{"theme": "auto", "accent": null, "position": "bottom-end"}'`);
    // A visitor's browser knows an agent's id and no tenant. Who asks by id gets that row alone.
    await allowLookup(runner, 'agents', 'id', 'app.lookup_key');

    await runner.query(`alter table consent_receipts add column accepted boolean not null default true`);

    await runner.query(`
      create table call_ratings (
        tenant_id uuid not null,
        call_id uuid not null,
        rating integer not null constraint call_ratings_rating_check check (rating between 1 and 5),
        comment text,
        rated_at timestamptz not null,
        constraint call_ratings_pkey primary key (tenant_id, call_id),
        constraint call_ratings_call_fkey foreign key (tenant_id, call_id)
          references calls (tenant_id, id) on delete cascade
      )`);
    await protectTenantTable(runner, 'call_ratings');

    // Belongs to no tenant and is public by nature. Nothing in it changes, so that a pinned address keeps its content.
    await runner.query(`
      create table widget_builds (
        version text constraint widget_builds_pkey primary key,
        source bytea not null,
        built_at timestamptz not null
      )`);
    await runner.query(`grant select, insert on widget_builds to orbis_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table widget_builds');
    await runner.query('drop table call_ratings');
    await runner.query('alter table consent_receipts drop column accepted');
    await runner.query('drop policy lookup_by_id on agents');
    await runner.query('alter table agents drop column appearance');
  }
}
