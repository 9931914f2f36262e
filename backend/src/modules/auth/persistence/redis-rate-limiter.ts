import { createHash } from 'node:crypto';
import type { OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import type { Clock } from '../../../platform/clock/clock.js';
import { RateLimiter, type RateDecision, type RateRule } from '../domain/rate-limiter.port.js';
import { InProcessRateLimiter } from './in-process-rate-limiter.js';
import { SLIDING_WINDOW_LUA } from './sliding-window-script.js';

const SCRIPT_SHA = createHash('sha1').update(SLIDING_WINDOW_LUA).digest('hex');
const PREFIX = 'orbis:rate:';
/** Longer than any healthy answer; a request must not hang on its counter. */
const ANSWER_TIMEOUT_MS = 500;
/** Processes that are assumed to share a limit while Redis cannot be asked. */
const ASSUMED_PROCESSES = 4;

type Reply = [allowed: number, remaining: number, waitMicros: number];

/**
 * One count for all processes. Without Redis each process goes on with its share of the limit: never unlimited, and
 * never refusing everybody because a cache is away.
 */
export class RedisRateLimiter extends RateLimiter implements OnApplicationShutdown {
  private readonly redis: Redis;
  private readonly insurance: InProcessRateLimiter;

  constructor(url: string, clock: Clock, onError: (error: Error) => void) {
    super();
    this.insurance = new InProcessRateLimiter(clock);
    this.redis = new Redis(url, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: ANSWER_TIMEOUT_MS,
      connectTimeout: 2_000,
      // A Redis that is gone without a word; each request would wait for its half second until the kernel notices.
      socketTimeout: 2_000,
    });
    this.redis.on('error', onError);
  }

  async consume(key: string, rule: RateRule): Promise<RateDecision> {
    let reply: Reply;
    try {
      reply = await this.run(PREFIX + key, rule);
    } catch {
      return this.insurance.consume(key, {
        ...rule,
        limit: Math.max(1, Math.floor(rule.limit / ASSUMED_PROCESSES)),
      });
    }
    const [allowed, remaining, waitMicros] = reply;
    return { allowed: allowed === 1, limit: rule.limit, remaining, nextSlotMs: waitMicros / 1000 };
  }

  /** Resolves when commands can be sent. */
  async ready(): Promise<void> {
    if (this.redis.status === 'ready') return;
    await new Promise<void>((resolve) => this.redis.once('ready', () => resolve()));
  }

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }

  private async run(key: string, { limit, windowMs }: RateRule): Promise<Reply> {
    try {
      return (await this.redis.evalsha(SCRIPT_SHA, 1, key, limit, windowMs)) as Reply;
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return (await this.redis.eval(SLIDING_WINDOW_LUA, 1, key, limit, windowMs)) as Reply;
    }
  }
}
