// @ts-check
import { fixed } from '../lib/stats.mjs';

/** @typedef {import('zod').output<typeof import('./reports.mjs').REPORTS.load>['steps'][number]} Step */
/** @typedef {import('./measurement.mjs').Figure} Figure */
/** @typedef {{ calls: number, value: number }} Point */

const MOST_TIMES = 2.1;
const ENOUGH_CALLS = 300;
const HEARD_WITHIN_MS = 500;
const KB_IN_MB = 1024;

/** @type {import('./measurement.mjs').MeasurementOf<'load'>} */
export const LOAD = {
  id: 'load',
  command: 'load',
  short: ['--calls', '50', '--seconds', '15', '--only', 'talk', '--thinking', '200'],
  long: ['--calls', '75,150,300', '--seconds', '60', '--only', 'talk', '--thinking', '200'],
  read: ({ steps }) => [...steps.flatMap(ofStep), ...(steps.length > 1 ? ofAllSteps(steps) : [])],
};

/** @param {Step} step @returns {Figure[]} */
function ofStep({ calls, talk }) {
  const errors = Object.values(talk.errors).reduce((sum, count) => sum + count, 0);
  return [
    {
      what: `${calls} calls in one process, every answer checked`,
      goal: '0 errors',
      measured: `${errors} errors in ${talk.turns} answers`,
      met: errors === 0,
    },
    {
      what: `voice to voice on the scripted engine, from the end of the turn (200 ms of thinking in it), ${calls} calls`,
      goal: `p95 ≤ ${HEARD_WITHIN_MS} ms`,
      measured: `${fixed(talk.turnToVoiceMs.p95, 0)} ms`,
      met: talk.turnToVoiceMs.p95 <= HEARD_WITHIN_MS,
    },
  ];
}

/** @param {Step[]} steps @returns {Figure[]} */
function ofAllSteps(steps) {
  const quick = steps.filter(({ talk }) => talk.turnToVoiceMs.p95 <= HEARD_WITHIN_MS);
  const most = Math.max(0, ...quick.map(({ calls }) => calls));
  const cores = steps.map(({ calls, talk }) => ({ calls, value: talk.usage.gateway.cores }));
  const mb = steps.map(({ calls, talk }) => ({
    calls,
    value: (talk.usage.gateway.kbPerCall * calls) / KB_IN_MB,
  }));
  return [
    {
      what: `most calls in one process with voice to voice p95 ≤ ${HEARD_WITHIN_MS} ms, of those that were tried`,
      goal: `≥ ${ENOUGH_CALLS}`,
      measured: String(most),
      met: most >= ENOUGH_CALLS,
    },
    growth('CPU', 'cores', cores),
    growth('memory', 'MB', mb),
  ];
}

/**
 * Linear is held from the first step to the last, and of the last by itself.
 * @param {string} name
 * @param {string} unit
 * @param {Point[]} points
 * @returns {Figure}
 */
function growth(name, unit, points) {
  const ends = [points[0], points.at(-2), points.at(-1)];
  const [first, before, last] = /** @type {[Point, Point, Point]} */ (ends);
  const [overall, lately] = [timesADoubling(first, last), timesADoubling(before, last)];
  const values = points.map(({ value }) => fixed(value, unit === 'MB' ? 0 : 2)).join(', ');
  return {
    what: `${name} of the gateway with ${points.map(({ calls }) => calls).join(', ')} calls`,
    goal: `a doubling ≤ ${MOST_TIMES} ×, over all and the last`,
    measured: `${fixed(overall)} ×, ${fixed(lately)} × (${values} ${unit})`,
    met: overall <= MOST_TIMES && lately <= MOST_TIMES,
  };
}

/**
 * How much more calls need for each doubling of their number; 2 is linear. What is not above nothing has no factor.
 * @param {Point} from
 * @param {Point} to
 */
function timesADoubling(from, to) {
  if (!(from.value > 0 && to.value > 0)) return Number.NaN;
  return (to.value / from.value) ** (1 / Math.log2(to.calls / from.calls));
}
