import { expect, it } from '@jest/globals';
import { startProgram } from './support/program.js';

/** Whole stacks of processes, on a machine that runs other tests too: what is held here is that nothing is lost. */
it('two gateways are restarted, killed and paused, and no call is cut', async () => {
  const restart = startProgram('backend/bench/rolling-restart.mjs', ['--calls', '6', '--json'], {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
  });
  const code = await restart.ended;
  const output = restart.output();
  const report = JSON.parse(output.slice(output.indexOf('{')));
  expect(report).toMatchObject({ calls: 6, cut: 0, exits: [0, 0], faults: [] });
  expect(report.gaps['restarted in order'].length).toBeGreaterThanOrEqual(6);
  // Times are its report's alone: on such a machine they say little.
  expect(code).toBe(report.late.length === 0 ? 0 : 1);
}, 240_000);
