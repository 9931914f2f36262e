import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Tool } from '@orbisvoice/contracts';
import { AgentsFacade, AgentsModule } from '../../src/modules/agents/index.js';
import { RETENTION_BATCH } from '../../src/modules/calls/application/old-calls.service.js';
import { RetentionSweep } from '../../src/modules/calls/application/retention-sweep.service.js';
import { CallsFacade, CallsModule } from '../../src/modules/calls/index.js';
import { ToolsFacade, ToolsModule } from '../../src/modules/tools/index.js';
import { newId } from '../../src/platform/crypto/index.js';
import { RelayDatabase, type TenantId } from '../../src/platform/database/index.js';
import { CallSpeaker } from '../support/spoken-call.js';
import { createTenantTest, type TenantTest } from '../support/tenant-test.js';
import { startToolServer, type ToolServer } from '../support/tool-server.js';
import { waitFor } from '../support/wait-for.js';

const SLOW = 30_000;
const DAY_MS = 86_400_000;
const HOURS = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:59' };

interface Desk {
  tenant: TenantId;
  agentId: string;
}
interface Left {
  bookings: number;
  answers: number;
}

let test: TenantTest;
let server: ToolServer;
let mine: Desk;
let theirs: Desk;
beforeAll(async () => {
  server = await startToolServer();
  test = await createTenantTest([AgentsModule, ToolsModule, CallsModule], {
    config: { ROLE: 'all', EGRESS_ALLOW: server.host },
  });
  mine = await settle(test.tenant);
  theirs = await settle(test.neighbour);
});
afterAll(async () => {
  await test.close();
  await server.close();
});
beforeEach(async () => {
  await test.owner.query('delete from call_retention');
  await test.owner.query('delete from bookings');
  await test.owner.query('delete from tool_invocations');
});

/** A team with an agent that books and orders. */
async function settle(tenant: TenantId): Promise<Desk> {
  const make = async (fields: object): Promise<Tool> =>
    (await test.send('POST', '/tools', { description: 'Does it.', ...fields }, tenant)).body;
  const builtin = { name: 'bookMeeting', settings: HOURS };
  const book = await make({ name: 'book', kind: 'builtin', builtin });
  const order = await make({
    name: 'order',
    kind: 'http',
    http: { method: 'POST', url: `${server.url}/orders` },
  });
  const wish = { name: 'Host', systemPrompt: 'Be kind.', toolIds: [book.id, order.id] };
  return { tenant, agentId: (await test.app.get(AgentsFacade).create(tenant, wish)).id };
}

let day = 0;
/** A meeting and an order, so many days ago. */
async function used({ tenant, agentId }: Desk, daysAgo: number, callId: string | null = null): Promise<void> {
  const start = new Date(Date.now() + ++day * DAY_MS).toISOString();
  const booked = { start, title: 'Tea', name: 'Ana', email: 'ana@plumage.example' };
  for (const [toolName, args] of [
    ['book', booked],
    ['order', {}],
  ] as const) {
    const wish = { agentId, callId, toolName, args, idempotencyKey: newId() };
    const answer = await test.app.get(ToolsFacade).invoke(tenant, wish, new AbortController().signal);
    expect(answer).toMatchObject({ outcome: 'result' });
  }
  const at = new Date(Date.now() - daysAgo * DAY_MS);
  for (const [table, made] of [
    ['bookings', 'created_at'],
    ['tool_invocations', 'started_at'],
  ] as const) {
    const young = await test.owner.query<{ id: string }>(
      `select id from ${table} where tenant_id = $1 and ${made} > now() - interval '1 minute'`,
      [tenant],
    );
    // An id has the time of what it names.
    for (const { id } of young.rows)
      await test.owner.query(`update ${table} set id = $2, ${made} = $3 where id = $1`, [
        id,
        newId(at.getTime()),
        at,
      ]);
  }
}
/** What still names somebody, or says what was asked. */
async function left({ tenant }: Desk): Promise<Left | undefined> {
  const { rows } = await test.owner.query<Left>(
    `select
       (select count(*)::integer from bookings
        where tenant_id = $1 and (title <> '' or attendee_name is not null or attendee_email is not null)) as bookings,
       (select count(*)::integer from tool_invocations
        where tenant_id = $1 and (outcome is not null or args_digest <> '')) as answers`,
    [tenant],
  );
  return rows[0];
}
const keep = (callDays: number | null) => test.send('PUT', '/tenants/me/retention', { callDays });
const lines = async () =>
  (
    await test.owner.query<{ target_id: string }>(
      `select target_id from audit_log where tenant_id = $1 and action = 'retention.records_erased' order by id`,
      [test.tenant],
    )
  ).rows.map(({ target_id }) => Number(target_id));
const bells = async () =>
  (
    await test.owner.query<{ tenant_id: string }>(
      `select distinct tenant_id from outbox where name = 'retention.due' and dedupe_key like 'sweep:%'`,
    )
  ).rows.map(({ tenant_id }) => tenant_id);

describe('what tools did outside of calls', () => {
  it('goes when it is older than the team keeps calls, and nothing else does', async () => {
    const speaker = new CallSpeaker(test.app.get(CallsFacade), test.tenant, mine.agentId);
    const { id } = await speaker.live(['Hello']);
    await used(mine, 3);
    await used(mine, 3, id);
    await used(theirs, 3);
    await keep(1);
    await waitFor(async () => (await left(mine))?.bookings === 1, SLOW);
    // Of the call that is on.
    expect(await left(mine)).toEqual({ bookings: 1, answers: 2 });
    expect(await left(theirs)).toEqual({ bookings: 1, answers: 2 });
    await used(mine, 0);
    await keep(1);
    await waitFor(
      async () =>
        (await test.owner.query(`select from outbox where name = 'retention.due' and state <> 'done'`))
          .rowCount === 0,
      SLOW,
    );
    expect(await left(mine)).toEqual({ bookings: 2, answers: 4 });
    // A meeting, an order, and the lines of the ledger of both.
    expect(await lines()).toEqual([3]);
    const { rows } = await test.owner.query('select 1 from bookings where tenant_id = $1', [test.tenant]);
    expect(rows).toHaveLength(3);
  });

  it('goes in batches until nothing is left', async () => {
    const before = (await lines()).length;
    await used(mine, 3);
    await test.owner.query(
      `insert into tool_invocations (id, tenant_id, tool_id, agent_id, idempotency_key, args_digest, state, may_repeat,
         outcome, started_at, deadline_at)
       select overlay(id::text placing lpad(n::text, 12, '0') from 25)::uuid, tenant_id, tool_id, agent_id,
         idempotency_key || n, args_digest, state, may_repeat, outcome, started_at, deadline_at
       from (select * from tool_invocations where tenant_id = $1 limit 1) one, generate_series(1, $2::integer) n`,
      [test.tenant, RETENTION_BATCH * 2],
    );
    await keep(1);
    await waitFor(async () => (await left(mine))?.answers === 0, SLOW);
    const batches = (await lines()).slice(before);
    expect(batches.reduce((sum, one) => sum + one, 0)).toBe(RETENTION_BATCH * 2 + 3);
    expect(Math.max(...batches)).toBeLessThanOrEqual(RETENTION_BATCH);
  });

  it('is found by itself, by a role that may not read a word of it', async () => {
    for (const { tenant } of [mine, theirs])
      await test.owner.query(
        'insert into call_retention (tenant_id, days, changed_at) values ($1, 2, now())',
        [tenant],
      );
    await used(mine, 3);
    await used(theirs, 1);
    await test.app.get(RetentionSweep, { strict: false }).lookForDue();
    expect(await bells()).toEqual([mine.tenant]);
    await waitFor(async () => (await left(mine))?.answers === 0, SLOW);
    expect(await left(mine)).toEqual({ bookings: 0, answers: 0 });
    expect(await left(theirs)).toEqual({ bookings: 1, answers: 2 });
    // What is forgotten rings no more.
    await test.owner.query(`delete from outbox where name = 'retention.due'`);
    await test.app.get(RetentionSweep, { strict: false }).lookForDue();
    expect(await bells()).toEqual([]);
    for (const word of [
      'title from bookings',
      'attendee_email from bookings',
      'outcome from tool_invocations',
    ])
      await expect(test.app.get(RelayDatabase).run((tx) => tx.query(`select ${word}`))).rejects.toThrow(
        'permission denied',
      );
  });
});
