import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { SystemClock } from '../../../platform/clock/clock.js';
import { rateLimiterContract } from '../domain/rate-limiter.contract.js';
import { RedisRateLimiter } from './redis-rate-limiter.js';
import { SLIDING_WINDOW_LUA } from './sliding-window-script.js';

const url = process.env.ORBIS_TEST_REDIS_URL;
if (!url) throw new Error('this suite needs redis-server on the PATH');

async function connect(to = url ?? '') {
  const limiter = new RedisRateLimiter(to, new SystemClock(), () => undefined);
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
  it('each process goes on with its share of the limit', async () => {
    const { limiter, close } = await connect('redis://127.0.0.1:1');
    const answers = [];
    for (let index = 0; index < 20; index += 1)
      answers.push(await limiter.consume('key', { limit: 20, windowMs: 60_000 }));
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(5);
    await close();
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
