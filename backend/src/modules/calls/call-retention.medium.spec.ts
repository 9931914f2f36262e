import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { makeTenant } from '../../../test/support/identity-double.js';
import { CallSpeaker } from '../../../test/support/spoken-call.js';
import { createTenantTest, type TenantTest } from '../../../test/support/tenant-test.js';
import { waitFor } from '../../../test/support/wait-for.js';
import { newId } from '../../platform/crypto/index.js';
import { AgentsFacade, AgentsModule } from '../agents/index.js';
import { insertOverCall, overCall } from '../../../test/support/counted-calls.js';
import { RETENTION_BATCH } from './application/old-calls.service.js';
import { RetentionSweep } from './application/retention-sweep.service.js';
import { CallsFacade, CallsModule } from './index.js';

const DAY_MS = 86_400_000;
const PATH = '/tenants/me/retention';

let test: TenantTest;
let agentId: string;
let neighbours: string;
beforeAll(async () => {
  test = await createTenantTest([AgentsModule, CallsModule]);
  const agents = test.app.get(AgentsFacade);
  ({ id: agentId } = await agents.create(test.tenant, { name: 'Reception', systemPrompt: 'Be kind.' }));
  ({ id: neighbours } = await agents.create(test.neighbour, { name: 'Next door', systemPrompt: 'Be kind.' }));
});
afterAll(() => test.close());
beforeEach(async () => {
  await test.owner.query('delete from call_retention');
  await test.owner.query('delete from calls');
});

/** A call that began so many days ago, with a word in it. */
async function oldCall(daysAgo: number, tenant = test.tenant, agent = agentId): Promise<string> {
  const call = overCall(agent, Date.now() - daysAgo * DAY_MS);
  await insertOverCall(test.owner, tenant, call);
  await test.owner.query(
    `insert into turns (tenant_id, call_id, epoch, seq, turn, role, text, interrupted, started_at, ended_at)
     values ($1, $2, 1, 1, 1, 'user', 'a secret', false, now(), now())`,
    [tenant, call.id],
  );
  return call.id;
}
const kept = async (tenant = test.tenant): Promise<string[]> => {
  const { rows } = await test.owner.query<{ id: string }>(
    'select id from calls where tenant_id = $1 and erased_at is null order by id',
    [tenant],
  );
  return rows.map(({ id }) => id);
};
const turns = async (callId: string) =>
  (await test.owner.query('select 1 from turns where call_id = $1', [callId])).rowCount;
const lines = async (action: string) =>
  (
    await test.owner.query<{ actor_kind: string; target_id: string }>(
      'select actor_kind, target_id from audit_log where tenant_id = $1 and action = $2 order by id',
      [test.tenant, action],
    )
  ).rows;
const set = (callDays: number | null, as = test.tenant) => test.send('PUT', PATH, { callDays }, as);

describe('retention', () => {
  it('is 90 days for a new team, and for good for one from before that', async () => {
    const fresh = await makeTenant(test.owner);
    const old = await oldCall(91);
    const { body } = await test.send('GET', PATH, undefined, fresh);
    expect(body).toEqual({ callDays: 90, changedAt: expect.any(String) });
    await test.app.get(RetentionSweep).lookForDue();
    const bells = `select tenant_id from outbox where name = 'retention.due' and dedupe_key like 'sweep:%'`;
    expect((await test.owner.query(bells)).rows).toEqual([]);
    expect(await kept()).toEqual([old]);
  });

  it('keeps everything of an old team until somebody chooses otherwise, and says who chose what in the log', async () => {
    expect((await test.send('GET', PATH)).body).toEqual({ callDays: null, changedAt: null });
    const { status, body } = await set(30);
    expect([status, body.callDays]).toEqual([200, 30]);
    expect((await test.send('GET', PATH)).body).toEqual(body);
    expect((await set(null)).body.callDays).toBeNull();
    expect((await lines('retention.changed')).map(({ target_id }) => target_id)).toEqual(['30', 'none']);
    expect((await test.send('GET', PATH, undefined, test.neighbour)).body.callDays).toBeNull();
  });

  it('refuses what is no number of days, by its field', async () => {
    for (const callDays of [0, 3_651, 1.5, '30'])
      expect((await test.send('PUT', PATH, { callDays })).body.error.details[0].path).toBe('callDays');
    expect((await test.send('GET', `${PATH}/preview?callDays=0`)).status).toBe(400);
  });

  it('says beforehand how many calls a period would take', async () => {
    const [oldest] = [await oldCall(40), await oldCall(20), await oldCall(2)];
    await oldCall(50, test.neighbour, neighbours);
    const preview = async (days: number) =>
      (await test.send('GET', `${PATH}/preview?callDays=${days}`)).body as Record<string, unknown>;
    expect(await preview(30)).toMatchObject({ calls: 1 });
    expect(await preview(10)).toMatchObject({ calls: 2 });
    const { rows } = await test.owner.query<{ at: Date }>(
      'select created_at as at from calls where id = $1',
      [oldest],
    );
    expect(await preview(90)).toEqual({ calls: 0, oldestCallAt: rows[0]?.at.toISOString() });
  });

  it('erases what is older as soon as it is chosen, and nothing else', async () => {
    const old = await oldCall(40);
    const young = await oldCall(2);
    const foreign = await oldCall(40, test.neighbour, neighbours);
    const on = await new CallSpeaker(test.app.get(CallsFacade), test.tenant, agentId).live(['Hello']);
    await set(30);
    await waitFor(async () => !(await kept()).includes(old), 30_000);
    expect((await kept()).sort()).toEqual([young, on.id].sort());
    expect([await turns(old), await turns(young), await turns(on.id)]).toEqual([0, 1, 1]);
    expect(await kept(test.neighbour)).toEqual([foreign]);
    expect((await test.send('GET', `/calls/${old}`)).status).toBe(404);
    const { rows } = await test.owner.query('select user_id, origin, duration_ms from calls where id = $1', [
      old,
    ]);
    expect(rows[0]).toEqual({ user_id: null, origin: null, duration_ms: 60_000 });
    expect((await lines('retention.erased')).at(-1)).toEqual({ actor_kind: 'system', target_id: '1' });
  });

  it('goes on in batches until nothing is left', async () => {
    const count = RETENTION_BATCH * 2 + 10;
    for (let index = 0; index < count; index += 1)
      await insertOverCall(test.owner, test.tenant, overCall(agentId, Date.now() - 40 * DAY_MS - index));
    const before = (await lines('retention.erased')).length;
    await set(30);
    await waitFor(async () => (await kept()).length === 0, 60_000);
    const batches = (await lines('retention.erased')).slice(before).map(({ target_id }) => Number(target_id));
    expect(Math.max(...batches)).toBeLessThanOrEqual(RETENTION_BATCH);
    expect(batches.reduce((sum, one) => sum + one, 0)).toBe(count);
  });

  it('finds by itself what has become too old', async () => {
    await test.owner.query(
      'insert into call_retention (tenant_id, days, changed_at) values ($1, 30, now())',
      [test.tenant],
    );
    const young = await oldCall(29);
    const old = await oldCall(31);
    await oldCall(400, test.neighbour, neighbours);
    await test.app.get(RetentionSweep).lookForDue();
    await waitFor(async () => !(await kept()).includes(old), 30_000);
    expect(await kept()).toEqual([young]);
    expect(await kept(test.neighbour)).toHaveLength(1);
    const asked = () =>
      test.owner.query(`select 1 from outbox where name = 'retention.due' and dedupe_key like 'sweep:%'`);
    const before = (await asked()).rowCount;
    await test.app.get(RetentionSweep).lookForDue();
    expect((await asked()).rowCount).toBe(before);
  });

  it('holds to the period that is chosen when the job runs', async () => {
    await set(30);
    await set(null);
    const old = await oldCall(400);
    const payload = [newId(), test.tenant];
    await test.owner.query(
      `insert into outbox (id, tenant_id, name, payload) values ($1, $2, 'retention.due', '{}')`,
      payload,
    );
    await waitFor(async () => {
      const { rows } = await test.owner.query('select state from outbox where id = $1', [payload[0]]);
      return rows[0]?.state === 'done';
    }, 30_000);
    expect(await kept()).toEqual([old]);
  });
});
