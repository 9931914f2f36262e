import { createTestDatabase, testConfig } from '../../../test/support/test-database.js';
import { Logger } from '../logging/logger.js';
import { BullMqQueues } from './bullmq-queues.js';
import { describeJobQueues } from './job-queues.contract.js';

async function open(env: { REDIS_URL?: string }) {
  const database = await createTestDatabase();
  const config = testConfig(database, env);
  const queues = new BullMqQueues(config, new Logger(config));
  return {
    queues,
    close: async () => {
      await queues.close();
      await database.drop();
    },
  };
}

describeJobQueues('BullMQ on Postgres', () => open({}));

// Leaving Redis out is a choice that somebody makes by name on their own machine, never a silence.
const redis = process.env.ORBIS_TEST_REDIS_URL;
if (redis !== undefined || process.env.CI || process.env.ORBIS_TEST_WITHOUT_REDIS !== '1')
  describeJobQueues('BullMQ on Redis', () => {
    if (redis === undefined)
      throw new Error('redis-server is not installed (or set ORBIS_TEST_WITHOUT_REDIS=1)');
    return open({ REDIS_URL: redis });
  });
