import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CallSpeaker } from '../../../test/support/spoken-call.js';
import { createTenantTest, type TenantTest } from '../../../test/support/tenant-test.js';
import { newId } from '../../platform/crypto/index.js';
import { NO_TENANT, TenantDatabase, type TenantId } from '../../platform/database/index.js';
import { AgentsFacade, AgentsModule } from '../agents/index.js';
import { TranscriptAssembler } from './application/transcript-assembler.service.js';
import { CallsFacade, CallsModule } from './index.js';

// The second wall: what the database refuses when a query forgets its tenant.
const TABLES = [
  'tools',
  'agents',
  'agent_tools',
  'calls',
  'turns',
  'call_events',
  'transcripts',
  'consent_receipts',
];

let test: TenantTest;
let agentId: string;
let callId: string;
beforeAll(async () => {
  test = await createTenantTest([AgentsModule, CallsModule], { config: { ROLE: 'api' } });
  const toolId = newId();
  await test.owner.query(`insert into tools (id, tenant_id, name, created_at) values ($1, $2, $3, now())`, [
    toolId,
    test.tenant,
    'tool',
  ]);
  const agents = test.app.get(AgentsFacade);
  const calls = test.app.get(CallsFacade);
  const agent = await agents.create(test.tenant, {
    name: 'Reception',
    systemPrompt: 'Hi',
    toolIds: [toolId],
  });
  agentId = agent.id;
  callId = await new CallSpeaker(calls, test.tenant, agentId).ended(['Hello']);
  await calls.recordConsent(test.tenant, callId, { accepted: true, version: 'abc', at: new Date() });
  await as(test.tenant, (query) => test.app.get(TranscriptAssembler).assemble(query.tx, test.tenant, callId));
});
afterAll(() => test.close());

type Run = ((sql: string, parameters?: unknown[]) => Promise<unknown[]>) & {
  tx: Parameters<Parameters<TenantDatabase['withTenant']>[1]>[0];
};
const as = <T>(tenant: TenantId, work: (run: Run) => Promise<T>) =>
  test.app
    .get(TenantDatabase)
    .withTenant(tenant, (tx) =>
      work(Object.assign((sql: string, p?: unknown[]) => tx.query<unknown[]>(sql, p), { tx })),
    );

describe.each(TABLES)('rows of %s', (table) => {
  it('are there for their tenant and for nobody else', async () => {
    expect((await as(test.tenant, (run) => run(`select * from ${table}`))).length).toBeGreaterThan(0);
    expect(await as(test.neighbour, (run) => run(`select * from ${table}`))).toEqual([]);
  });

  it('cannot be changed, taken or planted by a neighbour', async () => {
    const count = async () => Number((await test.owner.query(`select count(*) from ${table}`)).rows[0].count);
    const before = await count();
    await as(test.neighbour, async (run) => {
      await run(`delete from ${table}`);
      await run(`update ${table} set tenant_id = tenant_id`);
    });
    expect(await count()).toBe(before);
    const plant = as(test.neighbour, (run) =>
      run(`insert into ${table} select (jsonb_populate_record(null::${table}, $1)).*`, [
        JSON.stringify({ tenant_id: test.tenant }),
      ]),
    );
    await expect(plant).rejects.toThrow(/row-level security|null value/);
    expect(await count()).toBe(before);
  });
});

describe('references', () => {
  it('cannot point at another tenant', async () => {
    const calls = test.app.get(CallsFacade);
    const call = { agentId, channel: 'api', origin: null, userId: null } as const;
    await expect(calls.create(test.neighbour, call)).rejects.toThrow('calls_agent_fkey');
    await expect(
      calls.recordConsent(test.neighbour, callId, { accepted: true, version: 'x', at: new Date() }),
    ).rejects.toThrow('consent_receipts_call_fkey');
  });
});

describe.each([
  ['view', `select call_id as id from searchable_transcripts where search @@ to_tsquery('simple', 'hello')`],
  ['function of the version before', `select calls_that_say('hello') as id`],
])('the search %s', (_name, search) => {
  it('finds calls of the tenant that asks, and of none where there is no tenant', async () => {
    expect(await as(test.tenant, (run) => run(search))).toEqual([{ id: callId }]);
    expect(await as(test.neighbour, (run) => run(search))).toEqual([]);
    expect(await as(NO_TENANT, (run) => run(search))).toEqual([]);
  });
});
