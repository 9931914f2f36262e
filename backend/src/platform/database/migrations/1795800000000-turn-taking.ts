import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How an agent takes turns. The defaults are the contract's, so that agents from before it behave as new ones do. */
export class TurnTaking1795800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table agents
        add column patience text not null default 'balanced'
          constraint agents_patience_check check (patience in ('quick', 'balanced', 'patient')),
        add column echo_guard text not null default 'auto'
          constraint agents_echo_guard_check check (echo_guard in ('auto', 'on', 'off')),
        add column silence_prompt_seconds integer not null default 60
          constraint agents_silence_prompt_check check (silence_prompt_seconds >= 0)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table agents
        drop column patience, drop column echo_guard, drop column silence_prompt_seconds`);
  }
}
