import { runMigrations } from 'bullmq';
import type pg from 'pg';

/** Schema in which BullMQ keeps its jobs where there is no Redis. */
export const QUEUE_SCHEMA = 'bullmq';

/** Owned by the owner like every table, used by the relay's role. Always made, so that Redis may be added or removed by one variable. */
export async function prepareQueueSchema(client: pg.Client): Promise<void> {
  await runMigrations(client, QUEUE_SCHEMA);
  const schema = client.escapeIdentifier(QUEUE_SCHEMA);
  // CREATE, because BullMQ makes one sequence for each queue when it first meets it.
  await client.query(`GRANT USAGE, CREATE ON SCHEMA ${schema} TO orbis_relay`);
  await client.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO orbis_relay`);
  await client.query(`GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${schema} TO orbis_relay`);
  await client.query(`GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${schema} TO orbis_relay`);
}
