import { describe, expect, it } from '@jest/globals';
import { startProgram } from './support/program.js';

const without = (name: string) => !process.env.CI && process.env[`ORBIS_TEST_WITHOUT_${name}`] === '1';
const HARMS = ['gateway-kill', 'redis-wipe', 'postgres-kill', 'visitors-lost'];

/** The command is the test; six minutes of every harm with 40 calls are run by hand. Times are for its report alone. */
(without('REDIS') || without('NGINX') ? describe.skip : describe)('the scaled topology', () => {
  it('behind nginx loses nothing and doubles nothing while its parts are killed, emptied and cut off', async () => {
    const args = [
      '--calls',
      '6',
      '--minutes',
      '0.9',
      '--seed',
      '20261129',
      '--only',
      HARMS.join(','),
      '--json',
    ];
    const chaos = startProgram('backend/bench/chaos.mjs', args, process.env);
    await chaos.ended;
    const line = chaos
      .output()
      .split('\n')
      .find((text) => text.startsWith('{'));
    const report = JSON.parse(line ?? '{}') as { outcomes?: { harm: string }[]; turns?: number };
    expect(report).toMatchObject({ faults: [] });
    // On a fast machine there is time for one of them to happen again.
    expect(new Set(report.outcomes?.map(({ harm }) => harm))).toEqual(new Set(HARMS));
    expect(report.turns).toBeGreaterThan(20);
  }, 300_000);
});
