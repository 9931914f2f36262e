// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { p95 } from '../lib/stats.mjs';
import { HARMS, RESUMED_SHARE, RESUMED_WITHIN } from './harms.mjs';

/** After everything is started again, what is left of the harm shows. */
const AFTERMATH_MS = 2_000;
export const WORK_WITHIN_MS = 90_000;
/** Where visitors may notice nothing: from their last word to the agent's first, the model's own pause of a second included. */
export const ANSWERED_WITHIN_MS = 3_000;

/**
 * @typedef {object} Outcome  of one harm
 * @property {string} harm
 * @property {number} tookMs  until all was started again
 * @property {number} interruptions  calls that lost their connection
 * @property {number} resumed  of them, that went on
 * @property {number} p95Ms  until they went on
 * @property {number} longestMs
 * @property {number} answersP95Ms  from a visitor's last word to the agent's first, of calls that lost no connection
 * @property {number} workMs  until everything that was to be done when it began was done
 * @property {string[]} late  goals that were missed
 */

/**
 * @param {import('./topology.mjs').Topology} topology
 * @param {import('./visitors.mjs').Visitors} visitors
 * @param {import('./records.mjs').Records} records
 * @param {import('./plan.mjs').Step[]} plan
 * @param {(text: string) => void} progress
 * @returns {Promise<Outcome[]>}
 */
export async function runPlan(topology, visitors, records, plan, progress) {
  /** @type {Promise<Outcome>[]} */
  const outcomes = [];
  for (const { harm: name, pick, restMs } of plan) {
    const harm = HARMS[name];
    if (!harm) throw new Error(`there is no harm called ${name}`);
    await sleep(restMs);
    progress(name);
    // Not waited for: the next harm meets a system that is still busy with this one.
    const work = records.workDone(await records.now());
    const since = performance.now();
    await harm.run(topology, pick);
    const tookMs = performance.now() - since;
    await visitors.allBack();
    await sleep(AFTERMATH_MS);
    const noticed = visitors.interruptions(since);
    const isUntold = harm.notice === 'silent' || harm.notice === 'hangs';
    const ms = noticed.map((gap) => (isUntold ? gap.at + gap.ms - since : gap.ms));
    const answers = visitors.answers(since);
    const resumed = noticed.filter((gap) => gap.resumed).length;
    outcomes.push(work.then((workMs) => outcomeOf(name, harm, { tookMs, ms, resumed, answers, workMs })));
  }
  return Promise.all(outcomes);
}

/**
 * @param {string} name
 * @param {Pick<import('./harms.mjs').Harm, 'notice'>} harm
 * @param {{ tookMs: number, ms: number[], resumed: number, answers: number[], workMs: number }} seen
 * @returns {Outcome}
 */
export function outcomeOf(name, { notice }, { tookMs, ms, resumed, answers, workMs }) {
  const allowed = RESUMED_WITHIN[notice];
  const [p95Ms, answersP95Ms] = [p95(ms), p95(answers)];
  const longestMs = ms.length > 0 ? Math.max(...ms) : Number.NaN;
  const late = [
    ...(notice === 'none' && ms.length > 0 ? [`${name}: ${ms.length} calls were interrupted`] : []),
    ...(notice !== 'none' && p95Ms > allowed.p95Ms
      ? [`${name}: p95 ${Math.round(p95Ms)} ms, and ${allowed.p95Ms} were aimed at`]
      : []),
    ...(notice !== 'none' && longestMs > allowed.longestMs
      ? [`${name}: ${Math.round(longestMs)} ms at the longest, and ${allowed.longestMs} were aimed at`]
      : []),
    ...(resumed < RESUMED_SHARE * ms.length ? [`${name}: ${resumed} of ${ms.length} calls went on`] : []),
    ...(notice === 'none' && answersP95Ms > ANSWERED_WITHIN_MS
      ? [`${name}: p95 of answers ${Math.round(answersP95Ms)} ms, and ${ANSWERED_WITHIN_MS} were aimed at`]
      : []),
    ...(workMs > WORK_WITHIN_MS ? [`${name}: work was done after ${Math.round(workMs)} ms`] : []),
  ];
  const noticed = { interruptions: ms.length, resumed, p95Ms, longestMs };
  return { harm: name, tookMs, ...noticed, answersP95Ms, workMs, late };
}
