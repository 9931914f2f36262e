// @ts-check
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Tables whose statements are shown; what looks up credentials on the way is not what is asked about. */
const TABLES = /\b(calls|call_stats|transcripts|searchable_transcripts)\b/;
const WRITTEN_MS = 10_000;

/**
 * Has Postgres write down how it carries out whatever the application asks it from the next connection on.
 * @param {import('pg').Client} database  as a superuser
 */
export async function noteEveryPlan(database) {
  const settings = {
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_buffers': 'on',
    'auto_explain.log_format': 'json',
  };
  for (const [name, value] of Object.entries(settings))
    await database.query(`alter role orbis_app set ${name} = '${value}'`);
}

/**
 * How the statements that the product sends for each question are carried out.
 * @param {string} log  what Postgres writes
 * @param {[name: string, ask: () => Promise<unknown>][]} questions
 */
export async function plansOf(log, questions) {
  const plans = [];
  for (const [name, ask] of questions) {
    const from = statSync(log).size;
    await ask();
    for (const { 'Query Text': text, Plan: root, ms } of await plansSince(log, from))
      plans.push({
        name: `${name}, ${wordsOf(text)}: ${ms.toFixed(1)} ms, ${root['Shared Hit Blocks'] + root['Shared Read Blocks']} pages`,
        nodes: scansOf(root),
      });
  }
  return plans;
}

/**
 * @param {string} log
 * @param {number} from
 * @returns {Promise<{ 'Query Text': string, Plan: Record<string, any>, ms: number }[]>}
 */
async function plansSince(log, from) {
  const deadline = Date.now() + WRITTEN_MS;
  for (;;) {
    const found = [...partOf(log, from).matchAll(/duration: ([\d.]+) ms {2}plan:\n((?:\t.*\n)+)/g)].map(
      ([, ms, text = '{}']) => ({ ...JSON.parse(text), ms: Number(ms) }),
    );
    const ours = found.filter(({ 'Query Text': text }) => TABLES.test(text));
    if (ours.length > 0) return ours;
    if (Date.now() > deadline) throw new Error('Postgres wrote down no plan');
    await sleep(100);
  }
}

/** @param {string} file @param {number} from */
function partOf(file, from) {
  const bytes = Buffer.alloc(statSync(file).size - from);
  const handle = openSync(file, 'r');
  readSync(handle, bytes, 0, bytes.length, from);
  closeSync(handle);
  return bytes.toString();
}

/** The first table of a statement. @param {string} text */
const wordsOf = (text) => /\b(?:from|update|into) "?(\w+)/i.exec(text)?.[1] ?? 'a statement';

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
