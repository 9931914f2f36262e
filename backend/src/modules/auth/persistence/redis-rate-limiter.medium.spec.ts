import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { createTestApp } from '../../../../test/support/test-app.js';
import { waitFor } from '../../../../test/support/wait-for.js';
import { SystemClock } from '../../../platform/clock/clock.js';
import { RunningProcesses } from '../../../platform/database/index.js';
import { rateLimiterContract } from '../domain/rate-limiter.contract.js';
import type { RateRule } from '../domain/rate-limiter.port.js';
import { RedisRateLimiter, type CountSharers } from './redis-rate-limiter.js';
import { SLIDING_WINDOW_LUA } from './sliding-window-script.js';

const url = process.env.ORBIS_TEST_REDIS_URL;
if (!url) throw new Error('this suite needs redis-server on the PATH');

async function connect(to = url ?? '', sharers: CountSharers = () => Promise.resolve(1)) {
  const limiter = new RedisRateLimiter(to, new SystemClock(), () => undefined, sharers);
  return {
    limiter,
    pass: sleep as (ms: number) => Promise<void>,
    close: () => Promise.resolve(limiter.onApplicationShutdown()),
  };
}

rateLimiterContract('Redis', async () => {
  const test = await connect();
  await test.limiter.ready();
  return test;
});

describe('without Redis', () => {
  const passed = async (limiter: RedisRateLimiter, rule: RateRule, tries = 50) => {
    const answers = [];
    for (let index = 0; index < tries; index += 1) answers.push(await limiter.consume('key', rule));
    return answers.filter(({ allowed }) => allowed).length;
  };
  const rule = { limit: 20, windowMs: 60_000 };

  it.each([
    ['two processes', 2, 10],
    ['ten', 10, 2],
    ['more than the limit is', 40, 1],
    ['one that nobody has counted yet', 0, 20],
  ])('%s share the limit', async (_name, processes, share) => {
    const { limiter, close } = await connect('redis://127.0.0.1:1', () => Promise.resolve(processes));
    expect(await passed(limiter, rule)).toBe(share);
    await close();
  });

  it('a process that cannot ask how many there are takes a quarter', async () => {
    const { limiter, close } = await connect('redis://127.0.0.1:1', () => Promise.reject(new Error('away')));
    expect(await passed(limiter, rule)).toBe(5);
    await close();
  });

  it('asks for each kind of limit, and not for each request', async () => {
    const asked: RateRule[] = [];
    const { limiter, close } = await connect('redis://127.0.0.1:1', (which) => {
      asked.push(which);
      return Promise.resolve(which.byGateways ? 10 : 2);
    });
    expect(await passed(limiter, { ...rule, byGateways: true })).toBe(2);
    expect(await passed(limiter, rule)).toBe(8);
    expect(asked).toHaveLength(2);
    await close();
  });
});

describe('the processes that run', () => {
  it('are counted by what they are, and not any more once they are gone', async () => {
    const first = await createTestApp({ config: { ROLE: 'api' } });
    const { database } = first;
    const count = (...roles: Parameters<RunningProcesses['count']>[0]) =>
      first.app.get(RunningProcesses).count(roles);
    try {
      await waitFor(async () => (await count('api')) === 1);
      const others = [
        await createTestApp({ database, config: { ROLE: 'api' } }),
        await createTestApp({ database, config: { ROLE: 'gateway' } }),
      ];
      await waitFor(async () => (await count('all', 'api')) === 2);
      await waitFor(async () => (await count('all', 'api', 'gateway')) === 3);
      for (const other of others) await other.close();
      await waitFor(async () => (await count('all', 'api', 'gateway')) === 1);
    } finally {
      await first.close();
    }
  });
});

describe('four processes at once', () => {
  it('let exactly the limit through in every window, wherever it begins', async () => {
    const rule = { limit: 100, windowMs: 1_000 };
    const runMs = 5_000;
    const task = { url, script: SLIDING_WINDOW_LUA, key: `four-${process.pid}`, runMs, ...rule };
    const program = join(import.meta.dirname, '../../../../test/support/limiter-process.mjs');
    const env = { ...process.env, NODE_OPTIONS: '', ORBIS_LIMIT: JSON.stringify(task) };
    const children = Array.from({ length: 4 }, () => fork(program, { env }));
    const spans = (await Promise.all(children.map(passedSpans))).flat();
    // Certain to lie in one window: begun after the one and answered before the other end of it.
    const most = Math.max(
      ...spans.map(
        ([from]) =>
          spans.filter(([begun, answered]) => begun >= from && answered < from + rule.windowMs).length,
      ),
    );
    expect(most).toBeLessThanOrEqual(rule.limit * 1.01);
    expect(spans.length).toBeGreaterThanOrEqual((rule.limit * (runMs - rule.windowMs)) / rule.windowMs);
  }, 30_000);
});

type Span = [begun: number, answered: number];

const passedSpans = (child: ChildProcess): Promise<Span[]> =>
  new Promise((resolve, reject) => {
    child.once('message', (spans) => resolve(spans as Span[]));
    child.once('error', reject);
    child.once('exit', (code) => code && reject(new Error(`a process ended with ${code}`)));
  });
