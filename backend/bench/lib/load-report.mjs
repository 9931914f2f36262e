// @ts-check
import { fixed, table } from './stats.mjs';

/**
 * @typedef {object} Step
 * @property {boolean} ok
 * @property {number} calls
 * @property {number} seconds
 * @property {import('./load-run.mjs').Talk} [talk]
 * @property {import('./load-run.mjs').Echo} [echo]
 */

/** @param {Step} step */
export function describeStep({ ok, calls, seconds, talk, echo }) {
  const lines = [
    '',
    `  ${calls} calls, ${seconds} s${talk ? `: ${talk.turns} answers, every word and sound as said` : ''}`,
  ];
  const failures = Object.entries({ ...talk?.errors, ...echo?.errors });
  const listed = failures.map(([text, count]) => `${count} × ${text}`).join('; ');
  lines.push(failures.length === 0 ? '  0 errors' : `  errors: ${listed}`, '');

  /** @param {string} name @param {{ p50: number, p95: number, p99: number } | undefined} part */
  const row = (name, part) => (part ? [[name, fixed(part.p50), fixed(part.p95), fixed(part.p99)]] : []);
  const rows = [
    ...row('call set-up', talk?.setupMs),
    ...row(
      "voice to voice (the end of turn's silence and the engine's thinking in it)",
      talk?.voiceToVoiceMs,
    ),
    ...row("end of turn to voice (the engine's thinking in it)", talk?.turnToVoiceMs),
    ...row("gateway's own share, as it measures it", talk?.gatewayShareMs),
    ...row('there and back, engine alone', echo?.directMs),
    ...row('there and back through the gateway', echo?.throughMs),
    ...row('  with the wait for 40 ms framing', echo?.withFramingMs),
    ...row('added by the gateway', echo?.addedMs),
  ];
  lines.push(table(['milliseconds', 'p50', 'p95', 'p99'], rows), '');
  const usage = [
    ...used(talk?.usage, 'asking and answering'),
    ...used(echo?.usage, 'both talking all the time'),
  ];
  if (usage.length > 0) lines.push(table(['', 'CPU ms per call-second', 'cores', 'KB per call'], usage), '');
  lines.push(ok ? '  ok' : '  FAILED', '');
  return lines.join('\n');
}

/**
 * How CPU and memory of the gateway grow from one number of calls to the next.
 * @param {Step[]} steps
 */
export function describeGrowth(steps) {
  const rows = steps.map(({ calls, talk, echo }, at) => {
    const [now, before] = [talk ?? echo, at > 0 ? (steps[at - 1]?.talk ?? steps[at - 1]?.echo) : undefined];
    const { cores = Number.NaN, kbPerCall = Number.NaN } = now?.usage.gateway ?? {};
    const earlier = before?.usage.gateway;
    const mb = (kbPerCall * calls) / 1024;
    const mbBefore = ((earlier?.kbPerCall ?? Number.NaN) * (steps[at - 1]?.calls ?? 0)) / 1024;
    return [
      String(calls),
      fixed(cores),
      fixed(cores / (earlier?.cores ?? Number.NaN)),
      fixed(mb, 1),
      fixed(mb / mbBefore),
    ];
  });
  return table(['calls', 'gateway cores', '× before', 'MB for calls', '× before'], rows);
}

/**
 * @param {Record<string, import('./callers.mjs').Usage> | undefined} usage
 * @param {string} doing
 */
const used = (usage, doing) =>
  Object.entries(usage ?? {}).map(([name, { cpuMsPerCallSecond, cores, kbPerCall }]) => [
    `${name}, ${doing}`,
    fixed(cpuMsPerCallSecond),
    fixed(cores),
    fixed(kbPerCall, 0),
  ]);
