#!/usr/bin/env node
// @ts-check
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJson } from './lib/files.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { complain, main, say, userError } from './lib/print.mjs';
import { runTool } from './lib/run.mjs';
import { NEEDS, provision } from './provision/provision.mjs';
import { printSuite, printTotal, tally } from './provision/results.mjs';
import { NEEDED_BY_SIZE, parseTestArgs, SIZES, TEST_HELP, WORKERS } from './provision/suites.mjs';

/** Above what the slowest suite takes on two busy cores, which is half an hour at worst. */
const SUITE_MS = 40 * 60_000;
/** Between the last result and the end of the process: databases stop, folders go. */
const ENDING_MS = 60_000;

await main(async () => {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    say(TEST_HELP);
    return 0;
  }
  const ci = /^(1|true)$/i.test(process.env.CI ?? '');
  const asked = parseTestArgs(args, ci);
  if ('problem' in asked) throw userError(asked.problem ?? '');
  await ensureInstalled();

  const wanted = new Set(asked.sizes.flatMap((size) => NEEDED_BY_SIZE[size]));
  const needs = NEEDS.filter(({ flag }) => wanted.has(flag));
  const env = await provision(needs, asked.refused);
  if (asked.sizes.some((size) => size !== 'small')) {
    // End-to-end tests start the built programs. Imported late: the compiler is a package.
    const { buildAll } = await import('./build/build-all.mjs');
    await buildAll({ quiet: true });
  }

  const scratch = mkdtempSync(join(tmpdir(), 'orbisvoice-jest-'));
  try {
    const tallies = [];
    for (const size of asked.sizes)
      for (const project of SIZES[size])
        tallies.push(await runSuite(project, WORKERS[size], asked.filter, env, scratch));
    return printTotal(tallies, ci);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});

/**
 * Runs one jest project in a process of its own, so that a crash in one suite cannot take the others' results with it.
 * @param {string} project
 * @param {string} workers
 * @param {string} filter
 * @param {Record<string, string>} env
 * @param {string} scratch
 */
async function runSuite(project, workers, filter, env, scratch) {
  const report = join(scratch, `${project}.json`);
  const jestArgs = [
    ...['--selectProjects', project, '--maxWorkers', workers, '--passWithNoTests', '--reporters', 'default'],
    ...['--json', '--outputFile', report],
    ...(filter ? ['--testPathPatterns', filter] : []),
  ];
  const hang = watchForHang(report);
  const { code, output, ms } = await runTool('jest/bin/jest.js', jestArgs, {
    nodeArgs: ['--experimental-vm-modules', '--no-warnings'],
    env,
    signal: hang.signal,
  });
  hang.stop();
  const results = /** @type {import('./provision/results.mjs').JestReport | undefined} */ (readJson(report));
  const counts = results ? tally(results) : { passed: 0, failed: 1, skipped: 0 };
  // jest can fail without a failed test: a coverage bound, an open handle, a crash while ending.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  if (counts.failed > 0) complain(withoutReport(output));
  if (hang.signal.aborted) complain(`${project}: ${hang.signal.reason}`);
  printSuite(project, counts, ms);
  return counts;
}

/**
 * A run that has written its report and does not end waits for something that a test began and left open; one that
 * writes none waits for ever somewhere else. Both become failures with a name instead of a job that never ends.
 * @param {string} report
 */
function watchForHang(report) {
  const hang = new AbortController();
  const suite = setTimeout(() => hang.abort(`no end within ${SUITE_MS / 60_000} minutes`), SUITE_MS);
  /** @type {NodeJS.Timeout | undefined} */
  let ending;
  const look = setInterval(() => {
    if (ending || !existsSync(report)) return;
    const reason = 'all tests are done, but something that one of them began still runs';
    ending = setTimeout(() => hang.abort(reason), ENDING_MS);
  }, 1_000);
  const stop = () => {
    clearInterval(look);
    clearTimeout(suite);
    clearTimeout(ending);
  };
  return { signal: hang.signal, stop };
}

/**
 * With --json jest prints the whole report, too, as one long line; people read the rest.
 * @param {string} output
 */
function withoutReport(output) {
  const lines = output.split('\n').filter((line) => !line.startsWith('{"'));
  return lines.join('\n').trim();
}
