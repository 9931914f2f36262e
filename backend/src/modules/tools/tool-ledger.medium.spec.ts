import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { createToolTest, later, type ToolTest } from '../../../test/support/tool-test.js';
import { newId } from '../../platform/crypto/index.js';
import { ToolsFacade } from './index.js';

let test: ToolTest;
beforeAll(async () => {
  test = await createToolTest();
});
afterEach(() => {
  test.server.seen.length = 0;
  test.server.next.length = 0;
});
afterAll(() => test.close());

describe('the ledger', () => {
  it('makes one effect of fifty at once, and tells all of them', async () => {
    const made = await test.makeTool();
    test.server.next.push(later(300));
    const idempotencyKey = newId();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => test.invoke(made, { idempotencyKey })),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toEqual({ outcome: 'result', result: { text: '{"late":true}' } });
    expect(test.server.seen).toHaveLength(1);
  });

  it('does not ask again about what was agreed to and begun, where the token is not known any more', async () => {
    const made = await test.makeTool({}, { confirm: true });
    const idempotencyKey = newId();
    const args = { orderId: 'A1' };
    const asked = await test.invoke(made, { args });
    const _confirmed = asked.outcome === 'confirmation' ? asked.token : '';
    const done = await test.invoke(made, { idempotencyKey, args: { ...args, _confirmed } });
    expect(done).toMatchObject({ outcome: 'result' });
    expect(await test.invoke(made, { idempotencyKey, args })).toEqual(done);
    const other = await test.invoke(made, { idempotencyKey, args: { orderId: 'B2' } });
    expect(other).toMatchObject({ outcome: 'confirmation' });
    expect(test.server.seen).toHaveLength(1);
  });

  it('makes one effect of ten requests with one Idempotency-Key', async () => {
    const made = await test.makeTool();
    test.server.next.push(later(200));
    const send = (args: object) =>
      fetch(`${test.url}/agents/${made.agentId}/tools/${made.tool.id}/invoke`, {
        method: 'POST',
        headers: {
          'x-test-tenant': test.tenant,
          'content-type': 'application/json',
          'idempotency-key': 'k1',
        },
        body: JSON.stringify({ args }),
      });
    const answers = await Promise.all(Array.from({ length: 10 }, () => send({ orderId: 'A1' })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(test.server.seen).toHaveLength(1);
    const other = await send({ orderId: 'B2' });
    expect(await other.json()).toMatchObject({ error: { code: 'idempotency_key_reused' } });
  });

  it.each([
    ['POST', {}, 1],
    ['PATCH', {}, 1],
    ['POST', { idempotencyKey: true }, 2],
    ['PUT', {}, 2],
    ['GET', {}, 2],
  ])('of a %s without an answer %j begins %d times for one key', async (method, fields, times) => {
    const made = await test.makeTool({ method, timeoutMs: 500, ...fields });
    test.server.next.push(() => undefined);
    const idempotencyKey = newId();
    const first = await test.invoke(made, { idempotencyKey });
    const code = times === 1 ? 'tool_in_doubt' : 'tool_failed';
    expect(first).toMatchObject({ outcome: 'error', error: { code } });
    const second = await test.invoke(made, { idempotencyKey });
    expect(second).toMatchObject(times === 1 ? { error: { code } } : { outcome: 'result' });
    expect(test.server.seen).toHaveLength(times);
  });

  it('says of an effect whose process died that it is in doubt', async () => {
    const made = await test.makeTool();
    const idempotencyKey = newId();
    await test.invoke(made, { idempotencyKey });
    await test.owner.query(
      `update tool_invocations set state = 'started', outcome = null, deadline_at = now() - interval '1 s'
       where idempotency_key = $1`,
      [idempotencyKey],
    );
    expect(await test.invoke(made, { idempotencyKey })).toMatchObject({ error: { code: 'tool_in_doubt' } });
    expect(test.server.seen).toHaveLength(1);
  });

  it('retries what does no harm, within the tool’s time', async () => {
    const busy = (reply: ServerResponse) => reply.writeHead(503).end();
    test.server.next.push(busy, busy);
    expect(await test.invoke(await test.makeTool({ method: 'GET', retries: 2 }))).toMatchObject({
      outcome: 'result',
    });
    expect(test.server.seen).toHaveLength(3);
    test.server.seen.length = 0;
    test.server.next.push(busy);
    expect(await test.invoke(await test.makeTool({ retries: 2 }))).toMatchObject({ outcome: 'error' });
    expect(test.server.seen).toHaveLength(1);
  });

  it('tries an address that may not be called as often as one where nobody answers', async () => {
    const made = await test.makeTool({ method: 'GET', retries: 1, url: 'https://api.example.com/' });
    // As if it had been saved before such addresses were refused.
    const inside = `update tools set http = jsonb_set(http::jsonb, '{url}', '"https://10.0.0.1/"') where id = $1`;
    await test.owner.query(inside, [made.tool.id]);
    const began = performance.now();
    expect(await test.invoke(made)).toMatchObject({ error: { code: 'tool_failed' } });
    // Two refusals of 250 ms and a pause of 200 ms.
    expect(performance.now() - began).toBeGreaterThan(680);
  });

  it('shows no row to a neighbour', async () => {
    const { rows } = await test.owner.query('select distinct tenant_id from tool_invocations');
    expect(rows).toEqual([{ tenant_id: test.tenant }]);
  });
});

describe('a tool that asks first', () => {
  it('acts only on the token of the same arguments, and once', async () => {
    const made = await test.makeTool({}, { confirm: true });
    const [declared] = await test.app
      .get(ToolsFacade)
      .declarationsFor(test.tenant, made.agentId, [made.tool.id]);
    expect(Object.keys(declared?.declaration.parameters.properties ?? {})).toContain('_confirmed');
    const asked = await test.invoke(made);
    expect(asked).toMatchObject({ outcome: 'confirmation', result: { status: 'confirmation_required' } });
    const token = asked.outcome === 'confirmation' ? asked.token : '';
    expect(test.server.seen).toEqual([]);
    for (const _confirmed of ['yes', true, `${token}x`])
      expect(await test.invoke(made, { args: { orderId: 'A1', _confirmed } })).toMatchObject({
        outcome: 'confirmation',
      });
    const other = await test.invoke(made, { args: { orderId: 'B2', _confirmed: token } });
    expect(other).toMatchObject({ outcome: 'confirmation' });
    expect(test.server.seen).toEqual([]);
    const agreed = { args: { orderId: 'A1', _confirmed: token } };
    const answers = await Promise.all([
      test.invoke(made, agreed),
      test.invoke(made, agreed),
      test.invoke(made, agreed),
    ]);
    for (const answer of answers) expect(answer).toEqual({ outcome: 'result', result: { ok: true } });
    expect(test.server.seen.map(({ body }) => body)).toEqual(['{"orderId":"A1"}']);
  });
});
