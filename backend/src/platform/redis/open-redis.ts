import { Redis, type RedisOptions } from 'ioredis';

/**
 * A connection to Redis that leaves nothing behind. ioredis 5 forgets the timer of its `socketTimeout` when a connection
 * closes before the answer came: it holds the process until then, and cuts whichever connection is there by that time
 * (redis/ioredis#2147, mended in version 6, which TypeORM does not take yet).
 */
export function openRedis(url: string, options: RedisOptions): Redis {
  const redis = new Redis(url, options);
  const held = redis as unknown as { socketTimeoutTimer: NodeJS.Timeout | undefined };
  redis.on('close', () => {
    clearTimeout(held.socketTimeoutTimer);
    held.socketTimeoutTimer = undefined;
  });
  return redis;
}
