// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { errorsOf, gather, runCallers } from './callers.mjs';
import { Inspector } from './inspector.mjs';
import { orbisPlans } from './plans.mjs';
import { p50, p99 } from './stats.mjs';

/**
 * First use compiles code and grows the heap, which is no call's own; it comes before anything is measured. A relay of
 * thirty lines is through with it at once; the gateway's own is compiled for another ten seconds.
 */
const WARM_UP = { calls: 50, seconds: 15 };
/**
 * Of relay and gateway in turns: a machine's speed changes from minute to minute, and has to be the same for both. The
 * median counts, as one turn beside somebody else's work is by a quarter dearer.
 */
const TURNS = 5;
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
 * The same callers through the bare relay and through the gateway, for each number of calls.
 * @param {import('./stack.mjs').Stack} stack
 * @param {number[]} steps
 * @param {number} seconds  of each of both, in five turns
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
    const { stream } = await stack.startBackend('gateway');
    const size = { calls, seconds: seconds / TURNS };
    const relays = await Measured.warm(stack, 'bare-relay', `ws://127.0.0.1:${relayPort}`, size);
    const gateways = await Measured.warm(stack, 'gateway', stream, size);
    for (let turn = 1; turn <= TURNS; turn++)
      for (const measured of [relays, gateways]) {
        progress(`${calls} calls through ${measured.name}, ${turn} of ${TURNS}`);
        await measured.turn({ isLast: turn === TURNS });
      }
    for (const name of ['bare-relay', 'gateway']) await stack.children.stop(name);
    for (const { name, errors } of [relays, gateways])
      for (const text of errors) progress(`${name}: ${text}`);
    const [relay, gateway] = [relays.voice(), gateways.voice()];
    rows.push({ calls, relay, gateway, errors: relay.errors + gateway.errors });
  }
  stack.inspected = false;
  return rows;
}

/** One of the two processes, over all its turns. */
class Measured {
  /** @type {import('./callers.mjs').Usage[]} */
  #usage = [];
  /** @type {import('./caller.mjs').CallResult[]} */
  #results = [];
  #keptKb = Number.NaN;

  /**
   * @param {string} name
   * @param {{ calls: number, seconds: number }} size
   * @param {Pick<Parameters<typeof runCallers>[0], 'plans' | 'watch'>} target
   * @param {number} inspectorPort
   */
  constructor(name, size, target, inspectorPort) {
    this.name = name;
    this.size = size;
    this.target = target;
    this.inspectorPort = inspectorPort;
  }

  /**
   * @param {import('./stack.mjs').Stack} stack
   * @param {string} name
   * @param {string} url
   * @param {{ calls: number, seconds: number }} size
   */
  static async warm(stack, name, url, size) {
    const plans = orbisPlans(url, stack.teams, 'echo');
    await runCallers({ plans, ...WARM_UP, watch: {} });
    const target = { plans, watch: { [name]: stack.pidOf(name) } };
    return new Measured(name, size, target, stack.inspectors.get(name) ?? 0);
  }

  /** @param {{ isLast: boolean }} place */
  async turn({ isLast }) {
    if (!isLast) return this.#measure({});
    const inspector = await Inspector.connect(this.inspectorPort);
    let talking = Number.NaN;
    // Not before: a forced collection makes the heap small, and its growing again would be counted as the calls' CPU.
    await this.#measure({ end: async () => void (talking = await keptBytes(inspector)) });
    await sleep(GOODBYE_MS);
    this.#keptKb = (talking - (await keptBytes(inspector))) / 1024 / this.size.calls;
    inspector.close();
  }

  /** @returns {string[]} each with how often it happened */
  get errors() {
    return Object.entries(errorsOf(this.#results)).map(([text, count]) => `${count} × ${text}`);
  }

  /** @returns {Voice} */
  voice() {
    const [road, framed] = [gather(this.#results, 'roundTrips'), gather(this.#results, 'allRoundTrips')];
    return {
      cpu: p50(this.#usage.map(({ cpuMsPerCallSecond }) => cpuMsPerCallSecond)),
      kb: this.#keptKb,
      residentKb: Math.max(...this.#usage.map(({ kbPerCall }) => kbPerCall)),
      p50: p50(road),
      p99: p99(road),
      framedP50: p50(framed),
      errors: this.#results.filter(({ error }) => error !== undefined).length,
    };
  }

  /** @param {import('./callers.mjs').Around} around */
  async #measure(around) {
    const { results, usage } = await runCallers({ ...this.target, ...this.size, around });
    const own = usage[this.name];
    if (own) this.#usage.push(own);
    this.#results.push(...results);
  }
}

/** @param {Inspector} inspector */
async function keptBytes(inspector) {
  const { heapBytes, externalBytes } = await inspector.settledMemory();
  return heapBytes + externalBytes;
}
