import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a referred team was activated, which the rewards alone do not tell: terms may pay for something else. */
export class ReferralActivations1796100002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table referral_attributions add column activated_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table referral_attributions drop column activated_at');
  }
}
