import { describe, expect, it, jest } from '@jest/globals';
import { FakeClock } from '../../../platform/clock/clock.js';
import type { OrphanSweep } from '../application/orphan-sweep.service.js';
import { LEASE_MS } from '../domain/call-limits.js';
import { OrphanSweepJob } from './orphan-sweep.job.js';

/** A worker whose job is due every five seconds. */
function worker() {
  const clock = new FakeClock();
  const run = jest.fn(() => Promise.resolve());
  const database = { isAway: false };
  const forgetUnclaimed = () => (database.isAway ? Promise.reject(new Error('away')) : Promise.resolve());
  const giveUpOrphans = () => forgetUnclaimed().then(run);
  const sweep = { giveUpOrphans, forgetUnclaimed } as unknown as OrphanSweep;
  const job = new OrphanSweepJob(sweep, clock);
  const dueFor = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 5_000) {
      clock.advance(5_000);
      await job.run().catch(() => undefined);
    }
  };
  return { clock, run, database, dueFor };
}

describe('the orphan sweep of a worker', () => {
  it('waits for as long as a lease after it began, and then comes by every time', async () => {
    const { run, dueFor } = worker();
    await dueFor(LEASE_MS);
    expect(run).not.toHaveBeenCalled();
    await dueFor(20_000);
    expect(run).toHaveBeenCalledTimes(4);
  });

  it('gives gateways time to renew what ran out while the database was away', async () => {
    const { clock, run, dueFor } = worker();
    await dueFor(40_000);
    run.mockClear();
    clock.advance(60_000);
    await dueFor(LEASE_MS);
    expect(run).not.toHaveBeenCalled();
    await dueFor(5_000);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('takes its own failures for such a time', async () => {
    for (const awayMs of [20_000, 45_000, 60_000]) {
      const { run, database, dueFor } = worker();
      await dueFor(40_000);
      database.isAway = true;
      await dueFor(awayMs);
      database.isAway = false;
      run.mockClear();
      await dueFor(LEASE_MS);
      expect(run).not.toHaveBeenCalled();
      await dueFor(5_000);
      expect(run).toHaveBeenCalledTimes(1);
    }
  });

  it('is not put off by a short outage, which no lease is lost to', async () => {
    const { clock, run, dueFor } = worker();
    await dueFor(40_000);
    run.mockClear();
    clock.advance(6_000);
    await dueFor(5_000);
    expect(run).toHaveBeenCalledTimes(1);
  });
});
