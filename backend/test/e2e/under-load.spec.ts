import { describe, expect, it } from '@jest/globals';
import { benchReport } from './support/bench-report.js';

const withoutRedis = !process.env.CI && process.env.ORBIS_TEST_WITHOUT_REDIS === '1';

// The commands are the tests, in their short forms; what they measure in time and memory is for the long ones to judge.
describe('many at once', () => {
  (withoutRedis ? it.skip : it)(
    'pass as often as the limit says, from several processes, and not without Redis either',
    async () => {
      const args = ['--processes', '2', '--limit', '200', '--seconds', '6'];
      expect(await benchReport('limits.mjs', ...args)).toMatchObject({ faults: [], most: 200, least: 200 });
    },
    120_000,
  );

  it('are handed on when their process is asked to stop, and a second signal is heard', async () => {
    expect(await benchReport('drain.mjs', '--calls', '3')).toMatchObject({
      ...{ calls: 3, cut: 0, faults: [] },
      drained: { gateway: { exit: 0, refused: '503' }, worker: { exit: 0 }, api: { exit: 0 } },
    });
  }, 120_000);

  it('are let go when they stop reading', async () => {
    const args = ['--clients', '4', '--seconds', '16'];
    expect(await benchReport('slow-clients.mjs', ...args)).toMatchObject({ clients: 4, letGo: 4 });
  }, 120_000);

  it('are closed when they never finish what they say, and keep nobody out', async () => {
    const report = await benchReport('slow-clients.mjs', '--senders', '200');
    expect(report).toMatchObject({ senders: 200, healthy: 10, healthyWorked: 10 });
    expect(report.closedAfterSeconds).not.toBeNull();
  }, 120_000);

  it('leave nothing open when they are over', async () => {
    const args = ['--soak', '--calls', '6', '--minutes', '0.25'];
    expect(await benchReport('load.mjs', ...args)).toMatchObject({ ok: true, errors: {} });
  }, 180_000);
});
