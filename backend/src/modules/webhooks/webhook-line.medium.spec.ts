import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeAgentWith } from '../../../test/support/agent-with-tools.js';
import { insertOverCall, overCall } from '../../../test/support/counted-calls.js';
import { waitFor } from '../../../test/support/wait-for.js';
import { createWebhookTest, type WebhookTest } from '../../../test/support/webhook-test.js';
import { newId, standardWebhookId } from '../../platform/crypto/index.js';
import { TenantDatabase, type TenantId } from '../../platform/database/index.js';
import { DeliveryDesk } from './application/delivery-desk.service.js';
import { LineSweep } from './application/line-sweep.service.js';
import { LineWorker } from './application/line-worker.service.js';
import { MessageSender } from './application/message-sender.service.js';

// Without workers: each step is made here, so that a process may die between any two of them.
let test: WebhookTest;
beforeAll(async () => {
  test = await createWebhookTest({ ROLE: 'api' });
});
afterAll(() => test.close());

const publish = (callId: string | null = null) => test.publish(callId);
const work = (endpointId: string) => test.app.get(LineWorker).work(test.tenant, endpointId);
const stateOf = async (endpointId: string) =>
  (await test.send('GET', `/webhook-endpoints/${endpointId}`)).body;
const newest = async (endpointId: string) => {
  const [delivery] = await test.deliveries(endpointId);
  return test.detail(endpointId, delivery?.id ?? '');
};

describe('a line', () => {
  it('sends again, visibly, what a process had sent when it died', async () => {
    const { id } = await test.endpoint('/crash');
    await publish();
    const desk = test.app.get(DeliveryDesk);
    const taken = await desk.take(test.tenant, id);
    const [delivery] = taken?.deliveries ?? [];
    if (!taken || !delivery) throw new Error('nothing was taken');
    await test.app.get(MessageSender).send(taken.keys, delivery);
    // While the lease lasts nobody else sends. Nothing is lost either: afterwards it is due again.
    await work(id);
    expect(test.receiver.at('/crash')).toHaveLength(1);
    await test.passTime(id);
    await work(id);
    const { log, state } = await newest(id);
    expect([state, ...log.map(({ status, fault }) => fault ?? status)]).toEqual([
      'delivered',
      'interrupted',
      204,
    ]);
    const ids = test.receiver.at('/crash').map(({ headers }) => headers['webhook-id']);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
  });

  it('takes a late success of a process that was held for dead, and no late failure', async () => {
    const { id } = await test.endpoint('/late');
    await publish();
    const desk = test.app.get(DeliveryDesk);
    const first = (await desk.take(test.tenant, id))?.deliveries[0];
    await test.passTime(id);
    const second = (await desk.take(test.tenant, id))?.deliveries[0];
    if (!first || !second) throw new Error('nothing was taken');
    const end = { durationMs: 5, fault: null, response: '', retryAfterSeconds: undefined };
    await desk.record(test.tenant, id, first, { ...end, status: 500 });
    expect((await newest(id)).lastStatus).toBeNull();
    await desk.record(test.tenant, id, first, { ...end, status: 200 });
    await desk.record(test.tenant, id, second, { ...end, status: 500 });
    expect(await newest(id)).toMatchObject({ state: 'delivered', lastStatus: 200 });
  });

  it('is rung for by the sweep where an attempt is due, in the slow queue where it has failed', async () => {
    const { id } = await test.endpoint('/sweep');
    await publish();
    const rung = async () => {
      await test.app.get(LineSweep).ring();
      const sql = `select name, count(*)::int as count from outbox where payload ->> 'endpointId' = $1 group by name order by name`;
      return (await test.owner.query(sql, [id])).rows.map(({ name, count }) => `${name} ${count}`);
    };
    expect(await rung()).toEqual(['webhook.due 2']);
    // Within ten seconds it is not rung for again.
    await test.app.get(LineSweep).ring();
    test.receiver.on('/sweep', (reply) => reply.writeHead(503).end());
    await work(id);
    await test.passTime(id);
    await test.owner.query(`update webhook_endpoints set slow = true where id = $1`, [id]);
    expect(await rung()).toContain('webhook.due_slow 1');
  });

  it('gives up after ten attempts', async () => {
    const { id } = await test.endpoint('/never');
    test.receiver.on('/never', (reply) => reply.writeHead(500).end());
    await publish();
    for (let attempt = 0; attempt < 11; attempt++) {
      await test.passTime(id);
      await work(id);
    }
    expect(await newest(id)).toMatchObject({ state: 'failed', attempts: 10, nextAttemptAt: null });
    expect(test.receiver.at('/never')).toHaveLength(10);
  });

  it.each([
    ['seconds', () => '3600'],
    ['a date', () => new Date(Date.now() + 3_610_000).toUTCString()],
  ])('waits as long as the server asks, by %s', async (_form, header) => {
    const { id } = await test.endpoint('/busy');
    test.receiver.on('/busy', (reply) => reply.writeHead(429, { 'retry-after': header() }).end());
    await publish();
    await work(id);
    const { nextAttemptAt, log } = await newest(id);
    const pause = Date.parse(nextAttemptAt ?? '') - Date.parse(log[0]?.at ?? '');
    expect(Math.floor(pause / 3_600_000)).toBe(1);
  });

  it('says of every address that may not be called the same as of a closed one', async () => {
    const { id } = await test.endpoint('/inside');
    const closed = await test.endpoint('/closed');
    // Saved before it was forbidden, or a name that has come to mean another address.
    await test.owner.query(`update webhook_endpoints set url = 'https://169.254.169.254/' where id = $1`, [
      id,
    ]);
    await test.owner.query(`update webhook_endpoints set url = 'https://none.invalid/' where id = $1`, [
      closed.id,
    ]);
    await publish();
    await work(id);
    await work(closed.id);
    const seen = async (endpoint: string) => {
      const { status, fault, response } = (await newest(endpoint)).log[0] ?? {};
      return { status, fault, response };
    };
    expect(await seen(id)).toEqual({ status: null, fault: 'unreachable', response: null });
    expect(await seen(closed.id)).toEqual(await seen(id));
  });
});

describe('what a server answers about a call that is erased', () => {
  const answer = 'Thanks, says Ana of 12 Canary Road';

  async function endedCall(): Promise<string> {
    const call = overCall(await makeAgentWith(test.owner, test.tenant, []), Date.now() - 60_000);
    await insertOverCall(test.owner, test.tenant, call);
    return call.id;
  }
  const take = async (endpointId: string, callId: string) => {
    await publish(callId);
    const taken = await test.app.get(DeliveryDesk).take(test.tenant, endpointId);
    const [delivery] = taken?.deliveries ?? [];
    if (!taken || !delivery) throw new Error('nothing was taken');
    return { delivery, end: await test.app.get(MessageSender).send(taken.keys, delivery) };
  };
  const kept = async (endpointId: string) =>
    (await newest(endpointId)).log.map(({ status, response }) => [status, response]);
  const ERASE = 'update calls set erased_at = now() where id = $1';

  it('is kept until then, and not where it comes later', async () => {
    const { id } = await test.endpoint('/late-answer');
    test.receiver.on('/late-answer', (reply) => reply.writeHead(200).end(answer));
    const call = await endedCall();
    const before = await take(id, call);
    await test.app.get(DeliveryDesk).record(test.tenant, id, before.delivery, before.end);
    expect(await kept(id)).toEqual([[200, answer]]);
    const after = await take(id, call);
    await test.owner.query(ERASE, [call]);
    await test.app.get(DeliveryDesk).record(test.tenant, id, after.delivery, after.end);
    expect(await kept(id)).toEqual([[200, null]]);
  });

  it('is not kept where it comes while the call is being erased', async () => {
    const { id } = await test.endpoint('/same-time');
    test.receiver.on('/same-time', (reply) => reply.writeHead(200).end(answer));
    const call = await endedCall();
    const { delivery, end } = await take(id, call);
    await test.owner.query('begin');
    await test.owner.query(ERASE, [call]);
    const recorded = test.app.get(DeliveryDesk).record(test.tenant, id, delivery, end);
    await waitFor(async () => {
      const waiting =
        'select 1 from pg_locks where not granted and transactionid = pg_current_xact_id()::xid';
      return (await test.owner.query(waiting)).rowCount === 1;
    });
    await test.owner.query('commit');
    await recorded;
    expect(await kept(id)).toEqual([[200, null]]);
  });
});

describe('an endpoint that has failed for five days', () => {
  it('is switched off with everything that waits, on record', async () => {
    const { id } = await test.endpoint('/dead');
    test.receiver.on('/dead', (reply) => reply.writeHead(500).end());
    await publish();
    await publish();
    await test.owner.query(
      `update webhook_endpoints set failing_since = now() - interval '5 days', failures = 8 where id = $1`,
      [id],
    );
    await work(id);
    expect(await stateOf(id)).toMatchObject({ enabled: false, off: { reason: 'failing' } });
    expect((await test.deliveries(id)).map(({ state }) => state)).toEqual(['skipped', 'skipped']);
    const audit = `select actor_kind from audit_log where action = 'webhook_endpoint.switched_off' and target_id = $1`;
    expect((await test.owner.query(audit, [id])).rows).toEqual([{ actor_kind: 'system' }]);
    const on = await test.send('PUT', `/webhook-endpoints/${id}`, { enabled: true });
    expect(on.body).toMatchObject({ enabled: true, off: null, failingSince: null });
  });
});

describe('an endpoint that has another address', () => {
  const fail = (path: string) => test.receiver.on(path, (reply) => reply.writeHead(500).end());
  const standing = `select failing_since is null as good, failures, slow from webhook_endpoints where id = $1`;
  const UNTRIED = { good: true, failures: 0, slow: false };

  it('is not held for what the one before did', async () => {
    const { id } = await test.endpoint('/old');
    fail('/new');
    await test.owner.query(
      `update webhook_endpoints set failing_since = now() - interval '5 days', failures = 20, slow = true where id = $1`,
      [id],
    );
    const same = { url: test.receiver.url('/old'), description: 'The same.' };
    expect((await test.send('PUT', `/webhook-endpoints/${id}`, same)).body.failingSince).not.toBeNull();
    const changed = await test.send('PUT', `/webhook-endpoints/${id}`, { url: test.receiver.url('/new') });
    expect(changed.body).toMatchObject({ enabled: true, failingSince: null });
    expect((await test.owner.query(standing, [id])).rows).toEqual([UNTRIED]);
    await publish();
    await work(id);
    expect(await stateOf(id)).toMatchObject({ enabled: true, off: null });
  });

  it('is not judged by what the one before answers late', async () => {
    const { id } = await test.endpoint('/before');
    await publish();
    const desk = test.app.get(DeliveryDesk);
    const [delivery] = (await desk.take(test.tenant, id))?.deliveries ?? [];
    if (!delivery) throw new Error('nothing was taken');
    await test.send('PUT', `/webhook-endpoints/${id}`, { url: test.receiver.url('/after') });
    const gone = { status: 410, durationMs: 5, fault: null, response: '', retryAfterSeconds: undefined };
    await desk.record(test.tenant, id, delivery, gone);
    expect((await newest(id)).lastStatus).toBe(410);
    expect(await stateOf(id)).toMatchObject({ enabled: true, off: null });
    expect((await test.owner.query(standing, [id])).rows).toEqual([UNTRIED]);
  });
});

describe('a message that is made while its endpoint is switched off', () => {
  it('is skipped like those before it, and not sent when the endpoint is on again', async () => {
    const { id } = await test.endpoint('/switched');
    const database = test.app.get(TenantDatabase);
    const isOff = `update webhook_endpoints set off_reason = 'person', off_at = now() where id = $1`;
    const published = await database.withTenant(test.tenant, async (tx) => {
      await tx.query('select from webhook_endpoints where id = $1 for update', [id]);
      const publishing = publish();
      // It has read that the endpoint is on, and waits for its row.
      const waiting = `select 1 from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like '%webhook_deliveries%'`;
      await waitFor(async () => (await test.owner.query(waiting)).rowCount === 1);
      await tx.query(isOff, [id]);
      return { publishing };
    });
    await published.publishing;
    await work(id);
    expect((await test.deliveries(id)).map(({ state }) => state)).toEqual(['skipped']);
    await test.send('PUT', `/webhook-endpoints/${id}`, { enabled: true });
    await work(id);
    expect(test.receiver.at('/switched')).toEqual([]);
  });
});

describe('a rotated secret', () => {
  it('signs beside the old one for a day, and alone where the old one leaked', async () => {
    const { id, secret: first } = await test.endpoint('/rotate');
    const rotate = async (body: object = {}) =>
      (await test.send('POST', `/webhook-endpoints/${id}/rotate-secret`, body)).body;
    const signers = async (...secrets: string[]) => {
      await publish();
      await work(id);
      const message = test.receiver.at('/rotate').at(-1);
      const signed = { headers: message?.headers ?? {}, body: Buffer.from(message?.body ?? '') };
      return secrets.map((secret) => standardWebhookId(signed, [secret], new Date()) !== undefined);
    };
    const { secret: second, oldSecretUntil } = await rotate();
    expect(Math.round((Date.parse(oldSecretUntil) - Date.now()) / 60_000)).toBe(24 * 60);
    expect(await signers(first, second)).toEqual([true, true]);
    await test.owner.query(`update webhook_secrets set expires_at = now() where expires_at is not null`);
    expect(await signers(first, second)).toEqual([false, true]);
    const { secret: third } = await rotate({ keepOld: false });
    expect(await signers(first, second, third)).toEqual([false, false, true]);
    for (let count = 0; count < 4; count++) await rotate();
    expect((await test.send('POST', `/webhook-endpoints/${id}/rotate-secret`, {})).status).toBe(409);
  });
});

describe('the log', () => {
  it('keeps a week, and what still waits', async () => {
    const [{ id }, waiting] = [await test.endpoint('/old'), await test.endpoint('/waits')];
    await publish();
    await work(id);
    const age = `update webhook_messages set created_at = now() - interval '8 days'
      where id in (select message_id from webhook_deliveries where endpoint_id = any($1))`;
    await test.owner.query(age, [[id, waiting.id]]);
    await test.app.get(LineSweep).deleteOld();
    expect(await test.deliveries(id)).toHaveLength(1);
    await work(waiting.id);
    // The other endpoints of this file wait for the same message.
    await test.owner.query(`update webhook_deliveries set state = 'failed' where state = 'pending'`);
    await test.app.get(LineSweep).deleteOld();
    expect(await test.deliveries(id)).toEqual([]);
    const left =
      'select 1 from webhook_attempts a left join webhook_deliveries d on d.id = delivery_id where d.id is null';
    expect((await test.owner.query(left)).rowCount).toBe(0);
  });
});

describe('an endpoint that never answers', () => {
  it('is given fifteen seconds', async () => {
    const { id } = await test.endpoint('/silent');
    test.receiver.on('/silent', () => undefined);
    await publish();
    await work(id);
    const { log } = await newest(id);
    expect(log[0]).toMatchObject({ status: null, fault: 'timeout' });
    expect(log[0]?.durationMs).toBeGreaterThanOrEqual(14_900);
  });
});

describe('a call that begins', () => {
  it('is a fact where somebody listens, and costs nothing where nobody does', async () => {
    const begin = async (tenant: TenantId) => {
      const [agent, call] = [await makeAgentWith(test.owner, tenant, []), newId()];
      await test.owner.query(
        `insert into calls (id, tenant_id, agent_id, channel, status, created_at) values ($1, $2, $3, 'api', 'created', now())`,
        [call, tenant, agent],
      );
      await test.owner.query(
        `update calls set status = 'live', owner = 'g', lease_until = now(), epoch = 1, started_at = now() where id = $1`,
        [call],
      );
      const sql = `select payload from outbox where name = 'call.started' and dedupe_key = $1`;
      return (await test.owner.query(sql, [call])).rows.map(({ payload }) => [
        payload.callId === call,
        payload.channel,
      ]);
    };
    await test.endpoint('/calls', { eventTypes: ['call.started'] });
    expect(await begin(test.tenant)).toEqual([[true, 'api']]);
    expect(await begin(test.neighbour)).toEqual([]);
  });
});
