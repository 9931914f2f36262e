import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a call has booked is counted with each booking, and forgotten with the call. */
export class BookingsOfCalls1797639001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create index bookings_call_idx on bookings (tenant_id, call_id) where call_id is not null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index bookings_call_idx');
  }
}
