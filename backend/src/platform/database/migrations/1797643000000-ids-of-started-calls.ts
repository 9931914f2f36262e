import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A fact's id begins with when it was stated, as every id that is made here: how long its webhook took is counted from that.
 * The trigger made ids that begin with chance. Random bits, version's and variant's places come from such an id still.
 */
const ID = `(lpad(to_hex(floor(extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7'
  || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid`;

export class IdsOfStartedCalls1797643000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tellThatCallStarted(ID));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(tellThatCallStarted('gen_random_uuid()'));
  }
}

const tellThatCallStarted = (id: string): string => `
  create or replace function tell_that_call_started() returns trigger language plpgsql as $$
  begin
    insert into outbox (id, tenant_id, name, payload, dedupe_key)
    select ${id}, new.tenant_id, 'call.started',
      jsonb_build_object('callId', new.id, 'agentId', new.agent_id, 'channel', new.channel, 'startedAt',
        to_char(new.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
      new.id::text
    where exists (select from webhook_endpoints
      where tenant_id = new.tenant_id and 'call.started' = any(event_types))
    on conflict (tenant_id, name, dedupe_key) do nothing;
    return null;
  end $$`;
