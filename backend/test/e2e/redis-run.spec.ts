import { describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { VoiceVisitor } from '../support/voice-visitor.js';
import { startProduct } from './support/product.js';

const redisUrl = process.env.ORBIS_TEST_REDIS_URL;
const withoutRedis =
  redisUrl === undefined && !process.env.CI && process.env.ORBIS_TEST_WITHOUT_REDIS === '1';

(withoutRedis ? describe.skip : describe)('the product on a Redis of its own', () => {
  it('carries a call to its assembled transcript, with the jobs in Redis', async () => {
    if (!redisUrl) throw new Error('redis-server is not installed (or set ORBIS_TEST_WITHOUT_REDIS=1)');
    const redis = new Redis(redisUrl);
    const product = await startProduct({ REDIS_URL: redisUrl, LIVE_ENGINE_MODE: 'scripted' });
    try {
      const { agentId, secretKey } = product.demo;
      const visitor = await VoiceVisitor.connect(product.gatewayUrl);
      const { callId } = await visitor.ready({ apiKey: secretKey, agentId });
      visitor.openMicrophone();
      visitor.say(800);
      await visitor.waitFor(
        () => visitor.of('turn.committed').length >= 2 && visitor.of('latency').length >= 1,
        'an answered question',
        20_000,
      );
      visitor.send({ type: 'end' });
      expect(await visitor.untilClosed()).toMatchObject({ code: 1000 });

      const transcript = await product.transcript(callId);
      const spoken = transcript.turns.map(({ role, text }) => `${role}: ${text}`);
      expect(spoken).toContainEqual(expect.stringMatching(/^user: Hello, can you hear me/));
      expect(spoken).toContainEqual(expect.stringMatching(/^agent: Yes, I can hear you/));
      expect(transcript.text).toContain('Yes, I can hear you');
      expect(await completedJobs(redis)).toBeGreaterThan(0);
    } finally {
      redis.disconnect();
    }
  }, 240_000);
});

/** Finished jobs are removed, but BullMQ's own log of events in Redis keeps that they were there. */
async function completedJobs(redis: Redis): Promise<number> {
  const logs = await redis.keys('orbis-*:events');
  const entries = await Promise.all(logs.map((log) => redis.xrange(log, '-', '+')));
  return entries.flat().filter(([, fields]) => fields.includes('completed')).length;
}
