import { createHash } from 'node:crypto';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import type { Clock } from '../../../platform/clock/clock.js';
import { openRedis } from '../../../platform/redis/index.js';
import { RateLimiter, type RateDecision, type RateRule } from '../domain/rate-limiter.port.js';
import { InProcessRateLimiter } from './in-process-rate-limiter.js';
import { SLIDING_WINDOW_LUA } from './sliding-window-script.js';

const SCRIPT_SHA = createHash('sha1').update(SLIDING_WINDOW_LUA).digest('hex');
const PREFIX = 'orbis:rate:';
/** Longer than any healthy answer; a request must not hang on its counter. */
const ANSWER_TIMEOUT_MS = 500;
/** Processes that are assumed to share a limit while neither Redis nor Postgres has ever said. */
const ASSUMED_PROCESSES = 4;
/** For how long a number of processes is good, since a request must not be a question to Postgres. */
const KNOWN_FOR_MS = 10_000;

/** How many processes count by this rule. */
export type CountSharers = (rule: RateRule) => Promise<number>;

type Reply = [allowed: number, remaining: number, waitMicros: number];

/**
 * One count for all processes. Without Redis each process goes on with its share of the limit: never unlimited, and
 * never refusing everybody because a cache is away.
 */
export class RedisRateLimiter extends RateLimiter implements OnApplicationShutdown {
  private readonly redis: Redis;
  private readonly insurance: InProcessRateLimiter;
  private readonly sharers = new Map<boolean, { count: Promise<number>; until: number }>();

  constructor(
    url: string,
    private readonly clock: Clock,
    onError: (error: Error) => void,
    private readonly countSharers: CountSharers,
  ) {
    super();
    this.insurance = new InProcessRateLimiter(clock);
    this.redis = openRedis(url, {
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
      const share = Math.floor(rule.limit / (await this.sharersOf(rule)));
      return this.insurance.consume(key, { ...rule, limit: Math.max(1, share) });
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

  /** Asked anew now and then while Redis is away; without an answer the last one holds. */
  private sharersOf(rule: RateRule): Promise<number> {
    const [now, kind] = [this.clock.monotonicMs(), rule.byGateways === true];
    const known = this.sharers.get(kind);
    if (known && now < known.until) return known.count;
    const count = this.countSharers(rule)
      .then((counted) => Math.max(1, counted))
      .catch(() => known?.count ?? ASSUMED_PROCESSES);
    this.sharers.set(kind, { count, until: now + KNOWN_FOR_MS });
    return count;
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
