// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { errorsOf, gather, runCallers } from './callers.mjs';
import { Inspector } from './inspector.mjs';
import { orbisPlans } from './plans.mjs';
import { p50, p99 } from './stats.mjs';

/** First use compiles code and grows the heap, which is no call's own; it comes before anything is measured. */
const WARM_UP = { calls: 50, seconds: 5 };
/** Until nothing is left of calls that have ended. */
const GOODBYE_MS = 2_000;

/**
 * @typedef {object} Voice  what one process needs, and how soon audio is back through it
 * @property {number} cpu  ms per call-second
 * @property {number} kb  of heap and buffers that a call keeps: after a forced collection while all talk, above the same without calls
 * @property {number} residentKb  by how much the process has grown in the machine's memory, for each call: with what is not yet collected
 * @property {number} p50
 * @property {number} p99
 * @property {number} framedP50
 * @property {number} errors
 */

/**
 * The same callers through the bare relay and through the gateway, one after the other, for each number of calls.
 * @param {import('./stack.mjs').Stack} stack
 * @param {number[]} steps
 * @param {number} seconds
 * @param {(text: string) => void} progress
 */
export async function benchVoice(stack, steps, seconds, progress) {
  const engineUrl = await stack.startEngine('echo');
  // Idle in both processes alike while CPU is measured.
  stack.inspected = true;
  const rows = [];
  for (const calls of steps) {
    // Fresh processes for each step: neither inherits the other's memory or warmed-up code.
    const relayPort = await stack.startYardstick('bare-relay', { ENGINE_URL: engineUrl });
    progress(`${calls} calls through the bare relay`);
    const relay = await measure(stack, 'bare-relay', `ws://127.0.0.1:${relayPort}`, calls, seconds, progress);
    await stack.children.stop('bare-relay');

    const { stream } = await stack.startBackend('gateway');
    progress(`${calls} calls through the gateway`);
    const gateway = await measure(stack, 'gateway', stream, calls, seconds, progress);
    await stack.children.stop('gateway');
    rows.push({ calls, relay, gateway, errors: relay.errors + gateway.errors });
  }
  stack.inspected = false;
  return rows;
}

/** @param {Inspector} inspector */
async function keptBytes(inspector) {
  const { heapBytes, externalBytes } = await inspector.settledMemory();
  return heapBytes + externalBytes;
}

/**
 * @param {import('./stack.mjs').Stack} stack
 * @param {string} name
 * @param {string} url
 * @param {number} calls
 * @param {number} seconds
 * @param {(text: string) => void} progress
 * @returns {Promise<Voice>}
 */
async function measure(stack, name, url, calls, seconds, progress) {
  const plans = orbisPlans(url, stack.teams, 'echo');
  await runCallers({ plans, ...WARM_UP, watch: {} });
  const inspector = await Inspector.connect(stack.inspectors.get(name) ?? 0);
  let talking = Number.NaN;
  const { results, usage } = await runCallers({
    plans,
    calls,
    seconds,
    watch: { [name]: stack.pidOf(name) },
    // Not before: a forced collection makes the heap small, and its growing again would be counted as the calls' CPU.
    around: { end: async () => void (talking = await keptBytes(inspector)) },
  });
  await sleep(GOODBYE_MS);
  const idle = await keptBytes(inspector);
  inspector.close();
  const errors = errorsOf(results);
  for (const [text, count] of Object.entries(errors)) progress(`${name}: ${count} × ${text}`);
  const [road, framed] = [gather(results, 'roundTrips'), gather(results, 'allRoundTrips')];
  return {
    cpu: usage[name]?.cpuMsPerCallSecond ?? Number.NaN,
    kb: (talking - idle) / 1024 / calls,
    residentKb: usage[name]?.kbPerCall ?? Number.NaN,
    p50: p50(road),
    p99: p99(road),
    framedP50: p50(framed),
    errors: Object.values(errors).reduce((sum, count) => sum + count, 0),
  };
}
