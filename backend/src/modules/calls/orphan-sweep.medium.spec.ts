import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CallSpeaker, finishedTurn } from '../../../test/support/spoken-call.js';
import { createTenantTest, type TenantTest } from '../../../test/support/tenant-test.js';
import { AgentsFacade, AgentsModule } from '../agents/index.js';
import { OrphanSweep } from './application/orphan-sweep.service.js';
import { ORPHAN_GRACE_MS, UNCLAIMED_AFTER_MS } from './domain/call-limits.js';
import { CallResumptions, CallsFacade, CallsModule } from './index.js';

let test: TenantTest;
let calls: CallsFacade;
let sweep: OrphanSweep;
let speaker: CallSpeaker;
beforeAll(async () => {
  // Without background work, so that only this test sweeps.
  test = await createTenantTest([AgentsModule, CallsModule], { config: { ROLE: 'api' } });
  calls = test.app.get(CallsFacade);
  sweep = test.app.get(OrphanSweep);
  const agents = test.app.get(AgentsFacade);
  const agent = await agents.create(test.tenant, { name: 'Reception', systemPrompt: 'Be kind.' });
  speaker = new CallSpeaker(calls, test.tenant, agent.id);
});
afterAll(() => test.close());

const expireLease = (id: string, agoMs: number) =>
  test.owner.query(
    `update calls set started_at = '2026-01-01T00:00:00Z', lease_until = now() - $2 * interval '1 ms' where id = $1`,
    [id, agoMs],
  );
const swept = async () => {
  await sweep.giveUpOrphans();
  await sweep.forgetUnclaimed();
};
const callRow = async (id: string) =>
  (await test.owner.query('select * from calls where id = $1', [id])).rows[0];
const factsOf = async (id: string) =>
  (await test.owner.query(`select id from outbox where payload ->> 'callId' = $1`, [id])).rowCount;
const renewed = async (callId: string, owner: string, epoch: number) =>
  (await calls.renewLeases(test.tenant, owner, [{ callId, epoch }])).has(callId);

describe('the orphan sweep', () => {
  it('ends a call whose gateway is gone, at the last committed word, with every acknowledged turn', async () => {
    const { id } = await speaker.live(['Hello', 'Hi, how can I help?', 'When do you open?']);
    await expireLease(id, ORPHAN_GRACE_MS + 1_000);
    await swept();
    expect(await callRow(id)).toMatchObject({
      status: 'ended',
      end_reason: 'orphaned',
      ended_at: finishedTurn(3).endedAt,
      duration_ms: 3_500,
      turn_count: 3,
    });
    const { rowCount } = await test.owner.query('select 1 from turns where call_id = $1', [id]);
    expect(rowCount).toBe(3);
    expect(await factsOf(id)).toBe(1);
  });

  it('takes a call that was handed over, and that nobody came back to, for one that its visitor left', async () => {
    const { id, epoch } = await speaker.live(['Hello']);
    const left = await test.app.get(CallResumptions).release(test.tenant, id, epoch, Buffer.from('left'));
    expect(left).toBe('written');
    await expireLease(id, ORPHAN_GRACE_MS + 1_000);
    await swept();
    expect(await callRow(id)).toMatchObject({ status: 'ended', end_reason: 'client_lost', failure: null });
    expect(await factsOf(id)).toBe(1);
  });

  it('counts the timeline as evidence, and a silent call as over when it began', async () => {
    const talked = await speaker.live(['Hello']);
    const at = new Date('2026-01-01T00:01:00Z');
    const event = { seq: 2, at, kind: 'interrupted', turn: 1, data: {} };
    await calls.write(test.tenant, talked.id, talked.epoch, { events: [event] });
    const silent = await speaker.create();
    await calls.claim(test.tenant, silent, 'gateway-a');
    for (const id of [talked.id, silent]) await expireLease(id, ORPHAN_GRACE_MS + 1_000);
    await swept();
    expect(await callRow(talked.id)).toMatchObject({ ended_at: at, duration_ms: 60_000 });
    expect(await callRow(silent)).toMatchObject({ end_reason: 'orphaned', duration_ms: 0 });
  });

  it('lets nothing more in from a gateway that was only asleep', async () => {
    const { id, epoch } = await speaker.live(['Hello']);
    await expireLease(id, ORPHAN_GRACE_MS + 1_000);
    await swept();
    expect(await calls.write(test.tenant, id, epoch, { turns: [finishedTurn(2)] })).toBe('stale');
    expect(await renewed(id, 'gateway-a', epoch)).toBe(false);
    const late = { reason: 'client_ended', endedAt: new Date() } as const;
    expect(await calls.finalise(test.tenant, id, epoch, late)).toBe('already_ended');
    expect(await callRow(id)).toMatchObject({ end_reason: 'orphaned', turn_count: 1 });
    expect(await factsOf(id)).toBe(1);
  });

  it('leaves a call alone while its gateway may still come back', async () => {
    const { id, epoch } = await speaker.live(['Hello']);
    await expireLease(id, ORPHAN_GRACE_MS - 5_000);
    await swept();
    expect(await callRow(id)).toMatchObject({ status: 'live', epoch });
    expect(await renewed(id, 'gateway-a', epoch)).toBe(true);
    expect(await calls.write(test.tenant, id, epoch, { turns: [finishedTurn(2)] })).toBe('written');
  });

  it('ends a call once, however many sweep', async () => {
    const { id } = await speaker.live(['Hello']);
    await expireLease(id, ORPHAN_GRACE_MS + 1_000);
    await Promise.all([swept(), swept(), swept()]);
    expect(await callRow(id)).toMatchObject({ status: 'ended', end_reason: 'orphaned' });
    expect(await factsOf(id)).toBe(1);
  });

  it('forgets calls that nobody came to, and only those', async () => {
    const [old, fresh] = [await speaker.create(), await speaker.create()];
    await test.owner.query(`update calls set created_at = now() - $2 * interval '1 ms' where id = $1`, [
      old,
      UNCLAIMED_AFTER_MS + 1_000,
    ]);
    await swept();
    expect(await callRow(old)).toBeUndefined();
    expect(await callRow(fresh)).toMatchObject({ status: 'created' });
  });

  it('sees of calls nothing but what it and the sweep for old calls need', async () => {
    const { rows } = await test.owner.query(
      `select column_name from information_schema.column_privileges
       where grantee = 'orbis_relay' and table_name = any($1) order by 1`,
      [['calls', 'turns', 'call_events', 'transcripts', 'consent_receipts', 'agents']],
    );
    const columns = rows.map((row) => row.column_name);
    expect(columns).toEqual(['created_at', 'erased_at', 'id', 'lease_until', 'status', 'tenant_id']);
  });
});
