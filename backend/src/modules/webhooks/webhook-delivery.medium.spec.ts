import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WEBHOOK_EVENTS, type WebhookDelivery } from '@orbisvoice/contracts';
import { makeAgentWith } from '../../../test/support/agent-with-tools.js';
import { waitFor } from '../../../test/support/wait-for.js';
import { createWebhookTest, type WebhookTest } from '../../../test/support/webhook-test.js';
import { newId, standardWebhookId } from '../../platform/crypto/index.js';

const delivered = ({ state }: WebhookDelivery) => state === 'delivered';
const tried =
  (times: number) =>
  ({ attempts, lastDurationMs }: WebhookDelivery) =>
    attempts === times && lastDurationMs !== null;

describe.each([['Postgres'], ['Redis']])('webhooks with the queue on %s', (backend) => {
  let test: WebhookTest;
  beforeAll(async () => {
    const redis = process.env.ORBIS_TEST_REDIS_URL ?? '';
    test = await createWebhookTest(backend === 'Redis' ? { REDIS_URL: redis } : {});
  });
  afterAll(() => test.close());

  const firstAttempts = async () => {
    const figures = await (await fetch(`${test.url}/metrics`)).text();
    const figure = (name: string) =>
      Number(new RegExp(`^orbis_webhook_first_attempt_seconds_${name} (\\S+)$`, 'm').exec(figures)?.[1]);
    return { count: figure('count'), seconds: figure('sum') };
  };

  it('tell an endpoint what happened, signed, once', async () => {
    const { id, secret } = await test.endpoint('/good');
    const bookingId = await test.book();
    const { messageId, body, log } = await test.settled(id, delivered);
    const [message, ...more] = test.receiver.at('/good');
    expect(more).toEqual([]);
    const { type, timestamp, data } = JSON.parse(message?.body ?? '');
    expect([type, timestamp]).toEqual(['booking.created', '2026-11-30T09:00:00.000Z']);
    expect(WEBHOOK_EVENTS['booking.created'].strict().parse(data)).toMatchObject({ bookingId });
    const signed = { headers: message?.headers ?? {}, body: Buffer.from(message?.body ?? '') };
    expect(standardWebhookId(signed, [secret], new Date())).toBe(messageId);
    expect(message?.headers['content-type']).toBe('application/json');
    expect(body).toBe(message?.body);
    expect(log).toEqual([expect.objectContaining({ number: 1, status: 204, fault: null, response: '' })]);
    const { count, seconds } = await firstAttempts();
    expect(count).toBe(1);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThan(30);
  });

  // This fact is stated by the database itself, and its id says when.
  it('count how long it took to tell of a call that begins', async () => {
    const { id } = await test.endpoint('/calls', { eventTypes: ['call.started'] });
    const before = await firstAttempts();
    const [agent, call] = [await makeAgentWith(test.owner, test.tenant, []), newId()];
    await test.owner.query(
      `insert into calls (id, tenant_id, agent_id, channel, status, created_at)
       values ($1, $2, $3, 'api', 'created', now())`,
      [call, test.tenant, agent],
    );
    await test.owner.query(
      `update calls set status = 'live', owner = 'g', lease_until = now(), epoch = 1, started_at = now() where id = $1`,
      [call],
    );
    await test.settled(id, delivered);
    const { count, seconds } = await firstAttempts();
    expect(count - before.count).toBe(1);
    expect(seconds - before.seconds).toBeGreaterThan(0);
    expect(seconds - before.seconds).toBeLessThan(30);
    const [fact] = (await test.owner.query(`select id from outbox where name = 'call.started'`)).rows;
    expect(fact.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('are lined up once however often a fact is worked on', async () => {
    const { id } = await test.endpoint('/once');
    const bookingId = await test.book();
    await test.settled(id, delivered);
    // As if a worker had died after its commit and before anybody learnt of it.
    const fact = `(select id from outbox where payload ->> 'bookingId' = $1)`;
    await test.owner.query(`delete from processed where outbox_id = ${fact}`, [bookingId]);
    const overdue = `update outbox set state = 'open', next_at = now(), lease_until = null where id = ${fact}`;
    await test.owner.query(overdue, [bookingId]);
    await waitFor(async () => {
      // Others act on the fact as well, and they are not here: done is what this module did.
      const done = `select 1 from processed where outbox_id = ${fact} and consumer = 'publish-booking-created'`;
      return (await test.owner.query(done, [bookingId])).rowCount === 1;
    });
    expect(await test.deliveries(id)).toHaveLength(1);
    expect(test.receiver.at('/once')).toHaveLength(1);
  });

  it('go on after failures, with the same id and a new timestamp', async () => {
    const { id } = await test.endpoint('/shaky');
    test.receiver.on('/shaky', (reply) => reply.writeHead(500).end('out of order'));
    await test.book();
    const failed = await test.settled(id, tried(1));
    expect(failed).toMatchObject({ state: 'pending', lastStatus: 500 });
    const waitMs = Date.parse(failed.nextAttemptAt ?? '') - Date.parse(failed.log[0]?.at ?? '');
    expect(waitMs).toBeGreaterThanOrEqual(5_000);
    expect((await test.send('GET', `/webhook-endpoints/${id}`)).body.failingSince).not.toBeNull();
    test.receiver.on('/shaky', (reply) => reply.writeHead(201).end('thanks'));
    await test.passTime(id);
    const { log } = await test.settled(id, delivered);
    expect(log).toEqual([
      expect.objectContaining({ status: 500, response: 'out of order' }),
      expect.objectContaining({ status: 201, response: 'thanks' }),
    ]);
    const ids = test.receiver.at('/shaky').map(({ headers }) => headers['webhook-id']);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
    expect((await test.send('GET', `/webhook-endpoints/${id}`)).body.failingSince).toBeNull();
  });

  it('follow no redirect', async () => {
    const { id } = await test.endpoint('/moved');
    test.receiver.on('/moved', (reply) => reply.writeHead(307, { location: '/elsewhere' }).end());
    await test.book();
    expect(await test.settled(id, tried(1))).toMatchObject({ state: 'pending', lastStatus: 307 });
    expect(test.receiver.at('/elsewhere')).toEqual([]);
  });

  it('take the status of an answer whose body never ends, and little of a long one', async () => {
    const drip = await test.endpoint('/drip');
    test.receiver.on('/drip', (reply) => {
      reply.writeHead(200).write('a');
      const timer = setInterval(() => reply.write('a'), 100);
      reply.on('close', () => clearInterval(timer));
    });
    const flood = await test.endpoint('/flood');
    test.receiver.on('/flood', (reply) => reply.writeHead(200).end('b'.repeat(500_000)));
    await test.book();
    const [slow, long] = [await test.settled(drip.id, delivered), await test.settled(flood.id, delivered)];
    expect(slow.log[0]?.response).toMatch(/^a{1,40}$/);
    expect(long.log[0]?.response).toBe('b'.repeat(1_024));
  });

  it('stop at 410, and keep what came meanwhile for a replay', async () => {
    const { id } = await test.endpoint('/gone');
    test.receiver.on('/gone', (reply) => reply.writeHead(410).end());
    await test.book();
    await test.settled(id, ({ state }) => state === 'failed');
    const off = await test.send('GET', `/webhook-endpoints/${id}`);
    expect(off.body).toMatchObject({ enabled: false, off: { reason: 'gone' } });
    await test.book();
    await test.settled(id, ({ state }) => state === 'skipped');
    const range = { from: new Date(Date.now() - 3_600_000).toISOString(), to: new Date().toISOString() };
    const refused = await test.send('POST', `/webhook-endpoints/${id}/replay`, range);
    expect(refused.body.error.code).toBe('webhook_endpoint_off');

    test.receiver.on('/gone', (reply) => reply.writeHead(200).end());
    await test.send('PUT', `/webhook-endpoints/${id}`, { enabled: true });
    const to = new Date(Date.now() + 1_000).toISOString();
    const replayed = await test.send('POST', `/webhook-endpoints/${id}/replay`, { ...range, to });
    expect(replayed).toMatchObject({ status: 202, body: { count: 2 } });
    await waitFor(() => test.receiver.at('/gone').length === 3);
    await waitFor(async () => (await test.deliveries(id)).filter(delivered).length === 2);
    const again = await test.send('POST', `/webhook-endpoints/${id}/replay`, { ...range, to });
    expect(again.body).toEqual({ count: 0 });
  });

  it('never wait behind an endpoint that hangs, and bother none with more than four requests at once', async () => {
    // Those of the tests before would listen too.
    await test.owner.query('delete from webhook_endpoints');
    test.receiver.on('/hang', () => undefined);
    const hanging = await test.endpoint('/hang', { eventTypes: ['call.ended', 'booking.created'] });
    const lively = await test.endpoint('/lively');
    test.receiver.on('/lively', (reply) => setTimeout(() => reply.writeHead(204).end(), 50));
    for (let count = 0; count < 12; count++) await test.book();
    await waitFor(() => test.receiver.at('/lively').length === 12, 30_000);
    expect(test.receiver.mostAtOnce('/lively')).toBeLessThanOrEqual(4);
    await waitFor(() => test.receiver.at('/hang').length === 4, 30_000);
    expect((await test.deliveries(hanging.id)).every(({ lastDurationMs }) => lastDurationMs === null)).toBe(
      true,
    );
    await waitFor(async () => (await test.deliveries(lively.id)).every(delivered));
    await test.send('DELETE', `/webhook-endpoints/${hanging.id}`);
  });
});
