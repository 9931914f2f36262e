import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CreatedWebhookEndpoint, MAX_WEBHOOK_ENDPOINTS, WebhookEndpoint } from '@orbisvoice/contracts';
import { createWebhookTest, type WebhookTest } from '../../../test/support/webhook-test.js';
import { newId } from '../../platform/crypto/index.js';
import { tenantId } from '../../platform/database/index.js';
import { CORPUS_URLS } from '../../../bench/ssrf/corpus.mjs';

let test: WebhookTest;
beforeAll(async () => {
  test = await createWebhookTest({ ROLE: 'api' });
});
afterAll(() => test.close());

const path = '/webhook-endpoints';
const wish = { url: 'https://hooks.example.com/orbis', eventTypes: ['call.ended', 'call.ended'] };

describe('webhook endpoints', () => {
  it('are made, read, changed and deleted; their secret is shown once and sealed', async () => {
    const made = await test.send('POST', path, { ...wish, description: 'CRM' });
    expect(made.status).toBe(201);
    const { secret, ...endpoint } = CreatedWebhookEndpoint.strict().parse(made.body);
    expect(endpoint).toMatchObject({
      enabled: true,
      off: null,
      eventTypes: ['call.ended'],
      oldSecretUntil: null,
    });
    expect((await test.send('GET', `${path}/${endpoint.id}`)).body).toEqual(endpoint);
    expect((await test.send('GET', path)).body).toEqual({ items: [endpoint], nextCursor: null });
    const rows = JSON.stringify((await test.owner.query('select * from webhook_secrets')).rows);
    expect(rows).not.toContain(secret.slice(6));
    const changed = await test.send('PUT', `${path}/${endpoint.id}`, { enabled: false });
    expect(WebhookEndpoint.strict().parse(changed.body)).toMatchObject({
      description: 'CRM',
      off: { reason: 'person' },
    });
    expect((await test.send('DELETE', `${path}/${endpoint.id}`)).status).toBe(204);
    expect((await test.send('GET', `${path}/${endpoint.id}`)).body.error.code).toBe(
      'webhook_endpoint_not_found',
    );
    const audit = `select action from audit_log where target_id = $1 order by id`;
    expect((await test.owner.query(audit, [endpoint.id])).rows.map(({ action }) => action)).toEqual(
      ['created', 'updated', 'deleted'].map((what) => `webhook_endpoint.${what}`),
    );
  });

  it('may not point inside', async () => {
    for (const url of [...CORPUS_URLS.map((one) => one.replace('PORT', '80')), 'http://hooks.example.com/']) {
      const answer = await test.send('POST', path, { ...wish, url });
      // What is no URL at all is malformed, the rest makes no sense.
      expect([url, answer.status]).toEqual([url, url === '' ? 400 : 422]);
      expect(answer.body.error.details[0].path).toBe('url');
    }
  });

  it.each([
    ['eventTypes', { eventTypes: [] }],
    ['eventTypes.0', { eventTypes: ['call.exploded'] }],
    ['eventTypes.0', { eventTypes: ['webhook.test'] }],
    ['url', { url: '' }],
    ['description', { description: 'a\u0000b' }],
    ['', { secret: 'whsec_mine' }],
  ])('are refused with a malformed %s', async (place, fields) => {
    const answer = await test.send('POST', path, { ...wish, ...fields });
    expect(answer.status).toBe(400);
    expect(answer.body.error.details[0].path).toBe(place);
  });

  it('belong to their team alone', async () => {
    const { id } = await test.endpoint('/mine');
    const range = { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' };
    const routes: [string, string, unknown?][] = [
      ['GET', ''],
      ['PUT', '', { description: 'x' }],
      ['DELETE', ''],
      ['POST', '/rotate-secret', {}],
      ['POST', '/test'],
      ['POST', '/replay', range],
      ['GET', '/deliveries'],
      ['GET', `/deliveries/${newId()}`],
      ['POST', `/deliveries/${newId()}/replay`],
    ];
    for (const [method, rest, body] of routes) {
      const asked = (endpoint: string, as = test.neighbour) =>
        test.send(method, `${path}/${endpoint}${rest}`, body, as);
      const foreign = await asked(id);
      expect([method, rest, foreign.status]).toEqual([method, rest, 404]);
      const { requestId: _one, ...error } = foreign.body.error;
      const { requestId: _two, ...unknown } = (await asked(newId())).body.error;
      expect(error).toEqual(unknown);
      expect((await asked('no-uuid')).status).toBe(404);
    }
    expect((await test.send('GET', path, undefined, test.neighbour)).body.items).toEqual([]);
    expect((await test.send('GET', `${path}/${id}`)).status).toBe(200);
  });

  it('hide from another team even where a query forgets to ask whose they are', async () => {
    await test.owner.query('set role orbis_app');
    await test.owner.query(`select set_config('app.tenant_id', $1, false)`, [test.neighbour]);
    for (const table of ['endpoints', 'secrets', 'messages', 'deliveries', 'attempts'])
      expect((await test.owner.query(`select 1 from webhook_${table}`)).rowCount).toBe(0);
    await test.owner.query('reset role');
  });

  it('are made once for one Idempotency-Key, and test once', async () => {
    const key = newId();
    const post = async (place: string, body: object) => {
      const answer = await fetch(`${test.url}${place}`, {
        method: 'POST',
        headers: { 'x-test-tenant': test.tenant, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
      });
      return (await answer.json()) as { id: string };
    };
    const made = await post(path, wish);
    expect(await post(path, wish)).toEqual(made);
    const sent = async () => (await test.send('POST', `${path}/${made.id}/test`)).status;
    expect([await sent(), await sent()]).toEqual([202, 202]);
    expect(await test.deliveries(made.id)).toHaveLength(2);
  });

  it('list deliveries page by page and by state', async () => {
    const { id } = await test.endpoint('/pages');
    for (let count = 0; count < 5; count++) await test.send('POST', `${path}/${id}/test`);
    const first = await test.send('GET', `${path}/${id}/deliveries?limit=3`);
    const rest = await test.send('GET', `${path}/${id}/deliveries?limit=3&cursor=${first.body.nextCursor}`);
    const ids = [...first.body.items, ...rest.body.items].map((one: { id: string }) => one.id);
    expect([ids.length, rest.body.nextCursor]).toEqual([5, null]);
    expect(ids).toEqual([...ids].sort().reverse());
    expect((await test.send('GET', `${path}/${id}/deliveries?state=failed`)).body.items).toEqual([]);
    expect((await test.send('GET', `${path}/${id}/deliveries?type=call.ended`)).body.items).toEqual([]);
    expect((await test.send('GET', `${path}/${id}/deliveries?cursor=x`)).status).toBe(400);
    const replayed = await test.send('POST', `${path}/${id}/deliveries/${ids[0]}/replay`);
    expect(replayed).toMatchObject({ status: 202, body: { trigger: 'replay', state: 'pending' } });
    expect(replayed.body.messageId).toBe(first.body.items[0].messageId);
  });

  it('are at most twenty', async () => {
    const rich = tenantId(newId());
    await test.owner.query(
      `insert into tenants (id, name, rate_limit_per_minute, created_at) values ($1, 'Rich', 100, now())`,
      [rich],
    );
    for (let count = 0; count < MAX_WEBHOOK_ENDPOINTS; count++) await test.send('POST', path, wish, rich);
    expect((await test.send('POST', path, wish, rich)).status).toBe(409);
  });
});
