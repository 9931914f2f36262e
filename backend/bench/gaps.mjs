#!/usr/bin/env node
// @ts-check
import pg from 'pg';
import { main, userError } from '../bin/lib/print.mjs';
import { benchCommand } from './lib/bench-command.mjs';
import { PatientCaller, keepTalking, pause } from './lib/patient-caller.mjs';
import { onStack } from './lib/stack.mjs';
import { fixed, p50, percentile, table } from './lib/stats.mjs';

const HELP = `npm run bench:gaps [-- --calls 10 --seconds 120 --json]

Calls in real time whose provider announces its end every 20 seconds, in the middle of whatever is being said. Prints,
for each change of connection, how long the visitor's loudspeaker had nothing although the agent was speaking.`;

const LIFE = { lifeMs: 20_000, goAwayMs: 12_000 };
const SCENARIO = {
  name: 'leaving',
  afterLast: 'cycle',
  turns: ['One', 'Two', 'Three'].map((word) => ({
    heard: `Question ${word}?`,
    reply: [{ say: `Answer ${word}, which takes a while to be said in full.`, audioMs: 3_500 }],
  })),
  timing: { speed: 1, ttfbMs: 300, ...LIFE },
};
const QUESTION_MS = 700;
/** Gaps so near to a change of connection are its doing. */
const NEAR_MS = 6_000;
const MOST_GAP_MS = 300;

await main(() =>
  benchCommand({
    help: HELP,
    defaults: { calls: '10', seconds: '120' },
    measure: (values) => {
      const [calls, seconds] = [Number(values.calls), Number(values.seconds)];
      if (!(calls > 0) || !(seconds > 0)) throw userError('--calls and --seconds take numbers.');
      return onStack(calls, (stack) => measure(stack, calls, seconds));
    },
    describe,
    isGood: ({ changes, gapMs }) => changes > 0 && gapMs.p95 <= MOST_GAP_MS,
  }),
);

/**
 * @param {import('./lib/stack.mjs').Stack} stack
 * @param {number} calls
 * @param {number} seconds
 */
async function measure(stack, calls, seconds) {
  const database = new pg.Client({ connectionString: stack.env.DATABASE_URL });
  try {
    await database.connect();
    stack.env.GEMINI_BASE_URL = await stack.startEngine(JSON.stringify(SCENARIO));
    stack.env.GEMINI_API_KEY = 'a-key-for-the-local-engine-only';
    await database.query(`update agent_versions set content = content || '{"firstMessage": ""}'`);
    const { stream } = await stack.startBackend('gateway');
    const { agentId, secretKey: apiKey } = stack.teams[0] ?? {};
    const hello = { type: 'hello', protocol: 1, apiKey, agentId };
    const callers = Array.from({ length: calls }, () => new PatientCaller(stream, hello));
    const stop = keepTalking(callers);
    const until = Date.now() + seconds * 1_000;
    while (Date.now() < until) {
      for (const caller of callers) if (caller.mayAsk(1_000)) caller.ask(QUESTION_MS);
      await pause(100);
    }
    for (const caller of callers) caller.end();
    await pause(1_500);
    stop();
    const changes = [];
    let lost = 0;
    for (const caller of callers) {
      const callId = caller.of('ready')[0]?.message.callId;
      const sql = `select at, kind, data from call_events where call_id = $1 and kind in ('provider.connected', 'provider.lost')`;
      const { rows } = await database.query(sql, [callId]);
      lost += rows.filter(({ kind }) => kind === 'provider.lost').length;
      for (const { at } of rows.filter(({ kind, data }) => kind === 'provider.connected' && data.resumed)) {
        const near = caller.gaps.filter(({ from }) => Math.abs(from - at.getTime()) < NEAR_MS);
        changes.push(near.reduce((sum, { ms }) => sum + ms, 0));
      }
    }
    const answers = callers.reduce((sum, caller) => sum + caller.of('latency').length, 0);
    return {
      changes: changes.length,
      lost,
      answers,
      gapMs: { p50: p50(changes), p95: percentile(changes, 0.95), most: Math.max(0, ...changes) },
      withGap: changes.filter((ms) => ms > 0).length,
    };
  } finally {
    await database.end();
  }
}

/** @param {Awaited<ReturnType<typeof measure>>} report */
function describe({ changes, lost, answers, withGap, gapMs }) {
  const head = ['changes of connection', 'lost', 'answers', 'with a gap', 'gap p50 ms', 'p95', 'longest'];
  const row = [changes, lost, answers, withGap].map(String);
  const gaps = [gapMs.p50, gapMs.p95, gapMs.most].map((ms) => fixed(ms, 0));
  return `\n${table(head, [[...row, ...gaps]])}\n\n  aim: p95 ≤ ${MOST_GAP_MS} ms`;
}
