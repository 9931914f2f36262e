import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Tool } from '@orbisvoice/contracts';
import { makeAgentWith } from '../../../test/support/agent-with-tools.js';
import { createTenantTest, type TenantTest } from '../../../test/support/tenant-test.js';
import { startToolServer, type ToolServer } from '../../../test/support/tool-server.js';
import { newId } from '../../platform/crypto/index.js';
import { ToolsFacade, ToolsModule, type ToolInvocation } from './index.js';

let server: ToolServer;
let test: TenantTest;
beforeAll(async () => {
  server = await startToolServer();
  test = await createTenantTest([ToolsModule], { config: { ROLE: 'api', EGRESS_ALLOW: server.host } });
});
afterEach(() => {
  server.seen.length = 0;
  server.next.length = 0;
});
afterAll(async () => {
  await test.close();
  await server.close();
});

let made = 0;
const parameters = {
  type: 'object',
  properties: { orderId: { type: 'string', minLength: 2 }, count: { type: 'integer', minimum: 1 } },
  required: ['orderId'],
};
async function makeTool(http: object = {}, fields: object = {}): Promise<{ tool: Tool; agentId: string }> {
  const tool = await test.send('POST', '/tools', {
    name: `tool_${++made}`,
    description: 'Does it.',
    kind: 'http',
    parameters,
    http: { method: 'POST', url: `${server.url}/orders`, ...http },
    ...fields,
  });
  expect(tool).toMatchObject({ status: 201 });
  const agentId = await makeAgentWith(test.owner, test.tenant, [tool.body.id]);
  return { tool: tool.body, agentId };
}
const invoke = (
  { tool, agentId }: { tool: Tool; agentId: string },
  wish: Partial<ToolInvocation> = {},
  signal = new AbortController().signal,
) =>
  test.app.get(ToolsFacade).invoke(
    test.tenant,
    {
      agentId,
      callId: null,
      toolName: tool.name,
      args: { orderId: 'A1' },
      idempotencyKey: newId(),
      ...wish,
    },
    signal,
  );
const later = (ms: number) => (reply: ServerResponse) => {
  setTimeout(() => reply.end('{"late":true}'), ms);
};

describe('invoking a tool', () => {
  it('sends what was described, secrets filled in, and gives the answer', async () => {
    const made = await makeTool({
      url: `${server.url}/orders/{orderId}?from=voice`,
      headers: { 'X-Key': 'k {{API_KEY}}' },
      secretNames: ['API_KEY'],
    });
    await test.send('PUT', `/tools/${made.tool.id}/secrets`, { API_KEY: 'sk-canary-123456' });
    const path = `/agents/${made.agentId}/tools/${made.tool.id}/invoke`;
    const answer = await test.send('POST', path, { args: { orderId: 'a/../b?', count: 2 } });
    expect(answer).toEqual({ status: 200, body: { outcome: 'result', result: { ok: true } } });
    expect(server.seen).toEqual([
      expect.objectContaining({
        method: 'POST',
        url: '/orders/a%2F..%2Fb%3F?from=voice',
        body: '{"count":2}',
      }),
    ]);
    expect(server.seen[0]?.headers).toMatchObject({
      'x-key': 'k sk-canary-123456',
      'content-type': 'application/json',
    });
    const ledger = await test.owner.query('select * from tool_invocations where tool_id = $1', [
      made.tool.id,
    ]);
    expect(ledger.rows).toEqual([expect.objectContaining({ state: 'succeeded', attempts: 1 })]);
    expect(JSON.stringify(ledger.rows)).not.toContain('canary');
  });

  it('puts arguments into the query of a GET', async () => {
    await invoke(await makeTool({ method: 'GET' }), { args: { orderId: 'A&1', count: 3 } });
    expect(server.seen[0]).toMatchObject({ method: 'GET', url: '/orders?orderId=A%261&count=3', body: '' });
  });

  it.each([
    [{}, ['args.orderId']],
    [{ orderId: 'A' }, ['args.orderId']],
    [{ orderId: 'A1', count: 0 }, ['args.count']],
    [{ orderId: 'A1', count: 1.5, admin: true }, ['args.count', 'args.admin']],
  ])('refuses arguments that do not fit: %j', async (args, paths) => {
    const made = await makeTool();
    const path = `/agents/${made.agentId}/tools/${made.tool.id}/invoke`;
    const { status, body } = await test.send('POST', path, { args });
    expect(status).toBe(422);
    expect(body.error.code).toBe('tool_arguments_invalid');
    expect(body.error.details.map((detail: { path: string }) => detail.path)).toEqual(paths);
    expect(server.seen).toEqual([]);
  });

  it.each(['..', '.', '...'])('refuses %j in a path', async (orderId) => {
    const made = await makeTool(
      { method: 'DELETE', url: `${server.url}/orders/{orderId}` },
      {
        parameters: { type: 'object', properties: { orderId: { type: 'string' } }, required: ['orderId'] },
      },
    );
    expect(await invoke(made, { args: { orderId } })).toMatchObject({
      outcome: 'error',
      error: { code: 'tool_arguments_invalid', details: [{ path: 'args.orderId' }] },
    });
    expect(server.seen).toEqual([]);
  });

  it('needs the agent to have the tool', async () => {
    const { tool } = await makeTool();
    const other = await makeAgentWith(test.owner, test.tenant, []);
    expect(await invoke({ tool, agentId: other })).toMatchObject({ error: { code: 'tool_not_found' } });
    for (const [agent, as] of [[other], [(await makeTool()).agentId, test.neighbour]] as const) {
      const answer = await test.send('POST', `/agents/${agent}/tools/${tool.id}/invoke`, { args: {} }, as);
      expect(answer).toMatchObject({ status: 404, body: { error: { code: 'tool_not_found' } } });
    }
  });

  it('knows only calls of its tenant', async () => {
    const made = await makeTool();
    const path = `/agents/${made.agentId}/tools/${made.tool.id}/invoke`;
    const answer = await test.send('POST', path, { callId: newId(), args: { orderId: 'A1' } });
    expect(answer).toMatchObject({ status: 404, body: { error: { code: 'call_not_found' } } });
    expect(server.seen).toEqual([]);
  });

  it('tells what a server refused, and follows it nowhere', async () => {
    server.next.push((reply) => reply.writeHead(404).end('no such order'));
    const refused = await invoke(await makeTool());
    expect(refused).toEqual({
      outcome: 'error',
      error: {
        code: 'tool_failed',
        message: 'The tool answered with status 404.',
        details: [{ path: 'response', message: 'no such order' }],
      },
    });
    server.next.push((reply) => reply.writeHead(302, { location: '/elsewhere' }).end());
    expect(await invoke(await makeTool())).toMatchObject({ outcome: 'error' });
    expect(server.seen).toHaveLength(2);
  });

  it('caps long results', async () => {
    server.next.push((reply) =>
      reply
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ text: '"é\n'.repeat(30_000) })),
    );
    const answer = await invoke(await makeTool({ method: 'GET' }));
    expect(answer).toMatchObject({ outcome: 'result', result: { truncated: true } });
    expect(Buffer.byteLength(JSON.stringify('result' in answer && answer.result))).toBeLessThanOrEqual(8_192);
  });
});

describe('the ledger', () => {
  it('makes one effect of fifty at once, and tells all of them', async () => {
    const made = await makeTool();
    server.next.push(later(300));
    const idempotencyKey = newId();
    const answers = await Promise.all(Array.from({ length: 50 }, () => invoke(made, { idempotencyKey })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toEqual({ outcome: 'result', result: { text: '{"late":true}' } });
    expect(server.seen).toHaveLength(1);
  });

  it('makes one effect of ten requests with one Idempotency-Key', async () => {
    const made = await makeTool();
    server.next.push(later(200));
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
    expect(server.seen).toHaveLength(1);
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
    const made = await makeTool({ method, timeoutMs: 500, ...fields });
    server.next.push(() => undefined);
    const idempotencyKey = newId();
    const first = await invoke(made, { idempotencyKey });
    const code = times === 1 ? 'tool_in_doubt' : 'tool_failed';
    expect(first).toMatchObject({ outcome: 'error', error: { code } });
    const second = await invoke(made, { idempotencyKey });
    expect(second).toMatchObject(times === 1 ? { error: { code } } : { outcome: 'result' });
    expect(server.seen).toHaveLength(times);
  });

  it('says of an effect whose process died that it is in doubt', async () => {
    const made = await makeTool();
    const idempotencyKey = newId();
    await invoke(made, { idempotencyKey });
    await test.owner.query(
      `update tool_invocations set state = 'started', outcome = null, deadline_at = now() - interval '1 s'
       where idempotency_key = $1`,
      [idempotencyKey],
    );
    expect(await invoke(made, { idempotencyKey })).toMatchObject({ error: { code: 'tool_in_doubt' } });
    expect(server.seen).toHaveLength(1);
  });

  it('retries what does no harm, within the tool’s time', async () => {
    const busy = (reply: ServerResponse) => reply.writeHead(503).end();
    server.next.push(busy, busy);
    expect(await invoke(await makeTool({ method: 'GET', retries: 2 }))).toMatchObject({ outcome: 'result' });
    expect(server.seen).toHaveLength(3);
    server.seen.length = 0;
    server.next.push(busy);
    expect(await invoke(await makeTool({ retries: 2 }))).toMatchObject({ outcome: 'error' });
    expect(server.seen).toHaveLength(1);
  });

  it('shows no row to a neighbour', async () => {
    const { rows } = await test.owner.query('select distinct tenant_id from tool_invocations');
    expect(rows).toEqual([{ tenant_id: test.tenant }]);
  });
});

describe('a server that keeps failing', () => {
  it('is left alone after five times', async () => {
    const flaky = await startToolServer();
    const fresh = await createTenantTest([ToolsModule], {
      config: { ROLE: 'api', EGRESS_ALLOW: flaky.host },
    });
    try {
      const http = { method: 'GET', url: flaky.url };
      const wish = { name: 'flaky', description: 'x', kind: 'http', http };
      const tool = (await fresh.send('POST', '/tools', wish)).body as Tool;
      const agentId = await makeAgentWith(fresh.owner, fresh.tenant, [tool.id]);
      const path = `/agents/${agentId}/tools/${tool.id}/invoke`;
      for (let round = 0; round < 8; round++) {
        flaky.next.push((reply) => reply.writeHead(500).end());
        expect((await fresh.send('POST', path, {})).status).toBe(502);
      }
      expect(flaky.seen).toHaveLength(5);
    } finally {
      await fresh.close();
      await flaky.close();
    }
  });
});

describe('a team’s tools in flight', () => {
  it('are twenty at most', async () => {
    const made = await makeTool();
    for (let index = 0; index < 30; index++) server.next.push(later(400));
    const answers = await Promise.all(Array.from({ length: 30 }, () => invoke(made)));
    const refused = answers.filter(
      (answer) => answer.outcome === 'error' && answer.error.code === 'concurrency_limited',
    );
    expect(refused).toHaveLength(30 - server.seen.length);
    expect(server.seen).toHaveLength(20);
  });
});

describe('a tool that asks first', () => {
  it('acts only on the token of the same arguments, and once', async () => {
    const made = await makeTool({}, { confirm: true });
    const [declared] = await test.app.get(ToolsFacade).declarationsFor(test.tenant, made.agentId);
    expect(Object.keys(declared?.declaration.parameters.properties ?? {})).toContain('_confirmed');
    const asked = await invoke(made);
    expect(asked).toMatchObject({ outcome: 'confirmation', result: { status: 'confirmation_required' } });
    const token = asked.outcome === 'confirmation' ? asked.token : '';
    expect(server.seen).toEqual([]);
    for (const _confirmed of ['yes', true, `${token}x`])
      expect(await invoke(made, { args: { orderId: 'A1', _confirmed } })).toMatchObject({
        outcome: 'confirmation',
      });
    const other = await invoke(made, { args: { orderId: 'B2', _confirmed: token } });
    expect(other).toMatchObject({ outcome: 'confirmation' });
    expect(server.seen).toEqual([]);
    const agreed = { args: { orderId: 'A1', _confirmed: token } };
    const answers = await Promise.all([invoke(made, agreed), invoke(made, agreed), invoke(made, agreed)]);
    for (const answer of answers) expect(answer).toEqual({ outcome: 'result', result: { ok: true } });
    expect(server.seen.map(({ body }) => body)).toEqual(['{"orderId":"A1"}']);
  });
});

describe('the console', () => {
  it('shows the request with its secrets masked, and sends nothing in a dry run', async () => {
    const { tool } = await makeTool({ headers: { authorization: 'Bearer {{KEY}}' }, secretNames: ['KEY'] });
    const dry = await test.send('POST', `/tools/${tool.id}/test`, { args: { orderId: 'A1' } });
    expect(dry.body.request.headers.authorization).toBe('Bearer (not set)');
    await test.send('PUT', `/tools/${tool.id}/secrets`, { KEY: 'sk-canary-123456' });
    const wish = { args: { orderId: 'A1' }, dryRun: true };
    const { status, body } = await test.send('POST', `/tools/${tool.id}/test`, wish);
    expect(status).toBe(200);
    expect(body).toEqual({
      dryRun: true,
      answer: null,
      request: {
        method: 'POST',
        url: `${server.url}/orders`,
        headers: { authorization: 'Bearer ••••3456', 'content-type': 'application/json' },
        body: '{"orderId":"A1"}',
      },
    });
    expect(server.seen).toEqual([]);
    const real = await test.send('POST', `/tools/${tool.id}/test`, { ...wish, dryRun: false });
    expect(real.body.answer).toEqual({
      ok: true,
      result: { ok: true },
      error: null,
      totalMs: expect.any(Number),
    });
    expect(JSON.stringify(real.body)).not.toContain('canary');
    expect(server.seen[0]?.headers.authorization).toBe('Bearer sk-canary-123456');
  });

  it('tells every way of not reaching a server in the same words', async () => {
    const closed = await startToolServer();
    const answers: string[] = [];
    for (const url of ['https://no-such-host.example.com/', 'https://127-0-0-1.invalid-zone.example.org/']) {
      const { tool } = await makeTool({ url });
      const { body } = await test.send('POST', `/tools/${tool.id}/test`, {
        args: { orderId: 'A1' },
        dryRun: false,
      });
      answers.push(body.answer.error);
    }
    await closed.close();
    expect(new Set(answers)).toEqual(new Set(['The tool could not be reached.']));
  });
});
