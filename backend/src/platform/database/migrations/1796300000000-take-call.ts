import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Taking a call counts the tenant's calls behind a lock of its row, so that no two processes count one place as free.
 * As a function this is one statement: the lock is never held while an answer is on its way to a busy process, and calls
 * of one tenant that begin at once follow each other at the database's pace. It runs as its caller, behind row-level
 * security. `agent_version` comes with a later migration; Postgres looks for it when the function is called. Each statement in it sees what was committed before it, so the count sees whom the lock waited for.
 */
export class TakeCall1796300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function take_call(
        of_tenant uuid, call_id uuid, new_owner text, lease_ms integer, usual_most integer, most_of_key integer,
        caller text, made jsonb, secret_hash bytea, sealed_rest bytea
      ) returns table (outcome text, most integer, call_epoch integer)
      language plpgsql volatile set search_path = pg_catalog, public
      as $$
      declare
        key uuid;
        live bigint;
        live_of_key bigint;
      begin
        select coalesce(max_concurrent_calls, usual_most) into most
          from tenants where id = of_tenant for no key update;
        most := coalesce(most, usual_most);
        key := coalesce(
          (made ->> 'apiKeyId')::uuid, (select api_key_id from calls where tenant_id = of_tenant and id = call_id));
        select count(*), count(*) filter (where api_key_id = key) into live, live_of_key
          from calls where tenant_id = of_tenant and status = 'live' and lease_until > now();
        if live >= most then
          outcome := 'tenant-full';
          return next;
          return;
        end if;
        if key is not null and live_of_key >= most_of_key then
          outcome := 'key-full';
          most := most_of_key;
          return next;
          return;
        end if;
        if made is not null then
          insert into calls (
              id, tenant_id, agent_id, agent_version, channel, status, origin, user_id, api_key_id, created_at)
            values (call_id, of_tenant, (made ->> 'agentId')::uuid, (made ->> 'agentVersion')::integer,
              made ->> 'channel', 'created', made ->> 'origin', made ->> 'userId', key,
              (made ->> 'createdAt')::timestamptz);
        end if;
        update calls
          set status = 'live', owner = new_owner, user_id = coalesce(user_id, caller), epoch = epoch + 1,
              started_at = greatest(now(), created_at), lease_until = now() + lease_ms * interval '1 ms'
          where tenant_id = of_tenant and id = call_id and status = 'created'
          returning epoch into call_epoch;
        outcome := case when call_epoch is null then 'gone' else 'taken' end;
        if outcome = 'taken' and secret_hash is not null then
          insert into call_resumptions (tenant_id, call_id, current_hash, sealed)
            values (of_tenant, take_call.call_id, secret_hash, sealed_rest);
        end if;
        return next;
      end
      $$`);
    await runner.query(`revoke all on function ${SIGNATURE} from public`);
    await runner.query(`grant execute on function ${SIGNATURE} to orbis_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function ${SIGNATURE}`);
  }
}

const SIGNATURE = 'take_call(uuid, uuid, text, integer, integer, integer, text, jsonb, bytea, bytea)';
