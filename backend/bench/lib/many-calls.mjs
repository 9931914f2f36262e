// @ts-check

const AGENTS = 12;
const DAYS = 90;
/** An id as the product makes them: 48 bits of time, then chance. */
const ID = (/** @type {string} */ at, /** @type {string} */ seed) => `(
  lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0') || '7' ||
  substr(md5(${seed}), 1, 3) || '8' || substr(md5(${seed}), 4, 15))::uuid`;

/**
 * Calls of the first team, spread evenly over the last days; every field that lists and sums look at varies.
 * @param {import('pg').ClientBase} database  as the owner of the tables
 * @param {number} calls
 */
export async function fillCalls(database, calls) {
  const { rows: found } = await database.query('select tenant_id, id from agents order by id limit 1');
  const { tenant_id: tenantId, id: agentId } = found[0];
  await database.query(
    `insert into agents select (jsonb_populate_record(agents, jsonb_build_object(
       'id', gen_random_uuid(), 'name', 'Agent ' || n, 'published_version', null))).*
     from agents, generate_series(2, $2::integer) n where id = $1`,
    [agentId, AGENTS],
  );
  const { rows } = await database.query('select id from agents where tenant_id = $1 order by id', [tenantId]);
  const agents = rows.map(({ id }) => String(id));
  await database.query(
    `insert into calls (id, tenant_id, agent_id, channel, status, created_at, started_at, ended_at, end_reason,
       duration_ms, turn_count, health_score, failure, visitor_spoke, rating, answers_ms, ears_ms, cost_nanos,
       input_audio_nanos, output_audio_nanos, priced_reports, model, prices_as_of)
     select ${ID('at', 'n::text')}, $1, ($2::uuid[])[1 + n % $4], case when n % 5000 = 0 then 'api'
         when n % 7 = 0 then 'dashboard' else 'widget' end, 'ended', at, at, at + length * interval '1 ms',
       case when n % 300 = 0 then 'error' when n % 9 = 0 then 'agent_ended' else 'client_ended' end,
       length, 8, case when n % 150 = 0 then 88 else 100 end,
       case when n % 300 = 0 then 'error' when n % 150 = 0 then 'silent' end, n % 20 <> 0,
       case when n % 40 = 0 then 1 + n / 40 % 5 end, answers, '{}', 26550000, 20850000, 5700000, 8,
       'gemini-3.8-live', date '2026-09-30'
     from generate_series(1, $3::bigint) n
     cross join lateral (select now() - n * (interval '${DAYS} days' / $3::bigint) as at,
       20000 + (n * 7919 % 280000)::integer as length,
       array(select 300 + (n * 31 * k % 97 * 17)::integer from generate_series(1, 6) k) as answers) made`,
    [tenantId, agents, calls, agents.length],
  );
  return { tenantId: String(tenantId), agents };
}

/**
 * Words for the newest calls: one in every call, one in a thousandth of them. Calls that were really made have their own.
 * @param {import('pg').ClientBase} database
 * @param {number} count
 */
export async function fillTranscripts(database, count) {
  await database.query(
    `insert into transcripts (tenant_id, call_id, text, search, assembled_at)
     select tenant_id, id, words, to_tsvector('simple', words), created_at
     from (select *, row_number() over (order by id desc) as n from calls order by id desc limit $1) newest
     cross join lateral (select 'Visitor: Where is my order ' || n || '? Agent: It is on its way to '
       || md5((n % 5000)::text) || case when n % 1000 = 0 then ', past the lighthouse' else '' end as words) said
     on conflict do nothing`,
    [count],
  );
}
