import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabase, testConfig } from '../../../test/support/test-database.js';
import { waitFor } from '../../../test/support/wait-for.js';
import { newId } from '../crypto/index.js';
import { Logger } from '../logging/logger.js';
import { BullMqQueues } from './bullmq-queues.js';
import { describeJobQueues } from './job-queues.contract.js';

async function open(env: { REDIS_URL?: string; DRAIN_SECONDS?: string }) {
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

it('gives running jobs the time that DRAIN_SECONDS says, where that is long', async () => {
  const { queues, close } = await open({ DRAIN_SECONDS: '30' });
  const seen = { begun: false, done: false };
  queues.process(
    'analysis',
    async () => {
      seen.begun = true;
      await sleep(9_500);
      seen.done = true;
    },
    () => Promise.resolve(),
  );
  const job = { name: 'analyse-call', data: { outboxId: newId(), tenantId: newId() } };
  await waitFor(() =>
    queues.add('analysis', [job]).then(
      () => true,
      () => false,
    ),
  );
  await waitFor(() => seen.begun);
  await queues.stopProcessing();
  expect(seen.done).toBe(true);
  await close();
});

// Leaving Redis out is a choice that somebody makes by name on their own machine, never a silence.
const redis = process.env.ORBIS_TEST_REDIS_URL;
if (redis !== undefined || process.env.CI || process.env.ORBIS_TEST_WITHOUT_REDIS !== '1')
  describeJobQueues('BullMQ on Redis', () => {
    if (redis === undefined)
      throw new Error('redis-server is not installed (or set ORBIS_TEST_WITHOUT_REDIS=1)');
    return open({ REDIS_URL: redis });
  });
