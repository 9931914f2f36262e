import type { MigrationInterface, QueryRunner } from 'typeorm';

const IN_OFFICE = `current_setting('app.referral_office', true) = 'on'`;

/**
 * Whom and what each fact concerns, a row for each. Behind row-level security an index answers only what cannot leak by
 * an error, and overlapping arrays is not held to be that: every look for the facts about a team read all facts ever
 * reported. Texts that are equal pass.
 */
export class ReferralSubjects1797540000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table referral_fact_subjects (
        subject text not null,
        fact_id bigint not null
          constraint referral_fact_subjects_fact_fkey references referral_facts (id),
        constraint referral_fact_subjects_pkey primary key (subject, fact_id)
      );
      alter table referral_fact_subjects enable row level security, force row level security;
      create policy office on referral_fact_subjects to orbis_app using (${IN_OFFICE}) with check (${IN_OFFICE});
      grant select, insert on referral_fact_subjects to orbis_app;
      insert into referral_fact_subjects (subject, fact_id)
        select distinct subject, id from referral_facts, unnest(subjects) as subject;
      create function note_referral_subjects() returns trigger language plpgsql as $$
        begin
          insert into referral_fact_subjects (subject, fact_id)
            select distinct subject, new.id from unnest(new.subjects) as subject;
          return null;
        end
      $$;
      create trigger referral_facts_note_subjects after insert on referral_facts
        for each row execute function note_referral_subjects();
      create trigger referral_fact_subjects_keep_rows before update or delete on referral_fact_subjects
        for each row execute function refuse_referral_change();
      create trigger referral_fact_subjects_keep_table before truncate on referral_fact_subjects
        for each statement execute function refuse_referral_change();
      drop index referral_facts_subjects_idx;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index referral_facts_subjects_idx on referral_facts using gin (subjects) with (fastupdate = off);
      drop trigger referral_facts_note_subjects on referral_facts;
      drop table referral_fact_subjects;
      drop function note_referral_subjects;`);
  }
}
