// @ts-check
import { spawn } from 'node:child_process';
import { ROOT } from './paths.mjs';

/**
 * @typedef {object} RunResult
 * @property {number} code  exit code; 128 + signal number is not told apart from 1
 * @property {string} output  what it printed, empty with `show`
 * @property {number} ms
 */

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {Record<string, string | undefined>} [env]
 * @property {boolean} [show]  lets it write to our terminal; otherwise its output is kept
 * @property {AbortSignal} [signal]  ends it, kindly first; its code is 1 then
 */

/** What a program has to end in its own order before it is ended for good. */
const KINDNESS_MS = 10_000;

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, options = {}) {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? ROOT,
      env: { ...process.env, ...options.env },
      stdio: options.show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output, ms: performance.now() - startedAt }));
    options.signal?.addEventListener('abort', () => {
      child.kill('SIGTERM');
      setTimeout(() => {
        child.kill('SIGKILL');
        // What it left behind may hold its output open for ever.
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, KINDNESS_MS).unref();
    });
  });
}

/**
 * Runs a program of this project's own packages (tsc, jest, vite …) with this very Node.
 * @param {string} script  path below node_modules
 * @param {string[]} args
 * @param {RunOptions & { nodeArgs?: string[] }} [options]
 */
export const runTool = (script, args, options = {}) =>
  run(process.execPath, [...(options.nodeArgs ?? []), `${ROOT}/node_modules/${script}`, ...args], options);

/**
 * Does `work` for every item, at most `width` at a time, and keeps the order of the results.
 * @template T, R
 * @param {readonly T[]} items
 * @param {number} width
 * @param {(item: T) => Promise<R>} work
 * @returns {Promise<R[]>}
 */
export async function inParallel(items, width, work) {
  /** @type {R[]} */
  const results = new Array(items.length);
  let next = 0;
  const lane = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(/** @type {T} */ (items[index]));
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
  return results;
}
