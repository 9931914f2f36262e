import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CallSpeaker, finishedTurn as turn } from '../../../test/support/spoken-call.js';
import { createTenantTest, type TenantTest } from '../../../test/support/tenant-test.js';
import { newId } from '../../platform/crypto/index.js';
import { AgentsFacade, AgentsModule } from '../agents/index.js';
import { CallsFacade, CallsModule } from './index.js';

let test: TenantTest;
let calls: CallsFacade;
let agentId: string;
let speaker: CallSpeaker;
beforeAll(async () => {
  test = await createTenantTest([AgentsModule, CallsModule], { config: { ROLE: 'api' } });
  calls = test.app.get(CallsFacade);
  const agents = test.app.get(AgentsFacade);
  agentId = (await agents.create(test.tenant, { name: 'Reception', systemPrompt: 'Be kind.' })).id;
  speaker = new CallSpeaker(calls, test.tenant, agentId);
});
afterAll(() => test.close());

const create = () => speaker.create();
const live = () => speaker.live();
const rowsOf = async (table: 'turns' | 'call_events' | 'transcripts', id: string) =>
  (await test.owner.query(`select * from ${table} where call_id = $1 order by 1`, [id])).rows;
const renewed = async (callId: string, owner: string, epoch: number) =>
  (await calls.renewLeases(test.tenant, owner, [{ callId, epoch }])).has(callId);
const callRow = async (id: string) =>
  (await test.owner.query('select * from calls where id = $1', [id])).rows[0];
const endedFacts = async (id: string) =>
  (
    await test.owner.query(
      `select payload from outbox where name = 'call.ended' and payload ->> 'callId' = $1`,
      [id],
    )
  ).rows;

describe('claiming', () => {
  it('has exactly one winner, however many try at once', async () => {
    const id = await create();
    const tries = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        calls.claim(test.tenant, id, `gateway-${n}`, { userId: n === 0 ? null : `user-${n}` }),
      ),
    );
    expect(tries.filter(Boolean)).toEqual([{ epoch: 1 }]);
    const winner = tries.findIndex(Boolean);
    expect(await callRow(id)).toMatchObject({
      status: 'live',
      owner: `gateway-${winner}`,
      user_id: winner === 0 ? 'visitor-7' : `user-${winner}`,
    });
  });

  it('fails for an unknown call and for a call of another tenant', async () => {
    expect(await calls.claim(test.tenant, newId(), 'g')).toBeUndefined();
    expect(await calls.claim(test.neighbour, await create(), 'g')).toBeUndefined();
  });
});

describe('the lease', () => {
  it('is renewed by its owner alone, and only while the call is on', async () => {
    const { id, epoch } = await live();
    await test.owner.query(`update calls set lease_until = now() where id = $1`, [id]);
    expect(await renewed(id, 'gateway-b', epoch)).toBe(false);
    expect(await renewed(id, 'gateway-a', epoch + 1)).toBe(false);
    expect(await renewed(id, 'gateway-a', epoch)).toBe(true);
    const { rows } = await test.owner.query(
      `select extract(epoch from lease_until - now()) as left from calls where id = $1`,
      [id],
    );
    expect(Number(rows[0].left)).toBeGreaterThan(13);
    await calls.finalise(test.tenant, id, epoch, { reason: 'client_ended', endedAt: new Date() });
    expect(await renewed(id, 'gateway-a', epoch)).toBe(false);
  });
});

describe('turns', () => {
  it('are written once, however often and in whatever batches they are sent', async () => {
    const { id, epoch } = await live();
    await Promise.all([
      calls.write(test.tenant, id, epoch, { turns: [turn(1), turn(2)] }),
      calls.write(test.tenant, id, epoch, { turns: [turn(2, 'other words'), turn(3)] }),
      calls.write(test.tenant, id, epoch, { turns: [turn(1), turn(2), turn(3)] }),
    ]);
    const rows = await rowsOf('turns', id);
    expect(rows.map((row) => row.seq).sort()).toEqual([1, 2, 3]);
    expect((await callRow(id)).turn_count).toBe(3);
    expect(await calls.write(test.tenant, id, epoch, { turns: [turn(1, 'changed')] })).toBe('written');
    expect((await rowsOf('turns', id)).some((row) => row.text === 'changed')).toBe(false);
  });

  it('keep their facts', async () => {
    const { id, epoch } = await live();
    const latency = { voiceToVoiceMs: 512.5, gatewayMs: 3 };
    await calls.write(test.tenant, id, epoch, {
      turns: [{ ...turn(2, 'Hi “é” 😀'), interrupted: true, latency }],
    });
    expect((await rowsOf('turns', id))[0]).toMatchObject({
      tenant_id: test.tenant,
      turn: 1,
      role: 'agent',
      text: 'Hi “é” 😀',
      interrupted: true,
      latency,
      epoch,
      started_at: turn(2).startedAt,
    });
  });

  it('are kept even with characters that cannot be stored', async () => {
    const { id, epoch } = await live();
    expect(await calls.write(test.tenant, id, epoch, { turns: [turn(1, 'a\u0000b\ud800')] })).toBe('written');
    expect((await rowsOf('turns', id))[0].text).toBe('ab\ufffd');
  });

  it('are refused from an owner whose epoch is over, for events and the end too', async () => {
    const { id, epoch } = await live();
    await calls.write(test.tenant, id, epoch, { turns: [turn(1)] });
    await test.owner.query('update calls set epoch = epoch + 1 where id = $1', [id]);
    const event = { seq: 2, at: new Date(), kind: 'x', turn: null, data: {} };
    expect(await calls.write(test.tenant, id, epoch, { turns: [turn(2)] })).toBe('stale');
    expect(await calls.write(test.tenant, id, epoch, { events: [event] })).toBe('stale');
    expect(await calls.finalise(test.tenant, id, epoch, { reason: 'error', endedAt: new Date() })).toBe(
      'stale',
    );
    expect(await rowsOf('turns', id)).toHaveLength(1);
    expect(await rowsOf('call_events', id)).toHaveLength(1);
    expect(await endedFacts(id)).toHaveLength(0);
  });

  it('are refused for a call of another tenant', async () => {
    const { id, epoch } = await live();
    expect(await calls.write(test.neighbour, id, epoch, { turns: [turn(1)] })).toBe('stale');
    expect(await rowsOf('turns', id)).toHaveLength(0);
  });

  it('never land after a takeover, wherever the takeover falls among the writes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 8 }), async (delayMs) => {
        const { id, epoch } = await live();
        const writes = Array.from({ length: 6 }, async (_, n) => {
          await new Promise((resolve) => setTimeout(resolve, n));
          return calls.write(test.tenant, id, epoch, { turns: [turn(n + 1)] });
        });
        await new Promise((resolve) => setTimeout(resolve, delayMs));
        await test.owner.query('begin');
        await test.owner.query('update calls set epoch = epoch + 1 where id = $1', [id]);
        const seen = (await rowsOf('turns', id)).length;
        await test.owner.query('commit');
        const outcomes = await Promise.all(writes);
        expect(outcomes.filter((outcome) => outcome === 'written')).toHaveLength(seen);
        expect(await rowsOf('turns', id)).toHaveLength(seen);
      }),
      { numRuns: 15 },
    );
  });
});

describe('the end', () => {
  it('happens once, with one fact told, however many finalise at once', async () => {
    const { id, epoch } = await live();
    for (const [seq, voiceToVoiceMs] of [
      [2, 300],
      [4, 900],
      [6, 500],
    ] as const)
      await calls.write(test.tenant, id, epoch, {
        turns: [{ ...turn(seq), latency: { voiceToVoiceMs, gatewayMs: 2 } }],
      });
    const noted = (seq: number, kind: string, cost: number) => ({
      seq,
      at: new Date(),
      kind,
      turn: null,
      data: { cost },
    });
    await calls.write(test.tenant, id, epoch, {
      events: [
        noted(11, 'guard.stall', 10),
        noted(12, 'guard.no-answer', 15),
        noted(13, 'provider.lost', 5),
        noted(14, 'another.kind', 50),
      ],
    });
    const startedAt: Date = (await callRow(id)).started_at;
    const endedAt = new Date(startedAt.getTime() + 42_000);
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () =>
        calls.finalise(test.tenant, id, epoch, { reason: 'idle_timeout', endedAt }),
      ),
    );
    expect(outcomes.sort()).toEqual([...Array.from({ length: 4 }, () => 'already_ended'), 'finalised']);
    const told = {
      // The start is known to the microsecond, of which a Date keeps the milliseconds.
      ...{ callId: id, agentId, endReason: 'idle_timeout', durationMs: expect.closeTo(42_000, -1) },
      ...{ startedAt: startedAt.toISOString(), endedAt: endedAt.toISOString() },
    };
    expect(await endedFacts(id)).toEqual([{ payload: expect.objectContaining(told) }]);
    expect(await callRow(id)).toMatchObject({
      status: 'ended',
      end_reason: 'idle_timeout',
      ended_at: endedAt,
      turn_count: 3,
      voice_to_voice_p50_ms: 500,
      health_score: 70,
      failure: 'silent',
      owner: null,
      lease_until: null,
    });
    expect(Math.abs((await callRow(id)).duration_ms - 42_000)).toBeLessThanOrEqual(1);
  });

  it('after a connection to the model was lost is less healthy, and no silent failure', async () => {
    const { id, epoch } = await live();
    const lost = { seq: 11, at: new Date(), kind: 'provider.lost', turn: null, data: { cost: 5 } };
    await calls.write(test.tenant, id, epoch, { events: [lost] });
    await calls.finalise(test.tenant, id, epoch, { reason: 'client_ended', endedAt: new Date() });
    expect(await callRow(id)).toMatchObject({ health_score: 95, failure: null });
  });

  it('takes no more turns', async () => {
    const { id, epoch } = await live();
    await calls.finalise(test.tenant, id, epoch, { reason: 'client_ended', endedAt: new Date() });
    expect(await calls.write(test.tenant, id, epoch, { turns: [turn(1)] })).toBe('stale');
  });

  it('is never before the start, whatever the clocks say', async () => {
    const { id, epoch } = await live();
    await calls.finalise(test.tenant, id, epoch, { reason: 'error', endedAt: new Date(0) });
    expect(await callRow(id)).toMatchObject({ duration_ms: 0 });
  });
});

describe('consent', () => {
  it('is recorded once', async () => {
    const { id } = await live();
    const at = new Date('2026-11-22T10:00:00Z');
    await calls.recordConsent(test.tenant, id, { accepted: true, version: 'abc', at });
    await calls.recordConsent(test.tenant, id, { accepted: false, version: 'def', at: new Date() });
    const { rows } = await test.owner.query(
      'select accepted, version, accepted_at from consent_receipts where call_id = $1',
      [id],
    );
    expect(rows).toEqual([{ accepted: true, version: 'abc', accepted_at: at }]);
  });
});
