#!/usr/bin/env node
// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromRoot } from '../bin/lib/paths.mjs';
import { main, userError } from '../bin/lib/print.mjs';
import { benchCommand } from './lib/bench-command.mjs';
import { fixed } from './lib/stats.mjs';

const HELP = `npm run bench:histories [-- --histories 10000 --seed 1 --json]

Tells random histories of the referral programme to a database: sign-ups, invoices, refunds, disputes, corrections and payouts,
out of order, in part more than once, by four at once, with deaths in mid-transaction and refunds after the payout. After each
one every account has to hold what the rules give, the journal has to be whole and unchanged, and telling all of it again must
write nothing. History n has the seed --seed + n, so \`--histories 1 --seed <seed>\` tells one again. It is the test of the
referrals module that CI runs with a hundred.`;

const SPEC = 'backend/src/modules/referrals/histories.medium.spec.ts';

/** @typedef {{ histories: number, facts: number, told: number, crashes: number, payouts: number, seed: number, seconds: number, faults: { seed: number, what: string }[] }} Report */

await main(() =>
  benchCommand({
    help: HELP,
    defaults: { histories: '10000', seed: String(Date.now() % 1_000_000) },
    measure: (values) => {
      const [histories = 0, seed = NaN] = [values.histories, values.seed].map(Number);
      if (!(histories > 0) || !Number.isInteger(histories + seed))
        throw userError('Whole numbers are wanted; see --help.');
      return told(histories, seed);
    },
    describe,
    isGood: ({ faults }) => faults.length === 0,
  }),
);

/**
 * @param {number} histories
 * @param {number} seed
 * @returns {Promise<Report>}
 */
async function told(histories, seed) {
  const folder = mkdtempSync(join(tmpdir(), 'orbisvoice-histories-'));
  const file = join(folder, 'report.json');
  const jest = fromRoot('node_modules', 'jest', 'bin', 'jest.js');
  const args = ['--experimental-vm-modules', '--no-warnings', jest, '--selectProjects', 'backend-medium'];
  try {
    // How far it is goes to the terminal; the output is the report's alone.
    const child = spawn(process.execPath, [...args, '--runTestsByPath', SPEC], {
      cwd: fromRoot(),
      env: {
        ...process.env,
        ORBIS_HISTORIES: String(histories),
        ORBIS_HISTORIES_SEED: String(seed),
        ORBIS_HISTORIES_REPORT: file,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
      process.once(signal, () => child.kill(signal));
    await once(child, 'close');
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
    throw userError('The histories broke off.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {Report} report */
function describe({ histories, facts, told, crashes, payouts, seed, seconds, faults }) {
  const shown = faults.map(
    ({ seed: own, what }) => `  ${what}\n    npm run bench:histories -- --histories 1 --seed ${own}`,
  );
  return [
    `${histories} histories from seed ${seed} in ${fixed(seconds, 0)} s: ${facts} facts told ${told} times, ${payouts} payouts, ${crashes} deaths`,
    `${faults.length} faults`,
    ...shown,
  ].join('\n');
}
