import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Samples of voices belong to no tenant: every team hears the same. Nothing in them changes. */
export class VoicePreviews1796500001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table voice_previews (
        model text not null,
        voice_id text not null,
        wav bytea not null,
        made_at timestamptz not null,
        constraint voice_previews_pkey primary key (model, voice_id)
      )`);
    await runner.query('grant select, insert on voice_previews to orbis_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table voice_previews');
  }
}
