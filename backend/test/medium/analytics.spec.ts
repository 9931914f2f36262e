import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Analytics, PERCENTILE_ERROR } from '@orbisvoice/contracts';
import fc from 'fast-check';
import { insertOverCall, overCall, type OverCall } from '../support/counted-calls.js';
import { makeTenant } from '../support/identity-double.js';
import { createTenantTest, type TenantTest } from '../support/tenant-test.js';
import { TenantDatabase, type TenantId } from '../../src/platform/database/index.js';
import { AgentsFacade, AgentsModule } from '../../src/modules/agents/index.js';
import { CallsModule } from '../../src/modules/calls/index.js';
import { OrphanSweep } from '../../src/modules/calls/application/orphan-sweep.service.js';
import { CallCounter } from '../../src/modules/analytics/application/call-counter.service.js';
import { AnalyticsModule, AnalyticsRebuild } from '../../src/modules/analytics/index.js';

let test: TenantTest;
beforeAll(async () => {
  test = await createTenantTest([AgentsModule, CallsModule, AnalyticsModule], { config: { ROLE: 'api' } });
});
afterAll(() => test.close());

const makeAgents = async (tenant: TenantId, names = ['Reception', 'Night shift']) => {
  const agents = [];
  for (const name of names)
    agents.push(await test.app.get(AgentsFacade).create(tenant, { name, systemPrompt: 'Be kind.' }));
  return agents.map(({ id }) => id);
};
const count = (tenant: TenantId, callId: string) =>
  test.app
    .get(TenantDatabase)
    .withTenant(tenant, (tx) => test.app.get(CallCounter).count(tx, tenant, callId));
const read = async (tenant: TenantId, query: Record<string, string>) => {
  const { status, body } = await test.send(
    'GET',
    `/analytics?${new URLSearchParams(query)}`,
    undefined,
    tenant,
  );
  expect(status).toBe(200);
  return Analytics.strict().parse(body);
};
const verify = (tenant: TenantId) => test.app.get(AnalyticsRebuild).verify([tenant]);

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'America/St_Johns',
  'Australia/Lord_Howe',
];
/** Both days around the changes of clocks in spring and autumn, in any of the zones. */
const FROM = Date.parse('2026-03-25T00:00:00Z');
const SPREAD_MINUTES = 20 * 24 * 60;

const history = fc.record({
  timeZone: fc.constantFrom(...ZONES),
  calls: fc.array(
    fc.record({
      agent: fc.nat(1),
      minute: fc.nat(SPREAD_MINUTES),
      endReason: fc.constantFrom('client_ended', 'agent_ended', 'client_lost', 'error'),
      silent: fc.boolean(),
      durationMs: fc.nat(3_600_000),
      spoke: fc.boolean(),
      rating: fc.option(fc.integer({ min: 1, max: 5 })),
      answersMs: fc.array(fc.integer({ min: 1, max: 20_000 }), { maxLength: 6 }),
      nanos: fc.nat(1_000_000_000),
      analysisNanos: fc.nat(10_000_000),
      priced: fc.boolean(),
    }),
    { minLength: 1, maxLength: 25 },
  ),
  /** Which call is counted next, as an index; every call comes once more at the end, in any order. */
  order: fc.array(fc.nat(24), { maxLength: 60 }),
});

describe('analytics', () => {
  it('says the same as the calls themselves, in whatever order and however often they are counted', async () => {
    await fc.assert(
      fc.asyncProperty(history, async ({ timeZone, calls: plans, order }) => {
        const tenant = await makeTenant(test.owner);
        const agents = await makeAgents(tenant);
        const calls = plans.map(({ agent, minute, silent, ...facts }) =>
          overCall(agents[agent] ?? '', FROM + minute * 60_000, {
            ...facts,
            failure: facts.endReason === 'error' ? 'error' : silent ? 'silent' : null,
          }),
        );
        // A rating comes after the end, so a call is counted before it and after it.
        for (const call of calls) await insertOverCall(test.owner, tenant, { ...call, rating: null });
        for (const index of order) await count(tenant, calls[index % calls.length]?.id ?? '');
        for (const { id, rating } of calls)
          await test.owner.query('update calls set rating = $2 where id = $1', [id, rating]);
        const last = [...calls, ...order.map((index) => calls[index % calls.length])];
        for (const call of last.reverse()) await count(tenant, call?.id ?? '');

        expect(await verify(tenant)).toMatchObject({ calls: calls.length, miscounted: 0, wrongSums: 0 });
        const shown = await read(tenant, { from: '2026-03-26', to: '2026-04-12', timeZone });
        const inside = calls.filter(({ askedAt }) =>
          isBetween(dayIn(timeZone, askedAt), '2026-03-26', '2026-04-12'),
        );
        expectSame(shown.totals, inside);
        for (const point of shown.series) {
          const day = dayIn(timeZone, Date.parse(point.from));
          expect(dayIn(timeZone, Date.parse(point.to) - 1)).toBe(day);
          expect(point.calls).toBe(inside.filter(({ askedAt }) => dayIn(timeZone, askedAt) === day).length);
        }
        const [first = ''] = agents;
        expectSame(
          (await read(tenant, { from: '2026-03-26', to: '2026-04-12', timeZone, agentId: first })).totals,
          inside.filter(({ agentId }) => agentId === first),
        );
      }),
      { numRuns: 12 },
    );
  });

  it('finds what is wrong and mends it', async () => {
    const tenant = await makeTenant(test.owner);
    const [agentId = ''] = await makeAgents(tenant);
    const calls = [1, 2, 3].map((day) =>
      overCall(agentId, FROM + day * 86_400_000, { answersMs: [500], rating: 4 }),
    );
    for (const call of calls) await insertOverCall(test.owner, tenant, call);
    await count(tenant, calls[0]?.id ?? '');
    await test.owner.query('update call_stats set started = 7 where tenant_id = $1 and grain = 15', [tenant]);
    const found = { calls: 3, miscounted: 2, wrongSums: 4 };
    expect(await verify(tenant)).toMatchObject({ ...found, wrongSums: 4 });
    await test.app.get(AnalyticsRebuild).rebuild([tenant]);
    expect(await verify(tenant)).toMatchObject({ calls: 3, miscounted: 0, wrongSums: 0 });
    expect((await read(tenant, { from: '2026-03-25', to: '2026-04-12' })).totals).toMatchObject({
      calls: 3,
      ratings: 3,
    });
  });

  it('counts calls that nobody came to, and shows how far the others got', async () => {
    const tenant = await makeTenant(test.owner);
    const [agentId = ''] = await makeAgents(tenant);
    const facts: Partial<OverCall>[] = [{}, { rating: 5 }, { spoke: false }, { endReason: 'client_lost' }];
    const calls = facts.map((fact) => overCall(agentId, FROM, fact));
    for (const call of calls) await insertOverCall(test.owner, tenant, call);
    for (const { id } of calls) await count(tenant, id);
    const unclaimed = { callId: overCall(agentId, FROM).id, agentId, askedAt: new Date(FROM) };
    for (const _ of [1, 2])
      await test.app
        .get(TenantDatabase)
        .withTenant(tenant, (tx) => test.app.get(CallCounter).countUnclaimed(tx, tenant, unclaimed));
    const { funnel } = await read(tenant, { from: '2026-03-25', to: '2026-03-25' });
    expect(Object.fromEntries(funnel.map(({ step, calls: n }) => [step, n]))).toEqual({
      asked: 5,
      started: 4,
      spoke: 3,
      completed: 2,
      rated: 1,
    });
  });

  it('counts calls that nobody came to anew, from what is kept of them', async () => {
    const tenant = await makeTenant(test.owner);
    const [agentId = ''] = await makeAgents(tenant);
    const { id } = overCall(agentId, FROM);
    await test.owner.query(
      `insert into calls (id, tenant_id, agent_id, channel, status, created_at)
       values ($1, $2, $3, 'widget', 'created', $4)`,
      [id, tenant, agentId, new Date(FROM)],
    );
    await test.app.get(OrphanSweep).forgetUnclaimed();
    expect((await test.owner.query('select 1 from calls where id = $1', [id])).rows).toEqual([]);
    expect(await verify(tenant)).toMatchObject({ calls: 0, unclaimed: 1, miscounted: 1 });
    await test.app.get(AnalyticsRebuild).rebuild([tenant]);
    for (const table of ['call_facts', 'call_stats'])
      await test.owner.query(`delete from ${table} where tenant_id = $1`, [tenant]);
    expect(await verify(tenant)).toMatchObject({ unclaimed: 1, miscounted: 1 });
    await test.app.get(AnalyticsRebuild).rebuild([tenant]);
    expect(await verify(tenant)).toMatchObject({ unclaimed: 1, miscounted: 0, wrongSums: 0 });
    const { funnel } = await read(tenant, { from: '2026-03-25', to: '2026-03-25' });
    expect(funnel[0]).toEqual({ step: 'asked', calls: 1 });
  });

  it('shows nobody what others counted', async () => {
    const [agentId = ''] = await makeAgents(test.tenant);
    const call = overCall(agentId, FROM);
    await insertOverCall(test.owner, test.tenant, call);
    await count(test.tenant, call.id);
    const query = { from: '2026-03-25', to: '2026-03-25' };
    expect((await read(test.tenant, query)).totals.calls).toBe(1);
    const foreign = await read(test.neighbour, { ...query, agentId });
    expect([foreign.totals.calls, foreign.topAgents]).toEqual([0, []]);
    expect((await test.send('GET', '/analytics', undefined, test.neighbour)).status).toBe(200);
  });

  it('comes as CSV', async () => {
    const csv = await test.text('/analytics.csv?from=2026-03-25&to=2026-03-26');
    expect(csv.type).toBe('text/csv; charset=utf-8');
    expect(csv.text.split('\r\n')).toEqual([
      expect.stringMatching(/^from,to,calls,errors,/),
      expect.stringMatching(/^2026-03-25T00:00:00.000Z,2026-03-25T01:00:00.000Z,1,0,0,60000,,,0$/),
      ...Array<unknown>(47).fill(expect.stringMatching(/,0,0,0,,,,0$/)),
      '',
    ]);
  });

  it.each([
    ['from', 'from=yesterday'],
    ['from', 'from=1999-12-31'],
    ['from', 'from=2020-01-01&to=2026-01-01'],
    ['to', 'from=2026-01-02&to=2026-01-01'],
    ['agentId', 'agentId=7'],
    ['timeZone', 'timeZone=Mars/Olympus'],
    ['timeZone', 'timeZone=%2B05:30'],
  ])('refuses a senseless %s (%s)', async (path, query) => {
    const { status, body } = await test.send('GET', `/analytics?${query}`);
    expect([status, body.error.code, body.error.details[0].path]).toEqual([400, 'bad_request', path]);
  });
});

const dayIn = (timeZone: string, ms: number) => new Date(ms).toLocaleDateString('sv-SE', { timeZone });
const isBetween = (day: string, from: string, to: string) => day >= from && day <= to;
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

function expectSame(shown: Analytics['totals'], calls: readonly OverCall[]): void {
  const priced = calls.filter((call) => call.priced);
  expect(shown).toMatchObject({
    calls: calls.length,
    totalDurationMs: sum(calls.map(({ durationMs }) => durationMs)),
    errors: calls.filter(({ failure }) => failure === 'error').length,
    silentFailures: calls.filter(({ failure }) => failure === 'silent').length,
    ratings: calls.filter(({ rating }) => rating !== null).length,
  });
  expect(shown.cost).toMatchObject({
    amountNanos: sum(priced.map(({ nanos }) => nanos)) + sum(calls.map(({ analysisNanos }) => analysisNanos)),
    analysisNanos: sum(calls.map(({ analysisNanos }) => analysisNanos)),
    unpricedCalls: calls.length - priced.length,
  });
  const answers = calls.flatMap(({ answersMs }) => answersMs).sort((one, other) => one - other);
  expect(shown.latency.answers).toBe(answers.length);
  const median = answers[Math.ceil(answers.length / 2) - 1];
  if (median === undefined) expect(shown.latency.voiceToVoice).toBeNull();
  else
    expect(Math.abs((shown.latency.voiceToVoice?.p50Ms ?? NaN) - median)).toBeLessThanOrEqual(
      median * PERCENTILE_ERROR + 0.05,
    );
}
