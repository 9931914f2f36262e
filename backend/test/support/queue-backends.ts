const redis = process.env.ORBIS_TEST_REDIS_URL;
const withoutRedis = redis === undefined && !process.env.CI && process.env.ORBIS_TEST_WITHOUT_REDIS === '1';
// Where Redis is missing and nobody said so by name, the suite fails at its connection instead of being left out.
/** Where jobs can wait: name and `REDIS_URL`. */
export const backends = [
  ['Postgres', ''],
  ...(withoutRedis ? [] : [['Redis', redis ?? 'redis://127.0.0.1:1'] as const]),
] as const;
