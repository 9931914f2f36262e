import { jest } from '@jest/globals';
import { Module } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { backends } from '../../../test/support/queue-backends.js';
import { createTestApp, type TestApp } from '../../../test/support/test-app.js';
import { waitFor } from '../../../test/support/wait-for.js';
import { newId } from '../crypto/index.js';
import { RelayDatabase, TenantDatabase, tenantId } from '../database/index.js';
import { JobHandler, Periodic, type EventConsumer } from '../queue/index.js';
import { CONSUMERS, USUAL_ATTEMPTS, type ConsumerOf } from '../queue/catalogue.js';
import { EventRunner } from '../queue/event-runner.js';
import { JobQueues } from '../queue/job-queues.port.js';
import { Outbox, type OutboxEvent } from './index.js';
import { OutboxStore } from './outbox-store.js';
import { OutboxTries } from './outbox-tries.js';

const handled: OutboxEvent<'call.ended'>[] = [];
let failures = 0;
let ticks = 0;
/** Consumers that fail at every try. */
const failing = new Set<string>();
/** Attempts of the other consumers, as they were told. */
const others: { consumer: string; attempt: number }[] = [];
/** While there is one, the analysis does not end. */
let slowModel: Promise<void> | undefined;

@JobHandler({ event: 'call.ended', consumer: 'assemble-transcript' })
class RecordingJob implements EventConsumer<'call.ended'> {
  async handle(event: OutboxEvent<'call.ended'>, tx: EntityManager): Promise<void> {
    const [row] = await tx.query<{ tenant: string }[]>(`select current_setting('app.tenant_id') as tenant`);
    if (row?.tenant !== event.tenantId) throw new Error('wrong tenant');
    if (failures-- > 0) throw new Error('not yet');
    handled.push(event);
  }

  @Periodic({ name: 'tick', everyMs: 50 })
  tick(): Promise<void> {
    ticks++;
    return Promise.resolve();
  }
}

/** The other consumers of the event: a fact is done when all of them are. */
const OTHERS = Object.keys(CONSUMERS['call.ended'])
  .map((name) => name as ConsumerOf<'call.ended'>)
  .filter((name) => name !== 'assemble-transcript')
  .map((consumer) => {
    @JobHandler({ event: 'call.ended', consumer, transactional: consumer !== 'analyse-call' })
    class IndifferentJob implements EventConsumer<'call.ended'> {
      async handle({ attempt }: OutboxEvent<'call.ended'>): Promise<void> {
        if (failing.has(consumer)) throw new Error('not this one');
        if (consumer === 'analyse-call') await slowModel;
        others.push({ consumer, attempt });
      }
    }
    return IndifferentJob;
  });

@Module({ providers: [RecordingJob, ...OTHERS] })
class RecordingModule {}

describe.each(backends)('outbox on %s', (_name, redisUrl) => {
  let test: TestApp;
  const tenant = tenantId(newId());

  beforeAll(async () => {
    test = await createTestApp({ modules: [RecordingModule], config: { REDIS_URL: redisUrl } });
  });
  afterAll(() => test.close());
  beforeEach(() => {
    handled.length = 0;
    others.length = 0;
    failures = 0;
    failing.clear();
    slowModel = undefined;
  });

  const append = (callId: string, dedupeKey?: string, fail = false) =>
    test.app.get(TenantDatabase).withTenant(tenant, async (tx) => {
      await test.app.get(Outbox).append(tx, tenant, 'call.ended', { callId, agentId: newId() }, dedupeKey);
      if (fail) throw new Error('rolled back');
    });
  const states = () =>
    test.app.get(RelayDatabase).run((tx) => tx.query<{ state: string }[]>('select state from outbox'));
  const relay = <T>(sql: string, values?: unknown[]): Promise<T[]> =>
    test.app.get(RelayDatabase).run((tx) => tx.query<T[]>(sql, values));
  const allDone = async () => (await states()).every((row) => row.state === 'done');
  const figures = async () => (await fetch(`${test.url}/metrics`)).text();

  it('carries a committed fact to its consumer once, and marks it done', async () => {
    const callId = newId();
    await append(callId, callId);
    await append(callId, callId);
    await waitFor(async () => (await states()).every((row) => row.state === 'done') && handled.length > 0);
    expect(handled.map((event) => event.payload.callId)).toEqual([callId]);
  });

  it('counts a wish once while it is worked on, and anew when that has ended, well or not', async () => {
    const callId = newId();
    const outbox = test.app.get(Outbox);
    const payload = { callId, agentId: newId() };
    const wish = () =>
      test.app.get(TenantDatabase).withTenant(tenant, async (tx) => {
        for (const _ of [1, 2]) await outbox.appendUnlessOpen(tx, tenant, 'call.ended', payload, 'wish');
        return outbox.stateOf(tx, tenant, 'call.ended', 'wish');
      });
    expect(await wish()).toBe('open');
    await waitFor(allDone);
    await wish();
    await waitFor(async () => handled.length === 2 && (await allDone()));
    await relay(`update outbox set state = 'dead' where state = 'done'`);
    await wish();
    await waitFor(() => handled.length === 3);
    await relay(`update outbox set state = 'done', done_at = now() where state = 'dead'`);
  });

  it('knows nothing of a fact whose transaction was rolled back', async () => {
    await expect(append(newId(), undefined, true)).rejects.toThrow('rolled back');
    const next = newId();
    await append(next);
    await waitFor(() => handled.length > 0);
    expect(handled.map((event) => event.payload.callId)).toEqual([next]);
  });

  it('tries again after a failure, with a pause', async () => {
    failures = 1;
    await append(newId());
    await waitFor(() => handled.length === 1);
    expect(handled[0]?.attempt).toBe(2);
  });

  it('counts the tries of each consumer by itself', async () => {
    await waitFor(allDone);
    failures = 2;
    for (const name of ['count-call', 'note-activation', 'mark-caller', 'analyse-call']) failing.add(name);
    await append(newId());
    await waitFor(async () => (await relay(`select 1 from outbox_tries`)).length === failing.size + 1);
    failing.clear();
    await waitFor(async () => handled.length === 1 && (await allDone()));
    expect(handled[0]?.attempt).toBe(3);
    const again = others.filter(({ attempt }) => attempt > 1);
    expect(again.map(({ consumer }) => consumer).sort()).toEqual([
      'analyse-call',
      'count-call',
      'mark-caller',
      'note-activation',
    ]);
    // One more at most than what the loop above had to wait for.
    expect(Math.max(...again.map(({ attempt }) => attempt))).toBeLessThanOrEqual(3);
    expect(await relay('select 1 from outbox_tries')).toEqual([]);
  });

  it('gives up the consumer that fails as often as it may, and no other', async () => {
    await waitFor(allDone);
    failing.add('note-activation');
    await append(newId());
    await waitFor(async () => (await relay('select 1 from outbox_tries')).length === 1);
    await relay(`update outbox_tries set failures = $1, next_at = now()`, [USUAL_ATTEMPTS - 1]);
    await waitFor(async () => (await states()).some(({ state }) => state === 'dead'), 45_000);
    expect(new Set(others.map(({ consumer }) => consumer)).size).toBe(OTHERS.length - 1);
    expect(handled).toHaveLength(1);
    expect(await figures()).toMatch(/^orbis_outbox_rows\{state="dead"\} 1$/m);

    failing.clear();
    expect(await test.app.get(OutboxTries).retryGivenUp()).toEqual([
      { consumer: 'note-activation', reason: 'Error', facts: 1 },
    ]);
    await waitFor(allDone);
    expect(handled).toHaveLength(1);
    expect(others.at(-1)).toEqual({ consumer: 'note-activation', attempt: 1 });
  });

  it('lets go of what one consumer was given up for, and of nothing else', async () => {
    await waitFor(allDone);
    failing.add('note-activation').add('count-call');
    await append(newId());
    await waitFor(async () => (await relay('select 1 from outbox_tries')).length === 2);
    await relay(`update outbox_tries set failures = $1, next_at = now()`, [USUAL_ATTEMPTS - 1]);
    await waitFor(async () => (await states()).some(({ state }) => state === 'dead'), 45_000);
    const tries = test.app.get(OutboxTries);
    const dropped = { consumer: 'note-activation', reason: 'Error', facts: 1 };
    expect(await tries.dropGivenUp('note-activation')).toEqual([dropped]);
    expect(await tries.dropGivenUp('note-activation')).toEqual([]);
    expect((await states()).filter(({ state }) => state === 'dead')).toHaveLength(1);
    // It counts as done: what is taken up again is the other's alone.
    failing.delete('count-call');
    others.length = 0;
    await tries.retryGivenUp();
    await waitFor(allDone);
    expect(others.map(({ consumer }) => consumer)).toEqual(['count-call']);

    await append(newId());
    await waitFor(async () => (await relay('select 1 from outbox_tries')).length === 1);
    await relay(`update outbox_tries set failures = $1, next_at = now()`, [USUAL_ATTEMPTS - 1]);
    await waitFor(async () => (await states()).some(({ state }) => state === 'dead'), 45_000);
    await tries.dropGivenUp('note-activation');
    expect(await allDone()).toBe(true);
    expect(await figures()).toMatch(/^orbis_outbox_rows\{state="dead"\} 0$/m);
  });

  it('hands out again only what is left, and calls nothing late that waits for a slow model', async () => {
    await waitFor(allDone);
    let answer = () => undefined as void;
    slowModel = new Promise((resolve) => (answer = resolve));
    await append(newId());
    await waitFor(() => handled.length === 1 && others.length === OTHERS.length - 1);
    const add = jest.spyOn(test.app.get(JobQueues), 'add');
    try {
      await relay(
        `update outbox set lease_until = now(), next_at = now() - interval '10 min' where state = 'open'`,
      );
      await waitFor(() => add.mock.calls.length > 0);
      expect(add.mock.calls.flatMap(([, jobs]) => jobs.map(({ name }) => name))).toEqual(['analyse-call']);
      expect(
        await relay(
          `select waiting_in from outbox where state = 'open' and next_at > now() + interval '4 min'`,
        ),
      ).toEqual([{ waiting_in: 'analysis' }]);
      const text = await figures();
      expect(text).toMatch(/^orbis_outbox_oldest_seconds 0$/m);
      expect(
        Number(/^orbis_outbox_waiting_seconds\{queue="analysis"\} (.+)$/m.exec(text)?.[1]),
      ).toBeGreaterThan(590);
    } finally {
      add.mockRestore();
      answer();
    }
    await waitFor(allDone);
    expect(others.filter(({ consumer }) => consumer === 'analyse-call')).toHaveLength(1);
    expect(await figures()).toMatch(/^orbis_outbox_waiting_seconds\{queue="analysis"\} 0$/m);
  });

  it('puts a fact aside for a slow model no longer than until the next try of another consumer', async () => {
    await waitFor(allDone);
    let answer = () => undefined as void;
    slowModel = new Promise((resolve) => (answer = resolve));
    failures = 1;
    await append(newId());
    await waitFor(async () => (await relay('select 1 from outbox_tries')).length === 1);
    await waitFor(() => others.length === OTHERS.length - 1);
    await relay(`update outbox_tries set next_at = now() + interval '2 s'`);
    await relay(`update outbox set lease_until = null, next_at = now() where state = 'open'`);
    await waitFor(
      async () => (await relay('select 1 from outbox where waiting_in is not null')).length === 1,
    );
    expect(handled).toEqual([]);
    try {
      await waitFor(() => handled.length === 1);
    } finally {
      answer();
    }
    await waitFor(allDone);
  });

  it('does not put aside for long what fails while it is put aside', async () => {
    await waitFor(allDone);
    failing.add('analyse-call');
    await append(newId());
    await waitFor(async () => (await relay('select 1 from outbox_tries')).length === 1);
    const [row] = await relay<{ id: string }>(`select id from outbox where state = 'open'`);
    const failed = { outboxId: row?.id ?? '', consumer: 'analyse-call', reason: 'Error' };
    const rules = { consumers: Object.keys(CONSUMERS['call.ended']), maxAttempts: 9, backoffMs: () => 1_000 };
    // Claimed by another process, where it is the only row that is left, and the job it had before breaks off just then.
    let failure: Promise<void> | undefined;
    const terms = { limit: 10, leaseMs: 30_000, patientMs: 300_000, unknownMs: 1_000 };
    await waitFor(async () => {
      // The relay of the test looks every second, and may be first.
      await relay(`update outbox set lease_until = null, next_at = now() where state = 'open'`);
      await test.app.get(OutboxStore).claim(terms, (rows) => {
        const ids = rows.map(({ id }) => id);
        if (ids.length > 0) failure = test.app.get(OutboxTries).recordFailure(failed, rules);
        return { unknown: [], idle: [], patient: new Map([['analysis' as const, ids]]) };
      });
      return failure !== undefined;
    });
    await failure;
    failing.clear();
    await waitFor(allDone);
    expect(others.filter(({ consumer }) => consumer === 'analyse-call')).toHaveLength(1);
  });

  it('picks up what a relay that died had claimed', async () => {
    const callId = newId();
    const store = test.app.get(OutboxStore);
    await waitFor(async () => (await states()).every((row) => row.state === 'done'));
    // The dead relay: it leases in a transaction of its own before the living one sees the row.
    await test.app.get(TenantDatabase).withTenant(tenant, async (tx) => {
      await test.app.get(Outbox).append(tx, tenant, 'call.ended', { callId, agentId: newId() });
      await tx.query(`update outbox set lease_until = now() + interval '700 ms' where state = 'open'`);
    });
    const terms = { limit: 10, leaseMs: 1_000, patientMs: 1_000, unknownMs: 1_000 };
    const none = { unknown: [], idle: [], patient: new Map() };
    const sort = jest.fn(() => none);
    await store.claim(terms, sort);
    expect(sort).toHaveBeenCalledWith([]);
    await waitFor(() => handled.length === 1);
    expect(handled[0]?.payload.callId).toBe(callId);
  });

  it('does a fact once although it is queued many times', async () => {
    const callId = newId();
    await append(callId);
    const [row] = await test.app
      .get(RelayDatabase)
      .run((tx) => tx.query<{ id: string }[]>('select id from outbox order by created_at desc limit 1'));
    const runner = test.app.get(EventRunner);
    const job = { name: 'assemble-transcript', data: { outboxId: row?.id ?? '', tenantId: tenant } };
    await Promise.all(Array.from({ length: 5 }, () => runner.run(job)));
    await waitFor(async () => (await states()).every((each) => each.state === 'done'));
    expect(handled.map((event) => event.payload.callId)).toEqual([callId]);
  });

  it('refuses a job that nobody handles, loudly', async () => {
    const runner = test.app.get(EventRunner);
    const job = { name: 'unheard-of', data: { outboxId: newId(), tenantId: tenant } };
    await expect(runner.run(job)).rejects.toThrow('no handler for the job unheard-of');
  });

  it('shows an operator what waits, what was given up, and how jobs end', async () => {
    const setAside = (from: string, to: string) =>
      test.app.get(RelayDatabase).run((tx) =>
        tx.query(
          `update outbox set state = $2, next_at = now() - interval '90 s', lease_until = now() + interval '60 s'
                  where state = $1 and id = (select min(id::text)::uuid from outbox where state = $1)`,
          [from, to],
        ),
      );
    failures = 1;
    await append(newId());
    await waitFor(
      async () => handled.length === 1 && (await states()).every(({ state }) => state === 'done'),
    );
    await setAside('done', 'dead');
    await setAside('done', 'open');
    const text = await figures();
    expect(text).toMatch(/^orbis_outbox_rows\{state="dead"\} 1$/m);
    expect(text).toMatch(/^orbis_outbox_rows\{state="open"\} 1$/m);
    expect(Number(/^orbis_outbox_oldest_seconds (.+)$/m.exec(text)?.[1])).toBeGreaterThanOrEqual(90);
    expect(text).toMatch(/orbis_job_seconds_count\{consumer="assemble-transcript",outcome="failed"\} [1-9]/);
    await setAside('open', 'done');
    await setAside('dead', 'done');
    await waitFor(allDone);
    expect(await figures()).toMatch(/^orbis_outbox_oldest_seconds 0$/m);
  });

  it('runs periodic jobs', async () => {
    const before = ticks;
    await waitFor(() => ticks > before + 2);
  });
});
