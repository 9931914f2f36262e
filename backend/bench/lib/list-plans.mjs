// @ts-check

/** @param {string} word */
function saying(word) {
  return `select * from calls where tenant_id = $1 and erased_at is null and id in (
    select call_id from searchable_transcripts where search @@ websearch_to_tsquery('simple', '${word}'))
    order by id desc limit 51`;
}

/** What the routes ask, in the words of Postgres, as the application's own role behind row-level security. */
const STATEMENTS = {
  'newest calls': `select * from calls where tenant_id = $1 and erased_at is null order by id desc limit 51`,
  'calls of an agent': `select * from calls where tenant_id = $1 and erased_at is null and agent_id = $2
    order by id desc limit 51`,
  'calls that failed': `select * from calls where tenant_id = $1 and erased_at is null and failure is not null
    order by id desc limit 51`,
  'calls rated 1 or 2': `select * from calls where tenant_id = $1 and erased_at is null and rating is not null
    and rating between 1 and 2 order by id desc limit 51`,
  'calls with a common word': saying('order'),
  'calls with a rare word': saying('lighthouse'),
  'sums of an agent': `select sum(started) from unnest(array[now() - interval '90 days']) starts, lateral (
    select * from call_stats where tenant_id = $1 and agent_id = $2 and grain = 60 and bucket >= starts offset 0) found`,
  'top agents': `select agent_id, sum(started) from unnest(array[now() - interval '90 days']) starts, lateral (
    select * from call_stats where tenant_id = $1 and grain = 1440 and bucket >= starts offset 0) found group by agent_id`,
};

/**
 * @param {import('pg').Client} database  as the owner of the tables
 * @param {string} tenantId
 * @param {string} agentId
 */
export async function plansOf(database, tenantId, agentId) {
  const plans = [];
  for (const [name, statement] of Object.entries(STATEMENTS)) {
    await database.query('begin');
    try {
      await database.query('set local role orbis_app');
      await database.query(`select set_config('app.tenant_id', $1, true)`, [tenantId]);
      const parameters = statement.includes('$2') ? [tenantId, agentId] : [tenantId];
      const { rows } = await database.query(
        `explain (analyze, buffers, format json) ${statement}`,
        parameters,
      );
      const { Plan: root, 'Execution Time': ms } = rows[0]['QUERY PLAN'][0];
      plans.push({
        name: `${name}: ${ms.toFixed(1)} ms, ${root['Shared Hit Blocks'] + root['Shared Read Blocks']} pages`,
        nodes: scansOf(root),
      });
    } finally {
      await database.query('rollback');
    }
  }
  return plans;
}

/**
 * @param {Record<string, any>} node
 * @returns {string[]}
 */
export function scansOf(node) {
  const inner = (node.Plans ?? []).flatMap(scansOf);
  if (!String(node['Node Type']).includes('Scan') || node['Node Type'] === 'Function Scan') return inner;
  const over = node['Index Name'] ?? node['Relation Name'] ?? node['Alias'] ?? '';
  return [`${node['Node Type']} ${over}, ${node['Actual Rows']} rows`, ...inner];
}
