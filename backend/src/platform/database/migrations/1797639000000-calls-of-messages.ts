import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which call a message is about, so that forgetting a call reads its messages and not all of the team's. Postgres reads it
 * from the body itself: that holds for messages that are there, and for those that the version before goes on making while
 * it is replaced. An index over the expression would not do: row-level security keeps JSON operators away from one.
 * No foreign key: a message stays when its call goes.
 */
export class CallsOfMessages1797639000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table webhook_messages add column call_id uuid
        generated always as ((body::jsonb -> 'data' ->> 'callId')::uuid) stored`);
    await runner.query(`create index webhook_messages_call_idx
      on webhook_messages (tenant_id, call_id) where call_id is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table webhook_messages drop column call_id');
  }
}
