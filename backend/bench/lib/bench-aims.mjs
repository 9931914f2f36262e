// @ts-check
import { fixed } from './stats.mjs';

const MOST_CPU_TIMES = 1.25;
const MOST_ADDED_MS = 1;
const MOST_P99_TIMES = 2;
const MOST_KB = 250;
const LEAST_HTTP_TIMES = 0.6;
const MOST_WIDGET_BYTES = 16 * 1024;
const MOST_WIDGET_MS = 300;
const MOST_SLOW_WIDGET_MS = 1_000;
const MOST_PAGE_BYTES = 120 * 1024;
const MOST_DASHBOARD_MS = 1_500;

/**
 * @typedef {object} Measured  the parts that were asked for
 * @property {Awaited<ReturnType<typeof import('./bench-voice.mjs').benchVoice>>} voice
 * @property {Awaited<ReturnType<typeof import('./bench-agents.mjs').benchAgents>> | undefined} [http]
 * @property {Awaited<ReturnType<typeof import('./bench-widget.mjs').benchWidget>> | undefined} [widget]
 * @property {Awaited<ReturnType<typeof import('./bench-dashboard.mjs').benchDashboard>> | undefined} [dashboard]
 */

/** @param {Measured} measured @returns {string[]} one text for each aim that was missed */
export function missedAims({ voice, http, widget, dashboard }) {
  return [
    ...voice.flatMap(missedByVoice),
    ...(http ? missedByHttp(http) : []),
    ...(widget ? missedByWidget(widget) : []),
    ...(dashboard ? missedByDashboard(dashboard) : []),
  ];
}

/** @param {Measured['voice'][number]} step */
function missedByVoice({ calls, relay, gateway, errors }) {
  const [cpu, p99] = [gateway.cpu / relay.cpu, gateway.p99 / relay.p99];
  return [
    ...miss(errors === 0, `${calls} calls: ${errors} errors`),
    ...miss(cpu <= MOST_CPU_TIMES, `${calls} calls: CPU ${fixed(cpu)} × that of the relay`),
    ...miss(
      gateway.p50 <= relay.p50 + MOST_ADDED_MS,
      `${calls} calls: there and back p50 ${fixed(gateway.p50)} ms, relay ${fixed(relay.p50)} ms`,
    ),
    ...miss(p99 <= MOST_P99_TIMES, `${calls} calls: there and back p99 ${fixed(p99)} × that of the relay`),
    ...miss(gateway.kb <= MOST_KB, `${calls} calls: ${fixed(gateway.kb, 0)} KB each`),
  ];
}

/** @param {NonNullable<Measured['http']>} http */
function missedByHttp({ api, bare, failures }) {
  const times = api.perSecond / bare.perSecond;
  return [
    ...miss(failures === 0, `GET /agents: ${failures} failures`),
    ...miss(times >= LEAST_HTTP_TIMES, `GET /agents: ${fixed(times)} × the bare route`),
  ];
}

/** @param {NonNullable<Measured['widget']>} widget */
function missedByWidget({ size, readyMs, slowReadyMs }) {
  return [
    ...miss(size.gzip <= MOST_WIDGET_BYTES, `widget: ${size.gzip} bytes`),
    ...missedTime('widget: ready', readyMs, MOST_WIDGET_MS),
    ...missedTime('widget: ready on a slow telephone', slowReadyMs, MOST_SLOW_WIDGET_MS),
  ];
}

/** @param {NonNullable<Measured['dashboard']>} dashboard */
function missedByDashboard({ heaviest, interactiveMs }) {
  return [
    ...miss(heaviest.bytes <= MOST_PAGE_BYTES, `dashboard: ${heaviest.bytes} bytes for ${heaviest.page}`),
    ...missedTime('dashboard: interactive', interactiveMs, MOST_DASHBOARD_MS),
  ];
}

/** What there is no browser for is not missed. @param {string} what @param {number | undefined} ms @param {number} most */
const missedTime = (what, ms, most) =>
  ms === undefined ? [] : miss(ms <= most, `${what} after ${fixed(ms, 0)} ms`);

/** @param {boolean} isMet @param {string} text */
const miss = (isMet, text) => (isMet ? [] : [text]);
