import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The words of every build of the widget's script, so that a pinned one is never told those of another. */
export class WidgetWords1797610000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Like the scripts: of no tenant, public by nature, and nothing in it changes.
    await runner.query(`
      create table widget_words (
        name text constraint widget_words_pkey primary key,
        words bytea not null,
        built_at timestamptz not null
      )`);
    await runner.query(`grant select, insert on widget_words to orbis_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table widget_words');
  }
}
