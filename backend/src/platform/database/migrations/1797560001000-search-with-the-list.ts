import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CURRENT_TENANT } from '../row-level-security.js';

/**
 * The function of the first search gives every call that says a word, before the list takes the newest fifty: with a word
 * that is said in each call, all of them. A view is planned together with the list, so that a common word is looked for
 * along the list until a page is full, and a rare one in the index of words. Like the function it is read as the owner of
 * the tables and keeps to the current tenant by itself; it is no security barrier, since only statements of ours ask it.
 * The tenant is a select of its own: the same expression as in the policy of `calls` would count as that policy's
 * condition, and whatever comes after a policy may not use the index of words.
 *
 * The function stays for the version that runs while this one is rolled out.
 */
export class SearchWithTheList1797560001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create view searchable_transcripts as
        select tenant_id, call_id, search from transcripts where tenant_id = (select ${CURRENT_TENANT})`);
    await runner.query('revoke all on searchable_transcripts from public');
    await runner.query('grant select on searchable_transcripts to orbis_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view searchable_transcripts');
  }
}
