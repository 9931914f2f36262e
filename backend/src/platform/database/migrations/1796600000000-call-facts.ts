import type { MigrationInterface, QueryRunner } from 'typeorm';

const CHILDREN = ['turns', 'call_events', 'call_ratings'];

const measured = (figure: string): string => `(
  select coalesce(array_agg(round((e.data ->> '${figure}')::double precision)::integer order by e.seq), '{}')
  from call_events e
  where e.tenant_id = calls.tenant_id and e.call_id = calls.id
    and e.kind in ('turn.latency', 'turn.first-sound') and e.data ? '${figure}')`;

/**
 * What is counted of calls, kept in their rows: numbers outlive the erasure of words and events. Arrays hold
 * milliseconds of each measured answer. A cost by modality that nobody told apart stays 0 beside its sum.
 */
export class CallFacts1796600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table calls
        add column input_text_nanos bigint not null default 0,
        add column input_audio_nanos bigint not null default 0,
        add column output_text_nanos bigint not null default 0,
        add column output_audio_nanos bigint not null default 0,
        add column visitor_spoke boolean not null default false,
        add column answers_ms integer[],
        add column ears_ms integer[],
        add column rating smallint constraint calls_rating_check check (rating between 1 and 5),
        add column failure text constraint calls_failure_check check (failure in ('error', 'silent')),
        add constraint calls_modality_check check (
          least(input_text_nanos, input_audio_nanos, output_text_nanos, output_audio_nanos) >= 0)`);
    // Row-level security is forced on whoever owns the table too, unless told otherwise for a moment.
    await runner.query(`alter table calls no force row level security`);
    for (const table of CHILDREN) await runner.query(`alter table ${table} no force row level security`);
    await runner.query(`
      update calls set
        failure = case when end_reason in ('provider_unavailable', 'orphaned', 'error') then 'error'
                       when health_score < 100 then 'silent' end,
        visitor_spoke = exists (
          select from turns t where t.tenant_id = calls.tenant_id and t.call_id = calls.id and t.role = 'user'),
        answers_ms = ${measured('voiceToVoiceMs')}, ears_ms = ${measured('voiceToEarMs')},
        rating = (select r.rating from call_ratings r where r.tenant_id = calls.tenant_id and r.call_id = calls.id)
      where status = 'ended'`);
    for (const table of ['calls', ...CHILDREN])
      await runner.query(`alter table ${table} force row level security`);
    // Each filter of the list that may be rare has an index in the list's order, so that a page never reads past
    // thousands of calls that do not match. None holds a column that changes while a call is on.
    await runner.query(`create index calls_of_channel_idx on calls (tenant_id, channel, id)`);
    await runner.query(`create index calls_unended_idx on calls (tenant_id, id) where status <> 'ended'`);
    await runner.query(`create index calls_failed_idx on calls (tenant_id, id) where failure is not null`);
    await runner.query(`create index calls_rated_idx on calls (tenant_id, id) where rating is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index calls_of_channel_idx, calls_unended_idx`);
    await runner.query(`
      alter table calls
        drop constraint calls_modality_check,
        drop column failure, drop column rating, drop column ears_ms, drop column answers_ms,
        drop column visitor_spoke, drop column output_audio_nanos, drop column output_text_nanos,
        drop column input_audio_nanos, drop column input_text_nanos`);
  }
}
