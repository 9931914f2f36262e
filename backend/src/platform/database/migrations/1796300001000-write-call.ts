import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a running call writes again and again, as functions: one statement and one way there and back each, where a
 * transaction around statements takes four. With hundreds of calls in a process these ways are what its connections
 * are busy with. Both run as their caller, behind row-level security.
 */
export class WriteCall1796300001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // The lock stands until the commit: a takeover, which raises the epoch in the same row, waits for this write, or
    // this write finds the new epoch. Events that are written again add nothing to what the call has used.
    await runner.query(`
      create function write_call(of_tenant uuid, its_id uuid, its_epoch integer, new_turns jsonb, new_events jsonb)
      returns boolean language plpgsql volatile set search_path = pg_catalog, public
      as $$
      begin
        perform from calls
          where tenant_id = of_tenant and id = its_id and epoch = its_epoch and status = 'live'
          for no key update;
        if not found then
          return false;
        end if;
        if new_turns is not null then
          with written as (
            insert into turns (
              tenant_id, call_id, seq, turn, role, text, interrupted, started_at, ended_at, latency, epoch)
            select of_tenant, its_id, t.seq, t.turn, t.role, t.text, t.interrupted, t."startedAt", t."endedAt",
              t.latency, its_epoch
            from jsonb_to_recordset(new_turns) as t(
              seq integer, turn integer, role text, text text, interrupted boolean,
              "startedAt" timestamptz, "endedAt" timestamptz, latency jsonb)
            on conflict do nothing
            returning seq
          )
          update calls set turn_count = turn_count + (select count(*) from written)
            where tenant_id = of_tenant and id = its_id;
        end if;
        if new_events is not null then
          with written as (
            insert into call_events (tenant_id, call_id, seq, at, kind, turn, data, epoch)
            select of_tenant, its_id, e.seq, e.at, e.kind, e.turn, e.data, its_epoch
            from jsonb_to_recordset(new_events) as e(
              seq integer, at timestamptz, kind text, turn integer, data jsonb)
            on conflict do nothing
            returning kind, data
          )
          update calls set
            model = reported.model,
            input_text_tokens = input_text_tokens + reported.input_text,
            input_audio_tokens = input_audio_tokens + reported.input_audio,
            output_text_tokens = output_text_tokens + reported.output_text,
            output_audio_tokens = output_audio_tokens + reported.output_audio,
            priced_reports = priced_reports + reported.priced,
            unpriced_reports = unpriced_reports + reported.unpriced,
            cost_nanos = cost_nanos + reported.cost,
            prices_as_of = coalesce(reported.prices_as_of, calls.prices_as_of)
          from (
            select max(data ->> 'model') as model,
              sum((data ->> 'inputTextTokens')::bigint) as input_text,
              sum((data ->> 'inputAudioTokens')::bigint) as input_audio,
              sum((data ->> 'outputTextTokens')::bigint) as output_text,
              sum((data ->> 'outputAudioTokens')::bigint) as output_audio,
              count(data ->> 'costNanos') as priced,
              count(*) - count(data ->> 'costNanos') as unpriced,
              coalesce(sum((data ->> 'costNanos')::bigint), 0) as cost,
              max((data ->> 'pricesAsOf')::date) as prices_as_of
            from written where kind = 'turn.usage' having count(*) > 0
          ) reported
          where calls.tenant_id = of_tenant and calls.id = its_id;
        end if;
        return true;
      end
      $$`);
    await runner.query(`
      create function renew_leases(of_tenant uuid, its_owner text, lease_ms integer, held jsonb)
      returns setof uuid language plpgsql volatile set search_path = pg_catalog, public
      as $$
      begin
        return query
          update calls set lease_until = now() + lease_ms * interval '1 ms'
          from jsonb_to_recordset(held) as h("callId" uuid, epoch integer)
          where calls.tenant_id = of_tenant and calls.id = h."callId" and calls.epoch = h.epoch
            and calls.owner = its_owner and calls.status = 'live'
          returning calls.id;
      end
      $$`);
    for (const signature of SIGNATURES) {
      await runner.query(`revoke all on function ${signature} from public`);
      await runner.query(`grant execute on function ${signature} to orbis_app`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const signature of SIGNATURES) await runner.query(`drop function ${signature}`);
  }
}

const SIGNATURES = [
  'write_call(uuid, uuid, integer, jsonb, jsonb)',
  'renew_leases(uuid, text, integer, jsonb)',
];
