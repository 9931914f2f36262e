import { MEASURES } from '../domain/call-count.js';

const each = (write: (name: string) => string): string => MEASURES.map(write).join(', ');

export const NAMES = each((name) => name);
/** Columns of a count that comes as JSON. */
export const COUNT_COLUMNS = `call_id uuid, agent_id uuid, quarter timestamptz, ${each((name) => `${name} bigint`)},
  answers jsonb, ears jsonb`;
export const REPLACED = each((name) => `${name} = excluded.${name}`);
export const ADDED = each((name) => `${name} = call_stats.${name} + excluded.${name}`);
export const SUMMED = each((name) => `sum(${name})::bigint as ${name}`);

const ZEROS = each(() => '0');

const EVERY_AGENT = `'00000000-0000-0000-0000-000000000000'::uuid`;

const histogramOf = (name: 'answers' | 'ears'): string => `
  select agent, minutes, starts, jsonb_object_agg(class, n) as counts from (
    select agent, minutes, starts, class, sum(n) as n
    from (
      select agent_id, quarter, class, sum(sign * n::bigint)::bigint as n
      from changes cross join lateral jsonb_each_text(${name}) as entry (class, n)
      group by agent_id, quarter, class
    ) quarters ${inCells('quarters')}
    group by agent, minutes, starts, class having sum(n) <> 0
  ) classes group by agent, minutes, starts`;

/** SQL: the cells that something counted in a quarter hour belongs to, of its agent and of all agents. */
function inCells(of: string): string {
  return `cross join lateral (values (${of}.agent_id), (${EVERY_AGENT})) as agents (agent)
    cross join (values (15, interval '15 min'), (60, interval '1 hour'), (1440, interval '1 day')) as grains (minutes, width)
    cross join lateral (select date_bin(width, ${of}.quarter, timestamptz '2000-01-01 00:00:00+00')) as bins (starts)`;
}

/**
 * SQL: sums of `changes` (agent_id, quarter, sign, measures, answers, ears) by cells, each line ready for `call_stats`.
 * Quarters are summed up before they are spread over the cells, which matters where days of a tenant are summed; parts of a
 * line are put together by grouping, since a join of what Postgres cannot estimate may take for ever.
 */
export const CELLS = `
  quarter_sums as (
    select agent_id, quarter, ${each((name) => `sum(sign * ${name})::bigint as ${name}`)}
    from changes group by agent_id, quarter
  ), cells as (
    select agent, minutes, starts, ${SUMMED} from quarter_sums ${inCells('quarter_sums')}
    group by agent, minutes, starts
  ), answer_cells as (${histogramOf('answers')}), ear_cells as (${histogramOf('ears')}),
  lines as (
    select agent as agent_id, minutes::smallint as grain, starts as bucket, ${SUMMED},
      coalesce((array_agg(answers) filter (where answers is not null))[1], '{}') as answers,
      coalesce((array_agg(ears) filter (where ears is not null))[1], '{}') as ears
    from (
      select agent, minutes, starts, ${NAMES}, null::jsonb as answers, null::jsonb as ears from cells
      union all select agent, minutes, starts, ${ZEROS}, counts, null from answer_cells
      union all select agent, minutes, starts, ${ZEROS}, null, counts from ear_cells
    ) parts group by agent, minutes, starts
  )`;
