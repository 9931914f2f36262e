import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { tablesWith } from '../../bench/lib/every-row.mjs';
import { AgentsFacade, AgentsModule } from '../../src/modules/agents/index.js';
import { CallsFacade, CallsModule } from '../../src/modules/calls/index.js';
import { PrivacyModule, Remarking, Tombstones } from '../../src/modules/privacy/index.js';
import { TenantsModule } from '../../src/modules/tenants/index.js';
import { ToolsModule } from '../../src/modules/tools/index.js';
import type { TenantId } from '../../src/platform/database/index.js';
import { backUp } from '../support/every-row.js';
import { CallSpeaker } from '../support/spoken-call.js';
import { createTenantTest, type TenantTest } from '../support/tenant-test.js';
import {
  createTestDatabase,
  testConfig,
  type TestDatabase,
  type TestEnvironment,
} from '../support/test-database.js';
import { waitFor } from '../support/wait-for.js';

// A dump, a change of APP_SECRET, wishes to be forgotten before and after it, and a restored server.
const SLOW = 120_000;
const SECRET = 'a new secret for the whole application';
const WORDS = [
  'first.canary@plumage.example',
  'second.canary@plumage.example',
  'third.canary@plumage.example',
];

let database: TestDatabase;
let owner: pg.Client;
let tenant: TenantId;
beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

/** The product as it runs under these secrets, for as long as the work takes. */
async function under<T>(secrets: TestEnvironment, work: (test: TenantTest) => Promise<T>): Promise<T> {
  const { databaseAppUrl, databaseRelayUrl } = testConfig(database);
  const test = await createTenantTest(
    [TenantsModule, AgentsModule, ToolsModule, CallsModule, PrivacyModule],
    {
      database,
      // The roles are the cluster's, and others are at work with their passwords.
      config: {
        ROLE: 'all',
        DATABASE_APP_URL: databaseAppUrl,
        DATABASE_RELAY_URL: databaseRelayUrl,
        ...secrets,
      },
    },
  );
  try {
    return await work(test);
  } finally {
    await test.close();
  }
}
const FORMER = testConfig({ url: 'postgres://nobody@127.0.0.1/none' }).appSecret;
const BOTH = { APP_SECRET: SECRET, PREVIOUS_APP_SECRETS: FORMER };

async function erase(test: TenantTest, email: string | undefined): Promise<void> {
  const { body } = await test.send('POST', '/privacy/erasures', { email }, tenant);
  const read = async () => (await test.send('GET', `/privacy/erasures/${body.id}`, undefined, tenant)).body;
  await waitFor(async () => (await read()).state === 'done', 30_000);
}

async function tombstones(test: TenantTest): Promise<string> {
  const lines: string[] = [];
  for await (const line of test.app.get(Tombstones).lines()) lines.push(line);
  return lines.join('\n');
}

it.each([
  ['the former secret still known', BOTH, 3],
  // Who asked before the change left marks of the former secret alone, and nothing that was never looked at has such.
  ['the former secret not known any more', { APP_SECRET: SECRET }, 2],
])(
  'a backup of before a change of APP_SECRET gives nothing back, with %s',
  async (_what, afterwards, erasedAgain) => {
    const [byHand, caller, unmarked] = await under({}, async (test) => {
      ({ tenant } = test);
      const { id } = await test.app
        .get(AgentsFacade)
        .create(tenant, { name: 'Host', systemPrompt: 'Be kind.' });
      const speaker = new CallSpeaker(test.app.get(CallsFacade), tenant, id);
      const ids: string[] = [];
      for (const email of WORDS) ids.push(await speaker.ended([`Write to ${email}.`]));
      await waitFor(async () => {
        const { rowCount } = await owner.query(
          'select distinct call_id from caller_marks where tenant_id = $1',
          [tenant],
        );
        return rowCount === WORDS.length;
      }, 30_000);
      return ids;
    });
    // It had ended when the dump was made, and nobody had noted yet whose call it was.
    await owner.query('delete from caller_marks where call_id = $1', [unmarked]);
    const restore = await backUp(owner);

    await under({}, (test) => erase(test, WORDS[2]));
    await under(BOTH, async (test) => {
      expect((await test.send('DELETE', `/calls/${byHand}`, undefined, tenant)).status).toBe(204);
      await test.app.get(Remarking).run();
    });
    const file = await under({ APP_SECRET: SECRET }, async (test) => {
      await erase(test, WORDS[1]);
      expect((await test.send('GET', `/calls/${caller}`, undefined, tenant)).status).toBe(404);
      return tombstones(test);
    });
    const erased = 'select 1 from calls where tenant_id = $1 and erased_at is not null';
    expect((await owner.query(erased, [tenant])).rowCount).toBe(WORDS.length);

    await restore();
    expect(await tablesWith(owner, ...WORDS)).toContain('turns');
    await under(afterwards, async (test) => {
      const report = await test.app.get(Tombstones).replay(file);
      expect(report).toMatchObject({ brought: 3, foreign: 0, calls: erasedAgain });
    });
    expect(await tablesWith(owner, ...WORDS.slice(0, erasedAgain))).toEqual([]);
  },
  SLOW,
);

it(
  'a call that ended with the change is held against the wishes of before it',
  async () => {
    const [email = ''] = WORDS;
    const call = await under({}, async (test) => {
      ({ tenant } = test);
      const agent = await test.app
        .get(AgentsFacade)
        .create(tenant, { name: 'Host', systemPrompt: 'Be kind.' });
      const speaker = new CallSpeaker(test.app.get(CallsFacade), tenant, agent.id);
      const live = await speaker.live([`Write to ${email}.`]);
      await erase(test, email);
      return live;
    });
    await under(BOTH, async (test) => {
      const ending = { reason: 'client_ended', endedAt: new Date() } as const;
      await test.app.get(CallsFacade).finalise(tenant, call.id, call.epoch, ending);
      await waitFor(async () => (await tablesWith(owner, email)).length === 0, 30_000);
    });
  },
  SLOW,
);
