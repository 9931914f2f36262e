// @ts-check
import { errorsOf, gather, runCallers } from './callers.mjs';
import { orbisPlans } from './plans.mjs';
import { p50, p99 } from './stats.mjs';

/** First use compiles code and grows the heap, which is no call's own; it comes before anything is measured. */
const WARM_UP = { calls: 10, seconds: 2 };

/**
 * The same callers through the bare relay and through the gateway, one after the other, for each number of calls.
 * @param {import('./stack.mjs').Stack} stack
 * @param {number[]} steps
 * @param {number} seconds
 * @param {(text: string) => void} progress
 */
export async function benchVoice(stack, steps, seconds, progress) {
  const engineUrl = await stack.startEngine('echo');
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
  return rows;
}

/**
 * @param {import('./stack.mjs').Stack} stack
 * @param {string} name
 * @param {string} url
 * @param {number} calls
 * @param {number} seconds
 * @param {(text: string) => void} progress
 */
async function measure(stack, name, url, calls, seconds, progress) {
  const plans = orbisPlans(url, stack.teams, 'echo');
  await runCallers({ plans, ...WARM_UP, watch: {} });
  const { results, usage } = await runCallers({
    plans,
    calls,
    seconds,
    watch: { [name]: stack.pidOf(name) },
  });
  const errors = errorsOf(results);
  for (const [text, count] of Object.entries(errors)) progress(`${name}: ${count} × ${text}`);
  const [road, framed] = [gather(results, 'roundTrips'), gather(results, 'allRoundTrips')];
  return {
    cpu: usage[name]?.cpuMsPerCallSecond ?? Number.NaN,
    kb: usage[name]?.kbPerCall ?? Number.NaN,
    p50: p50(road),
    p99: p99(road),
    framedP50: p50(framed),
    errors: Object.values(errors).reduce((sum, count) => sum + count, 0),
  };
}
