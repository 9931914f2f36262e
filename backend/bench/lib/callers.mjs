// @ts-check
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { usageOf } from './process-usage.mjs';

const PROCESS = fileURLToPath(new URL('caller-process.mjs', import.meta.url));
/** More callers than this in one process would measure the caller. */
const CALLS_PER_PROCESS = 100;

/**
 * @typedef {object} Measured
 * @property {import('./caller.mjs').CallResult[]} results
 * @property {Record<string, { cpuMsPerCallSecond: number, kbPerCall: number }>} usage  by name of the watched process
 */

/**
 * Runs callers in processes of their own and watches others' CPU and memory while all of them talk.
 * @param {object} options
 * @param {import('./caller.mjs').CallPlan[]} options.plans  taken in turn
 * @param {number} options.calls
 * @param {number} options.seconds
 * @param {number} [options.rampMs]  between two new calls
 * @param {Record<string, number>} options.watch  pids by name
 * @returns {Promise<Measured>}
 */
export async function runCallers({ plans, calls, seconds, rampMs = 25, watch }) {
  const idle = sample(watch);
  const count = Math.ceil(calls / CALLS_PER_PROCESS);
  const shares = Array.from({ length: count }, (_, index) => Math.floor((calls + index) / count));
  const processes = shares.map((share) => {
    const child = fork(PROCESS, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    child.send({ plans, calls: share, rampMs, seconds });
    return child;
  });
  await Promise.all(processes.map((child) => message(child, 'ramped')));
  const before = sample(watch);
  const startedAt = performance.now();
  const all = processes.map((child) => message(child, 'results'));
  await Promise.all(processes.map((child) => message(child, 'measured')));
  const after = sample(watch);
  const callSeconds = (calls * (performance.now() - startedAt)) / 1000;
  const results = (await Promise.all(all)).flatMap(({ results = [] }) => results);

  const usage = Object.fromEntries(
    Object.keys(watch).map((name) => {
      const cpuMs = (after[name]?.cpuMs ?? 0) - (before[name]?.cpuMs ?? 0);
      const grown = (after[name]?.rssBytes ?? 0) - (idle[name]?.rssBytes ?? 0);
      return [name, { cpuMsPerCallSecond: cpuMs / callSeconds, kbPerCall: grown / 1024 / calls }];
    }),
  );
  return { results, usage };
}

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
 * @param {'roundTrips' | 'allRoundTrips' | 'voiceToVoice' | 'gatewayShare'} key
 */
export const gather = (results, key) => results.flatMap((result) => result[key]);

/**
 * Errors by their text, with how often each happened.
 * @param {import('./caller.mjs').CallResult[]} results
 */
export function errorsOf(results) {
  /** @type {Map<string, number>} */
  const errors = new Map();
  for (const { error } of results) if (error) errors.set(error, (errors.get(error) ?? 0) + 1);
  return Object.fromEntries(errors);
}
