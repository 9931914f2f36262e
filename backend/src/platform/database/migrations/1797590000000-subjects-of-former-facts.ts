import type { MigrationInterface, QueryRunner } from 'typeorm';

const FORCED = ['referral_facts', 'referral_fact_subjects'] as const;

/**
 * Names the subjects of facts that are older than the table of subjects. The migration that made the table meant to; but
 * row-level security is forced on owners too, and an owner who is no superuser saw no facts there.
 */
export class SubjectsOfFormerFacts1797590000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of FORCED) await runner.query(`alter table ${table} no force row level security`);
    await runner.query(`
      insert into referral_fact_subjects (subject, fact_id)
        select distinct subject, id from referral_facts, unnest(subjects) as subject
        on conflict do nothing`);
    for (const table of FORCED) await runner.query(`alter table ${table} force row level security`);
  }

  /** Facts have had their subjects all along, as far as anybody can tell. */
  down(): Promise<void> {
    return Promise.resolve();
  }
}
