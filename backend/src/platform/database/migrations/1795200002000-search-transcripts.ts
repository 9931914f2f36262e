import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CURRENT_TENANT } from '../row-level-security.js';

/**
 * Behind row-level security Postgres uses an index only for operators that cannot leak what they look at, and text
 * search is none of them: every search would read every transcript of the tenant. So the search is a function that
 * runs as the owner of the tables, whom a policy lets read, and that keeps to the current tenant by itself. It gives
 * ids and nothing else.
 */
export class SearchTranscripts1795200002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index transcripts_search_idx on transcripts using gin (search)`);
    await runner.query(
      `create policy transcripts_search on transcripts for select to current_user using (true)`,
    );
    await runner.query(`
      create function calls_that_say(words text) returns setof uuid
      language sql stable security definer set search_path = pg_catalog, public
      as $$
        select call_id from public.transcripts
        where tenant_id = ${CURRENT_TENANT} and search @@ websearch_to_tsquery('simple', words)
      $$`);
    await runner.query(`revoke all on function calls_that_say(text) from public`);
    await runner.query(`grant execute on function calls_that_say(text) to orbis_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function calls_that_say(text)`);
    await runner.query(`drop policy transcripts_search on transcripts`);
    await runner.query(`drop index transcripts_search_idx`);
  }
}
