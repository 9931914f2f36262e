#!/usr/bin/env node
// @ts-check
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { main, userError } from '../bin/lib/print.mjs';
import { benchCommand } from './lib/bench-command.mjs';
import { fillLedger } from './lib/many-commissions.mjs';
import { scansOf } from './lib/list-plans.mjs';
import { onStack } from './lib/stack.mjs';
import { fixed, p50, p95, table } from './lib/stats.mjs';

const HELP = `npm run bench:ledger [-- --entries 1000000 --partners 500 --rounds 100 --json]

Fills the referral ledger, and reads what the earnings page reads over HTTP as one partner after another, then as the
largest of them alone. Prints how long answers take and which indexes the statements behind them walk. Aim: 95 of 100
within 100 ms at a million entries.`;

const PATHS = [
  '/referrals/me/earnings',
  '/referrals/me',
  '/referrals/me/history?limit=50',
  '/referrals/me/payouts',
];
const STATEMENTS = {
  'commissions of a partner': 'select * from referral_commissions where partner_id = $1',
  'ledger of an account':
    "select source, sum(amount_minor) from referral_ledger where partner_id = $1 and currency = 'EUR' group by source",
  'facts about a partner':
    "select body from referral_facts where id in (select fact_id from referral_fact_subjects where subject = 'partner:' || $1::text)",
};

await main(() =>
  benchCommand({
    help: HELP,
    defaults: { entries: '1000000', partners: '500', rounds: '100' },
    measure: (values) => {
      const [entries = 0, partners = 0, rounds = 0] = [values.entries, values.partners, values.rounds].map(
        Number,
      );
      if (!(entries > 0) || !(partners > 1) || !(rounds > 0))
        throw userError('Numbers are wanted; see --help.');
      return onStack(1, (stack) => readEarnings(stack, { entries, partners, rounds }));
    },
    describe,
    isGood: ({ plans }) => !plans.some(({ nodes }) => nodes.some((node) => node.startsWith('Seq Scan'))),
  }),
);

/**
 * @param {import('./lib/stack.mjs').Stack} stack
 * @param {{ entries: number, partners: number, rounds: number }} size
 */
async function readEarnings(stack, { entries, partners, rounds }) {
  const database = new pg.Client({ connectionString: stack.env.DATABASE_URL });
  try {
    await database.connect();
    const startedAt = performance.now();
    const filled = await fillLedger(database, { entries, partners });
    await database.query('vacuum analyze');
    const fillSeconds = (performance.now() - startedAt) / 1_000;
    const { rows } = await database.query('select count(*)::int as count from referral_ledger');
    const { http } = await stack.startBackend('api');
    const measured = [];
    for (const path of PATHS) {
      const usual = filled.slice(1);
      measured.push({ name: `GET ${path}`, ...(await measure(http, path, usual, rounds)) });
      const [largest] = filled;
      const name = `GET ${path}, ${largest?.entries} entries`;
      if (largest) measured.push({ name, ...(await measure(http, path, [largest], rounds)) });
    }
    const plans = await plansOf(database, filled[1]?.id ?? '');
    return { entries: Number(rows[0].count), partners, fillSeconds, measured, plans };
  } finally {
    await database.end();
  }
}

/**
 * @param {string} http
 * @param {string} path
 * @param {{ session: string }[]} partners
 * @param {number} rounds
 */
async function measure(http, path, partners, rounds) {
  const times = [];
  for (let round = -3; round < rounds; round++) {
    const { session } = partners[(round + 3) % partners.length] ?? { session: '' };
    const startedAt = performance.now();
    const answer = await fetch(`${http}${path}${path.includes('?') ? '&' : '?'}as=affiliate`, {
      headers: { cookie: `ov_affiliate=${session}` },
    });
    const body = await answer.text();
    if (round >= 0) times.push(performance.now() - startedAt);
    if (!answer.ok) throw new Error(`${answer.status} ${body}`);
  }
  return { p50Ms: p50(times), p95Ms: p95(times) };
}

/**
 * @param {import('pg').Client} database
 * @param {string} partnerId
 */
async function plansOf(database, partnerId) {
  const plans = [];
  for (const [name, statement] of Object.entries(STATEMENTS)) {
    await database.query('begin');
    try {
      await database.query('set local role orbis_app');
      await database.query(`select set_config('app.referral_office', 'on', true)`);
      const { rows } = await database.query(`explain (analyze, buffers, format json) ${statement}`, [
        partnerId,
      ]);
      const { Plan: root, 'Execution Time': ms } = rows[0]['QUERY PLAN'][0];
      plans.push({ name: `${name}: ${ms.toFixed(1)} ms`, nodes: scansOf(root) });
    } finally {
      await database.query('rollback');
    }
  }
  return plans;
}

/** @param {Awaited<ReturnType<typeof readEarnings>>} report */
function describe({ entries, partners, fillSeconds, measured, plans }) {
  const lines = measured.map(({ name, p50Ms, p95Ms }) => [name, fixed(p50Ms, 1), fixed(p95Ms, 1)]);
  const nodes = plans.map(
    ({ name, nodes: walked }) => `  ${name}\n${walked.map((node) => `    ${node}`).join('\n')}`,
  );
  return `${entries} ledger entries of ${partners} partners, filled in ${fixed(fillSeconds, 0)} s\n
${table(['', 'p50 ms', 'p95 ms'], lines)}\n\nPlans\n${nodes.join('\n')}`;
}
