import { expect, it } from '@jest/globals';
import { benchReport } from './support/bench-report.js';
import { withoutPostgres } from './support/without-postgres.js';

const withoutRedis = !process.env.CI && process.env.ORBIS_TEST_WITHOUT_REDIS === '1';

// The command is the test; its long form erases among 20,000 calls of others.
(withoutPostgres || withoutRedis ? it.skip : it)(
  'carries what a person said, typed or keeps secret to no log, figure, refusal, queue or dump, and forgets who asks',
  async () => {
    expect(await benchReport('secrets.mjs')).toMatchObject({
      faults: [],
      hits: 0,
      dump: { found: 0, accepted: 0 },
      left: [],
      restoredLeft: [],
    });
  },
  240_000,
);
