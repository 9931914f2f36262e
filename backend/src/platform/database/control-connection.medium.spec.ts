import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { FaultProxy } from '../../../bench/lib/fault-proxy.mjs';
import { createTestDatabase, testConfig, type TestDatabase } from '../../../test/support/test-database.js';
import { waitFor } from '../../../test/support/wait-for.js';
import type { Logger } from '../logging/logger.js';
import { ControlConnection } from './control-connection.js';

const LOST_MS = 45_000;
const quiet = { warn: () => undefined } as unknown as Logger;

let database: TestDatabase;
let line: FaultProxy;
beforeAll(async () => {
  database = await createTestDatabase();
  line = new FaultProxy(() => Number(new URL(database.url).port));
  await line.open();
});
afterAll(async () => {
  await line.close();
  await database.drop();
});

/** Of one process; `port` leads to Postgres. */
function control(port: string): ControlConnection {
  const { databaseRelayUrl } = testConfig(database);
  const url = Object.assign(new URL(databaseRelayUrl), { port }).toString();
  return new ControlConnection(testConfig(database, { DATABASE_RELAY_URL: url }), quiet);
}

it(
  'work whose turn a process had that was lost without a word is done by another one soon',
  async () => {
    const lost = control(String(line.port));
    const present = control(new URL(database.url).port);
    const again = () => present.exclusively('work', () => Promise.resolve());
    try {
      await lost.exclusively('work', async () => {
        expect(await again()).toBe(false);
        line.lose();
        expect(await again()).toBe(false);
        await waitFor(again, LOST_MS);
      });
    } catch (error) {
      // It could not give its turn back, as it should not be able to.
      expect(String(error)).toMatch(/does not answer|terminated|not queryable/);
    }
    expect(await again()).toBe(true);
    await Promise.all([lost, present].map((one) => one.onApplicationShutdown()));
  },
  LOST_MS + 15_000,
);
