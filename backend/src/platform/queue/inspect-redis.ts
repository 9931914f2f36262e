import { Redis } from 'ioredis';

const CONNECT_MS = 5_000;

export interface RedisState {
  readonly version: string;
  /** Anything but `noeviction` may throw jobs away; undefined where the server does not tell. */
  readonly evictionPolicy: string | undefined;
}

/** @throws where Redis cannot be reached or refuses the credentials. */
export async function inspectRedis(url: string): Promise<RedisState> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    commandTimeout: CONNECT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let refusal: Error | undefined;
  redis.on('error', (error) => (refusal = error));
  try {
    await redis.connect();
    const info = await redis.info();
    const field = (name: string) => new RegExp(`^${name}:(.+?)\\r?$`, 'm').exec(info)?.[1];
    return { version: field('redis_version') ?? 'unknown', evictionPolicy: field('maxmemory_policy') };
  } catch (error) {
    // The rejection says only that the connection is closed; the event before it says why.
    throw refusal ?? error;
  } finally {
    redis.disconnect();
  }
}
