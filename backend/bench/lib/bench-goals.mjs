// @ts-check
import { fixed } from './stats.mjs';

/**
 * A goal and what was measured of it.
 * @typedef {{ what: string, goal: string, measured: string, met: boolean }} Figure
 */

/** Stands where nothing could be measured. */
const NO_BROWSER = 'no Chromium';

/**
 * @typedef {object} Measured  the parts that were asked for
 * @property {Awaited<ReturnType<typeof import('./bench-voice.mjs').benchVoice>>} voice
 * @property {Awaited<ReturnType<typeof import('./bench-agents.mjs').benchAgents>> | undefined} [http]
 * @property {Awaited<ReturnType<typeof import('./bench-widget.mjs').benchWidget>> | undefined} [widget]
 * @property {Awaited<ReturnType<typeof import('./bench-dashboard.mjs').benchDashboard>> | undefined} [dashboard]
 */

/** @param {Measured} measured @returns {string[]} one text for each goal that was missed, and for what failed */
export function missedGoals({ voice, http, widget, dashboard }) {
  const figures = [
    ...voice.flatMap(voiceFigures),
    ...(http ? httpFigures(http) : []),
    ...(widget ? widgetFigures(widget) : []),
    ...(dashboard ? dashboardFigures(dashboard) : []),
  ];
  return [
    ...voice
      .filter(({ errors }) => errors > 0)
      .map(({ calls, errors }) => `${calls} calls: ${errors} errors`),
    ...(http && http.failures > 0 ? [`GET /agents: ${http.failures} failures`] : []),
    ...figures
      .filter(({ met, measured }) => !met && measured !== NO_BROWSER)
      .map(({ what, goal, measured }) => `${what}: ${measured}, where ${goal} is the goal`),
  ];
}

/**
 * @param {{ calls: number, relay: Record<'cpu' | 'p50' | 'p99', number>, gateway: Record<'cpu' | 'p50' | 'p99' | 'kb', number> }} step
 * @returns {Figure[]}
 */
export const voiceFigures = ({ calls, relay, gateway }) => [
  {
    what: `CPU of a talking call-second against a bare relay, ${calls} calls`,
    goal: '≤ 1.25 ×',
    measured: `${times(gateway.cpu / relay.cpu)} (${fixed(gateway.cpu)} against ${fixed(relay.cpu)} ms)`,
    met: gateway.cpu / relay.cpu <= 1.25,
  },
  {
    what: `there and back p50, ${calls} calls`,
    goal: 'relay + 1 ms',
    measured: `${ms(gateway.p50)}, relay ${ms(relay.p50)}`,
    met: gateway.p50 <= relay.p50 + 1,
  },
  {
    what: `there and back p99, ${calls} calls`,
    goal: '≤ 2 × relay',
    measured: `${ms(gateway.p99)}, relay ${ms(relay.p99)}`,
    met: gateway.p99 <= 2 * relay.p99,
  },
  {
    what: `memory of a call, ${calls} calls`,
    goal: '≤ 250 KB',
    measured: `${fixed(gateway.kb, 0)} KB`,
    met: gateway.kb <= 250,
  },
];

/** @param {{ api: { perSecond: number }, bare: { perSecond: number } }} http @returns {Figure[]} */
export const httpFigures = ({ api, bare }) => [
  {
    what: '`GET /agents` against a bare route with the same query',
    goal: '≥ 0.6 ×',
    measured: `${times(api.perSecond / bare.perSecond)} (${fixed(api.perSecond, 0)} a second)`,
    met: api.perSecond / bare.perSecond >= 0.6,
  },
];

/**
 * @param {{ size: { gzip: number }, readyMs?: number | undefined, slowReadyMs?: number | undefined }} widget
 * @returns {Figure[]}
 */
export const widgetFigures = ({ size, readyMs, slowReadyMs }) => [
  {
    what: 'widget, all of it, compressed',
    goal: '≤ 16 KB',
    measured: kb(size.gzip),
    met: size.gzip <= 16 * 1024,
  },
  inBrowser('widget: `init` to ready on localhost', '≤ 300 ms', readyMs, 300),
  inBrowser('widget: the same at 1.6 Mbit/s, 150 ms, a quarter of the CPU', '≤ 1 s', slowReadyMs, 1_000),
];

/**
 * @param {{ heaviest: { page: string, bytes: number }, interactiveMs?: number | undefined }} dashboard
 * @returns {Figure[]}
 */
export const dashboardFigures = ({ heaviest, interactiveMs }) => [
  {
    what: 'JavaScript of the heaviest page of the dashboard, compressed',
    goal: '≤ 120 KB',
    measured: `${kb(heaviest.bytes)} (${heaviest.page})`,
    met: heaviest.bytes <= 120 * 1024,
  },
  inBrowser(
    'dashboard with an empty cache: from the address to a list of agents that answers a click',
    '≤ 1.5 s',
    interactiveMs,
    1_500,
  ),
];

/**
 * @param {string} what
 * @param {string} goal
 * @param {number | undefined} tookMs  undefined where there is no browser
 * @param {number} mostMs
 * @returns {Figure}
 */
const inBrowser = (what, goal, tookMs, mostMs) => ({
  ...{ what, goal },
  measured: tookMs === undefined ? NO_BROWSER : ms(tookMs),
  met: tookMs !== undefined && tookMs <= mostMs,
});

/** @param {number} value */
const ms = (value) => `${fixed(value, value < 10 ? 1 : 0)} ms`;
/** @param {number} value */
const times = (value) => `${fixed(value)} ×`;
/** @param {number} bytes */
const kb = (bytes) => `${fixed(bytes / 1024, 1)} KB`;
