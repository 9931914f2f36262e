#!/usr/bin/env node
// @ts-check
import { ensureInstalled } from './lib/install.mjs';
import { fromRoot } from './lib/paths.mjs';
import { bold, dim, green, main, red, say, seconds } from './lib/print.mjs';
import { run } from './lib/run.mjs';

const HELP = `npm run check

The quick gates, meant for every save-and-think: formatting, lint with the doors, types, small tests. All of them run
even where one fails, so that one round shows everything.`;

/** Two lanes that take about the same time: two cores, no more. */
const LANES = [
  [
    ['format', 'npm', 'run', '--silent', 'format:check'],
    ['lint', 'npm', 'run', '--silent', 'lint'],
    ['types', process.execPath, fromRoot('backend', 'bin', 'typecheck.mjs')],
  ],
  [['small tests', process.execPath, fromRoot('backend', 'bin', 'test.mjs'), 'small']],
];

await main(async () => {
  if (process.argv.includes('--help')) {
    say(HELP);
    return 0;
  }
  await ensureInstalled();
  const startedAt = performance.now();
  /** @type {string[]} */
  const failed = [];
  await Promise.all(
    LANES.map(async (lane) => {
      for (const [name = '', command = '', ...args] of lane) {
        const { code, output, ms } = await run(command, args);
        say(`${code === 0 ? green('ok  ') : red('FAIL')} ${name} ${dim(`(${seconds(ms)})`)}`);
        if (code === 0) continue;
        failed.push(name);
        say(output.trimEnd());
      }
    }),
  );
  say(dim(`check took ${seconds(performance.now() - startedAt)}`));
  if (failed.length > 0) say(bold(red(`Failed: ${failed.join(', ')}`)));
  return failed.length > 0 ? 1 : 0;
});
