import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantRelay } from '../row-level-security.js';

/**
 * What tools booked and answered outside of calls is found without reading what they did in calls, and says of itself that it
 * was forgotten: what is left of it tells that as little as what was never told. Sweeps see so much of it, and no word. What a receiver answered to a booking
 * outside of a call is kept no more, and what is kept of before goes.
 */
export class LooseRecords1797650000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['bookings', 'tool_invocations']) {
      await runner.query(`alter table ${table} add column forgotten_at timestamptz`);
      await runner.query(`create index ${table}_loose_idx on ${table} (tenant_id, id)
        where call_id is null and forgotten_at is null`);
    }
    await grantRelay(runner, 'bookings', ['id', 'tenant_id', 'call_id', 'created_at', 'forgotten_at']);
    await runner.query('grant select (call_id, forgotten_at) on tool_invocations to orbis_relay');
    const webhooks = ['webhook_messages', 'webhook_deliveries', 'webhook_attempts'];
    for (const table of webhooks) await runner.query(`alter table ${table} no force row level security`);
    await runner.query(`
      update webhook_attempts a set response = null
      from webhook_deliveries d join webhook_messages m on m.tenant_id = d.tenant_id and m.id = d.message_id
      where m.type = 'booking.created' and m.call_id is null
        and a.tenant_id = d.tenant_id and a.delivery_id = d.id and a.response is not null`);
    for (const table of webhooks) await runner.query(`alter table ${table} force row level security`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop policy relay_read on bookings');
    await runner.query('revoke select (id, tenant_id, call_id, created_at) on bookings from orbis_relay');
    await runner.query('revoke select (call_id) on tool_invocations from orbis_relay');
    for (const table of ['bookings', 'tool_invocations'])
      await runner.query(`alter table ${table} drop column forgotten_at`);
  }
}
