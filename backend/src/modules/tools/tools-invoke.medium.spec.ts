import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { makeAgentWith } from '../../../test/support/agent-with-tools.js';
import { startToolServer } from '../../../test/support/tool-server.js';
import { createToolTest, type ToolTest } from '../../../test/support/tool-test.js';
import { newId } from '../../platform/crypto/index.js';

let test: ToolTest;
beforeAll(async () => {
  test = await createToolTest();
});
afterEach(() => {
  test.server.seen.length = 0;
  test.server.next.length = 0;
});
afterAll(() => test.close());

describe('invoking a tool', () => {
  it('sends what was described, secrets filled in, and gives the answer', async () => {
    const made = await test.makeTool({
      url: `${test.server.url}/orders/{orderId}?from=voice`,
      headers: { 'X-Key': 'k {{API_KEY}}' },
      secretNames: ['API_KEY'],
    });
    await test.send('PUT', `/tools/${made.tool.id}/secrets`, { API_KEY: 'sk-canary-123456' });
    const path = `/agents/${made.agentId}/tools/${made.tool.id}/invoke`;
    const answer = await test.send('POST', path, { args: { orderId: 'a/../b?', count: 2 } });
    expect(answer).toEqual({ status: 200, body: { outcome: 'result', result: { ok: true } } });
    expect(test.server.seen).toEqual([
      expect.objectContaining({
        method: 'POST',
        url: '/orders/a%2F..%2Fb%3F?from=voice',
        body: '{"count":2}',
      }),
    ]);
    expect(test.server.seen[0]?.headers).toMatchObject({
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
    await test.invoke(await test.makeTool({ method: 'GET' }), { args: { orderId: 'A&1', count: 3 } });
    expect(test.server.seen[0]).toMatchObject({
      method: 'GET',
      url: '/orders?orderId=A%261&count=3',
      body: '',
    });
  });

  it.each([
    [{}, ['args.orderId']],
    [{ orderId: 'A' }, ['args.orderId']],
    [{ orderId: 'A1', count: 0 }, ['args.count']],
    [{ orderId: 'A1', count: 1.5, admin: true }, ['args.count', 'args.admin']],
  ])('refuses arguments that do not fit: %j', async (args, paths) => {
    const made = await test.makeTool();
    const path = `/agents/${made.agentId}/tools/${made.tool.id}/invoke`;
    const { status, body } = await test.send('POST', path, { args });
    expect(status).toBe(422);
    expect(body.error.code).toBe('tool_arguments_invalid');
    expect(body.error.details.map((detail: { path: string }) => detail.path)).toEqual(paths);
    expect(test.server.seen).toEqual([]);
  });

  it.each(['..', '.', '...'])('refuses %j in a path', async (orderId) => {
    const made = await test.makeTool(
      { method: 'DELETE', url: `${test.server.url}/orders/{orderId}` },
      {
        parameters: { type: 'object', properties: { orderId: { type: 'string' } }, required: ['orderId'] },
      },
    );
    expect(await test.invoke(made, { args: { orderId } })).toMatchObject({
      outcome: 'error',
      error: { code: 'tool_arguments_invalid', details: [{ path: 'args.orderId' }] },
    });
    expect(test.server.seen).toEqual([]);
  });

  it('needs the agent to have the tool', async () => {
    const { tool } = await test.makeTool();
    const other = await makeAgentWith(test.owner, test.tenant, []);
    expect(await test.invoke({ tool, agentId: other })).toMatchObject({ error: { code: 'tool_not_found' } });
    for (const [agent, as] of [[other], [(await test.makeTool()).agentId, test.neighbour]] as const) {
      const answer = await test.send('POST', `/agents/${agent}/tools/${tool.id}/invoke`, { args: {} }, as);
      expect(answer).toMatchObject({ status: 404, body: { error: { code: 'tool_not_found' } } });
    }
  });

  it('knows only calls of its tenant', async () => {
    const made = await test.makeTool();
    const path = `/agents/${made.agentId}/tools/${made.tool.id}/invoke`;
    const answer = await test.send('POST', path, { callId: newId(), args: { orderId: 'A1' } });
    expect(answer).toMatchObject({ status: 404, body: { error: { code: 'call_not_found' } } });
    expect(test.server.seen).toEqual([]);
  });

  it('tells what a server refused, and follows it nowhere', async () => {
    test.server.next.push((reply) => reply.writeHead(404).end('no such order'));
    const refused = await test.invoke(await test.makeTool());
    expect(refused).toEqual({
      outcome: 'error',
      error: {
        code: 'tool_failed',
        message: 'The tool answered with status 404.',
        details: [{ path: 'response', message: 'no such order' }],
      },
    });
    test.server.next.push((reply) => reply.writeHead(302, { location: '/elsewhere' }).end());
    expect(await test.invoke(await test.makeTool())).toMatchObject({ outcome: 'error' });
    expect(test.server.seen).toHaveLength(2);
  });

  it('caps long results', async () => {
    test.server.next.push((reply) =>
      reply
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ text: '"é\n'.repeat(30_000) })),
    );
    const answer = await test.invoke(await test.makeTool({ method: 'GET' }));
    expect(answer).toMatchObject({ outcome: 'result', result: { truncated: true } });
    expect(Buffer.byteLength(JSON.stringify('result' in answer && answer.result))).toBeLessThanOrEqual(8_192);
  });
});

describe('the console', () => {
  it('shows the request with its secrets masked, and sends nothing in a dry run', async () => {
    const { tool } = await test.makeTool({
      headers: { authorization: 'Bearer {{KEY}}' },
      secretNames: ['KEY'],
    });
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
        url: `${test.server.url}/orders`,
        headers: { authorization: 'Bearer ••••3456', 'content-type': 'application/json' },
        body: '{"orderId":"A1"}',
      },
    });
    expect(test.server.seen).toEqual([]);
    const real = await test.send('POST', `/tools/${tool.id}/test`, { ...wish, dryRun: false });
    expect(real.body.answer).toEqual({
      ok: true,
      result: { ok: true },
      error: null,
      totalMs: expect.any(Number),
    });
    expect(JSON.stringify(real.body)).not.toContain('canary');
    expect(test.server.seen[0]?.headers.authorization).toBe('Bearer sk-canary-123456');
  });

  it('tells every way of not reaching a server in the same words', async () => {
    const closed = await startToolServer();
    const answers: string[] = [];
    for (const url of ['https://no-such-host.example.com/', 'https://127-0-0-1.invalid-zone.example.org/']) {
      const { tool } = await test.makeTool({ url });
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
