// @ts-check
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { usageOf } from './process-usage.mjs';

const PROCESS = fileURLToPath(new URL('caller-process.mjs', import.meta.url));
/** More callers than this in one process would measure the caller. */
const CALLS_PER_PROCESS = 100;
/** New calls a second where nothing else is asked for. */
export const USUAL_RAMP = 20;

/** @typedef {{ cpuMsPerCallSecond: number, cores: number, kbPerCall: number }} Usage */

/**
 * @typedef {object} Measured
 * @property {import('./caller.mjs').CallResult[]} results
 * @property {Record<string, Usage>} usage  by name of the watched process; `callers` are the measuring processes themselves
 */

/** @typedef {{ dial?: () => Promise<void>, begin?: () => Promise<void>, end?: () => Promise<void> }} Around */

/**
 * Runs callers in processes of their own and watches others' CPU and memory while all of them talk.
 * @param {object} options
 * @param {import('./caller.mjs').CallPlan[]} options.plans  taken in turn
 * @param {number} options.calls
 * @param {number} options.seconds
 * @param {number} [options.ramp]  new calls a second
 * @param {Record<string, number>} options.watch  pids by name
 * @param {{ leastMs: number, mostMs: number }} [options.churn]  calls last so long and are followed by new ones
 * @param {Around} [options.around]  called as the first call is dialled, and as the measured part begins and ends; all
 *   calls talk until `end` is through
 * @returns {Promise<Measured>}
 */
export async function runCallers({ plans, calls, seconds, ramp = USUAL_RAMP, watch, churn, around = {} }) {
  await around.dial?.();
  const idle = sample(watch);
  const count = Math.ceil(calls / CALLS_PER_PROCESS);
  const shares = Array.from({ length: count }, (_, index) => Math.floor((calls + index) / count));
  const processes = shares.map((share, index) => {
    const child = fork(PROCESS, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const pace = { firstAfterMs: (index * 1000) / ramp, everyMs: (count * 1000) / ramp };
    child.send({ plans: turned(plans, index), calls: share, ...pace, seconds, churn });
    return child;
  });
  const watched = {
    ...watch,
    ...Object.fromEntries(processes.map(({ pid = 0 }, at) => [`callers ${at}`, pid])),
  };
  await Promise.all(processes.map((child) => message(child, 'ramped')));
  await around.begin?.();
  const before = sample(watched);
  const startedAt = performance.now();
  const measured = processes.map((child) => message(child, 'measured'));
  const all = processes.map((child) => message(child, 'results'));
  for (const child of processes) child.send('measure');
  await Promise.all(measured);
  const after = sample(watched);
  const tookMs = performance.now() - startedAt;
  await around.end?.();
  for (const child of processes) child.send('hang-up');
  const results = (await Promise.all(all)).flatMap(({ results = [] }) => results);

  /** @param {string} name */
  const cpuMs = (name) => (after[name]?.cpuMs ?? 0) - (before[name]?.cpuMs ?? 0);
  /** @param {number} ms @returns {Pick<Usage, 'cpuMsPerCallSecond' | 'cores'>} */
  const share = (ms) => ({ cpuMsPerCallSecond: (ms * 1000) / calls / tookMs, cores: ms / tookMs });
  /** @type {Record<string, Usage>} */
  const usage = {};
  for (const name of Object.keys(watch)) {
    const grown = (after[name]?.rssBytes ?? 0) - (idle[name]?.rssBytes ?? 0);
    usage[name] = { ...share(cpuMs(name)), kbPerCall: grown / 1024 / calls };
  }
  const ofCallers = processes.reduce((sum, _, at) => sum + cpuMs(`callers ${at}`), 0);
  usage.callers = { ...share(ofCallers), kbPerCall: Number.NaN };
  return { results, usage };
}

/** Every process begins with another team, so that none gets more calls than it may have. @template T @param {T[]} list @param {number} by */
const turned = (list, by) => [...list.slice(by % list.length), ...list.slice(0, by % list.length)];

/** @param {Record<string, number>} watch */
const sample = (watch) =>
  Object.fromEntries(Object.entries(watch).map(([name, pid]) => [name, usageOf(pid)]));

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} type
 * @returns {Promise<{ type: string, results?: import('./caller.mjs').CallResult[] }>}
 */
const message = (child, type) =>
  new Promise((resolve, reject) => {
    child.on('message', (/** @type {{ type: string }} */ received) => {
      if (received.type === type) resolve(received);
    });
    child.once('exit', (code) => reject(new Error(`a caller process ended early (${code})`)));
  });

/**
 * All numbers of one kind over all calls.
 * @param {import('./caller.mjs').CallResult[]} results
 * @param {'roundTrips' | 'allRoundTrips' | 'voiceToVoice' | 'turnToVoice' | 'gatewayShare'} key
 */
export const gather = (results, key) => results.flatMap((result) => result[key]);

/**
 * Errors by their text, with how often each happened.
 * @param {Iterable<string | undefined>} texts
 * @returns {Record<string, number>}
 */
export function tally(texts) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const text of texts) if (text) counts.set(text, (counts.get(text) ?? 0) + 1);
  return Object.fromEntries(counts);
}

/** @param {import('./caller.mjs').CallResult[]} results */
export const errorsOf = (results) => tally(results.map(({ error }) => error));
