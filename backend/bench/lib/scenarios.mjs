// @ts-check
import { LOAD_SCENARIO } from '@orbisvoice/live-engine';
import pg from 'pg';
import { errorsOf, runCallers, tally } from './callers.mjs';
import { orbisPlans } from './plans.mjs';
import { fixed, spread, table } from './stats.mjs';

const REFUSED = 'http://127.0.0.1:9/orders';
const TOOL = 'look_up_order';

/**
 * @typedef {object} Fault
 * @property {string} about
 * @property {(calls: number) => object} engine  what the scripted engine does, as a scenario
 * @property {{ afterBytes: number, forMs: number }} [cut]
 * @property {boolean} [tool]  the agent has a tool whose server refuses connections
 * @property {boolean} [spoils]  the answer that is under way when it happens may be cut
 */

/** What goes wrong in the world outside, by name. @type {Record<string, Fault>} */
export const SCENARIOS = {
  'network-cut': {
    about: "the visitor's network fails in the middle of an answer and is back after 300 ms",
    engine: () => ({}),
    cut: { afterBytes: 48_000, forMs: 300 },
  },
  'provider-timeout': {
    about: "the provider does not answer the setup of each call's first connection",
    engine: (calls) => ({ faults: [{ type: 'no-setup-answer', connections: calls }] }),
  },
  'provider-503': {
    about: "the provider refuses each call's first connection with HTTP 503",
    engine: (calls) => ({ faults: [{ type: 'refuse-upgrade', status: 503, connections: calls }] }),
  },
  'provider-drop': {
    about: "the provider's connection breaks in the middle of an answer",
    engine: (calls) => ({ faults: [{ type: 'reset', at: { afterChunks: 110 }, connections: calls }] }),
    spoils: true,
  },
  'tool-failure': {
    about: 'the model calls a tool whose server refuses the connection, and answers all the same',
    engine: () => ({ turns: [withTool()] }),
    tool: true,
    // What the agent says while it looks things up belongs to the answer as well.
    spoils: true,
  },
};

function withTool() {
  const [turn] = LOAD_SCENARIO.turns;
  if (!turn) throw new Error('the load scenario has no turn');
  return { ...turn, reply: [{ call: [{ name: TOOL, args: { order: '1234' } }] }], afterTools: turn.reply };
}

/**
 * @param {import('./stack.mjs').Stack} stack
 * @param {string} name
 * @param {{ calls: number, seconds: number, ramp: number }} size
 */
export async function runScenario(stack, name, size) {
  const fault = SCENARIOS[name];
  if (!fault) throw new Error(`there is no scenario ${name}`);
  if (fault.tool) await giveTool(stack);
  await stack.startEngine(JSON.stringify({ ...LOAD_SCENARIO, name, ...fault.engine(size.calls) }));
  const { stream } = await stack.startBackend('gateway');
  const plans = orbisPlans(stream, stack.teams, 'talk').map((plan) => ({
    ...plan,
    ...(fault.cut && { cut: fault.cut }),
  }));
  const { results } = await runCallers({ plans, ...size, watch: {} });
  const events = await eventsOf(
    stack.env.DATABASE_URL ?? '',
    results.flatMap(({ callId }) => callId ?? []),
  );
  const turns = results.reduce((sum, { turns }) => sum + turns, 0);
  const spoilt = tally(results.flatMap(({ faults }) => faults));
  const silent = results.filter(({ turns, error }) => turns === 0 && !error).length;
  const lost = fault.cut ? results.filter(({ backMs, error }) => backMs === undefined && !error).length : 0;
  const errors = {
    ...errorsOf(results),
    ...(fault.spoils ? {} : spoilt),
    ...(silent > 0 && { 'no answer after the fault': silent }),
    ...(lost > 0 && { 'never came back': lost }),
    ...(fault.tool && !events['tool.finished (failed)'] && { 'no tool has failed': 1 }),
  };
  return {
    ok: Object.keys(errors).length === 0,
    scenario: name,
    about: fault.about,
    calls: size.calls,
    turns,
    spoilt,
    errors,
    setupMs: spread(results.map(({ readyMs }) => readyMs).filter(Number.isFinite)),
    ...(fault.cut && { backMs: spread(results.flatMap(({ backMs }) => backMs ?? [])) }),
    events,
  };
}

/** @param {Awaited<ReturnType<typeof runScenario>>} outcome */
export function describeScenario(outcome) {
  const { scenario, about, calls, turns, spoilt, errors, events, setupMs, backMs, ok } = outcome;
  const list = (/** @type {Record<string, number>} */ counts) =>
    Object.entries(counts)
      .map(([text, count]) => `${count} × ${text}`)
      .join('; ') || 'none';
  const times = (/** @type {{ p50: number, p95: number }} */ { p50, p95 }) =>
    `${fixed(p50, 0)} / ${fixed(p95, 0)} ms`;
  return [
    '',
    `  ${scenario}: ${about}`,
    '',
    table(
      [`${calls} calls`, ''],
      [
        ['whole answers', String(turns)],
        ['answers that the fault spoilt', list(spoilt)],
        ['set-up p50 / p95', times(setupMs)],
        ...(backMs ? [['cut to resumed p50 / p95', times(backMs)]] : []),
        ['errors', list(errors)],
      ],
    ),
    '',
    `  On the timelines: ${list(events)}`,
    '',
    ok ? '  ok' : '  FAILED',
    '',
  ].join('\n');
}

/** @param {import('./stack.mjs').Stack} stack */
async function giveTool(stack) {
  stack.env.EGRESS_ALLOW = new URL(REFUSED).host;
  const { http } = await stack.startBackend('api');
  for (const { agentId, secretKey } of stack.teams) {
    const tool = await api(secretKey, 'POST', `${http}/tools`, {
      kind: 'http',
      name: TOOL,
      description: 'Looks up an order.',
      parameters: { type: 'object', properties: { order: { type: 'string' } } },
      http: { method: 'GET', url: REFUSED, timeoutMs: 2_000 },
    });
    await api(secretKey, 'PUT', `${http}/agents/${agentId}`, { toolIds: [tool.id], status: 'published' });
  }
  await stack.children.stop('api');
}

/** @param {string} key @param {string} method @param {string} url @param {object} body */
async function api(key, method, url, body) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const answer = await fetch(url, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${new URL(url).pathname}: ${await answer.text()}`);
  return /** @type {{ id: string }} */ (await answer.json());
}

/** @param {string} databaseUrl @param {string[]} calls @returns {Promise<Record<string, number>>} */
async function eventsOf(databaseUrl, calls) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      `select kind || case when data->>'ok' = 'false' then ' (failed)' else '' end as kind, count(*)::int as count
       from call_events where call_id = any($1) group by 1 order by 1`,
      [calls],
    );
    return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
  } finally {
    await client.end();
  }
}
