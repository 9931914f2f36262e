import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Tool } from '@orbisvoice/contracts';
import { makeAgentWith } from '../../../test/support/agent-with-tools.js';
import { createTenantTest, type TenantTest } from '../../../test/support/tenant-test.js';
import { newId } from '../../platform/crypto/index.js';
import { ToolsModule } from './index.js';

let test: TenantTest;
beforeAll(async () => {
  test = await createTenantTest([ToolsModule], { config: { ROLE: 'api' } });
});
afterAll(() => test.close());

let made = 0;
const parameters = {
  type: 'object',
  properties: { zebra: { type: 'string' }, orderId: { type: 'string' }, note: { type: 'string' } },
  required: ['orderId'],
};
const http = {
  method: 'GET',
  url: 'https://api.example.com/orders/{orderId}',
  headers: { authorization: 'Bearer {{API_KEY}}' },
  secretNames: ['API_KEY'],
};
const wish = (fields: object = {}) => ({
  name: `look_up_${++made}`,
  description: 'Looks up an order.',
  kind: 'http',
  parameters,
  http,
  ...fields,
});
const create = async (fields: object = {}): Promise<Tool> => {
  const answer = await test.send('POST', '/tools', wish(fields));
  expect(answer).toMatchObject({ status: 201 });
  return answer.body;
};
const pathsOf = (body: { error: { details: { path: string }[] } }) =>
  body.error.details.map(({ path }) => path);

describe('tools', () => {
  it('are created with the defaults of the contract and keep the order of their parameters', async () => {
    const tool = await create();
    expect(Tool.strict().parse(tool)).toEqual(tool);
    expect(tool).toMatchObject({ confirm: false, filler: '', background: false, builtin: null, secrets: [] });
    expect(tool.http).toEqual({ ...http, timeoutMs: 10_000, retries: 0, idempotencyKey: false });
    const read = await test.send('GET', `/tools/${tool.id}`);
    expect(read.body).toEqual(tool);
    expect(Object.keys(read.body.parameters.properties)).toEqual(['zebra', 'orderId', 'note']);
    expect((await test.send('GET', '/tools')).body.items[0]).toEqual(tool);
  });

  it('may be built in, with parameters of their own, or answered by the page', async () => {
    const mail = await create({ kind: 'builtin', http: undefined, builtin: { name: 'sendEmail' } });
    expect(mail.builtin).toEqual({ name: 'sendEmail', settings: { recipients: [], toMembers: true } });
    expect(Object.keys(mail.parameters.properties as object)).toEqual(['to', 'subject', 'text']);
    expect(await create({ kind: 'client', http: undefined })).toMatchObject({ kind: 'client', http: null });
  });

  it('keep what a PUT does not name', async () => {
    const tool = await create({ filler: 'One moment.' });
    const answer = await test.send('PUT', `/tools/${tool.id}`, { confirm: true });
    expect(answer.body).toEqual({ ...tool, confirm: true, updatedAt: answer.body.updatedAt });
  });

  it.each([
    ['name', { name: 'look up' }],
    ['name', { name: '1st' }],
    ['description', { description: '' }],
    ['http.method', { http: { ...http, method: 'TRACE' } }],
    ['http.timeoutMs', { http: { ...http, timeoutMs: 60_000 } }],
    ['http.headers.a b', { http: { ...http, headers: { 'a b': 'x' } } }],
    ['http.headers.x', { http: { ...http, headers: { x: 'a\r\nb: c' } } }],
    ['parameters.type', { parameters: { type: 'string' } }],
    ['parameters.required.0', { parameters: { type: 'object', required: ['x'] } }],
    [
      'parameters.properties.a.pattern',
      { parameters: { type: 'object', properties: { a: { type: 'string', pattern: '(a+)+$' } } } },
    ],
    ['parameters.$ref', { parameters: { type: 'object', $ref: '#/x' } }],
    ['parameters.properties._x', { parameters: { type: 'object', properties: { _x: { type: 'string' } } } }],
  ])('are refused with a malformed %s', async (path, fields) => {
    const answer = await test.send('POST', '/tools', wish(fields));
    expect(answer.status).toBe(400);
    expect(pathsOf(answer.body)).toContain(path);
  });

  it.each([
    ['http.url', { url: 'http://api.example.com/orders/{orderId}' }],
    ['http.url', { url: 'https://127.0.0.1/{orderId}' }],
    ['http.url', { url: 'https://localhost/{orderId}' }],
    ['http.url', { url: 'https://{orderId}.example.com/' }],
    ['http.url', { url: 'https://api.example.com/{note}' }],
    ['http.url', { url: 'https://api.example.com/{nothing}' }],
    ['http.url', { url: 'https://api.example.com/{{API_KEY}}' }],
    ['http.url', { url: 'https://api.example.com/#{orderId}' }],
    ['http.headers.Host', { headers: { Host: 'x' } }],
    ['http.headers.x-key', { headers: { 'x-key': '{{OTHER}}' } }],
  ])('are refused where %s makes no sense', async (path, part) => {
    const tool = await create();
    for (const answer of [
      await test.send('POST', '/tools', wish({ http: { ...http, ...part } })),
      await test.send('PUT', `/tools/${tool.id}`, { http: { ...http, ...part } }),
    ]) {
      expect(answer.status).toBe(422);
      expect(pathsOf(answer.body)).toEqual([path]);
    }
  });

  it('are refused a second use of a name, and parts of another kind', async () => {
    const tool = await create();
    const again = await test.send('POST', '/tools', wish({ name: tool.name }));
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'tool_name_taken' } } });
    const other = await create();
    expect((await test.send('PUT', `/tools/${other.id}`, { name: tool.name })).status).toBe(409);
    const builtin = await test.send('PUT', `/tools/${tool.id}`, { builtin: { name: 'endCall' } });
    expect(builtin.status).toBe(422);
    expect(await test.send('POST', '/tools', wish({ name: tool.name }))).toMatchObject({ status: 409 });
  });

  it('stay while an agent has them, which is then named', async () => {
    const tool = await create();
    const agent = await makeAgentWith(test.owner, test.tenant, [tool.id]);
    const refused = await test.send('DELETE', `/tools/${tool.id}`);
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'tool_in_use' } } });
    expect(refused.body.error.details).toEqual([{ path: 'agents', message: 'Desk' }]);
    await test.owner.query('delete from agent_tools where agent_id = $1', [agent]);
    expect((await test.send('DELETE', `/tools/${tool.id}`)).status).toBe(204);
    expect((await test.send('GET', `/tools/${tool.id}`)).body.error.code).toBe('tool_not_found');
  });

  it('answer a neighbour exactly as if they did not exist', async () => {
    const tool = await create();
    for (const [method, path, body] of [
      ['GET', ''],
      ['PUT', '', { confirm: true }],
      ['DELETE', ''],
      ['PUT', '/secrets', { API_KEY: 'x' }],
    ] as const)
      for (const id of [tool.id, newId(), 'not-an-id']) {
        const answer = await test.send(method, `/tools/${id}${path}`, body, test.neighbour);
        expect(answer).toMatchObject({ status: 404, body: { error: { code: 'tool_not_found' } } });
      }
    expect((await test.send('GET', '/tools', undefined, test.neighbour)).body.items).toEqual([]);
    expect((await test.send('GET', `/tools/${tool.id}`)).body).toEqual(tool);
  });

  it('leave a line in the audit log for every change', async () => {
    const tool = await create();
    await test.send('PUT', `/tools/${tool.id}/secrets`, { API_KEY: 'sk-1234567890' });
    await test.send('PUT', `/tools/${tool.id}`, { confirm: true });
    await test.send('DELETE', `/tools/${tool.id}`);
    const { rows } = await test.owner.query('select action from audit_log where target_id = $1 order by id', [
      tool.id,
    ]);
    expect(rows.map((row) => row.action)).toEqual(
      ['created', 'secrets_changed', 'updated', 'deleted'].map((change) => `tool.${change}`),
    );
  });
});

describe('secrets', () => {
  const CANARY = 'sk-canary-77f1c0ffee-9Q2x';

  it('go in, show their last four characters and never come out', async () => {
    const tool = await create();
    const put = await test.send('PUT', `/tools/${tool.id}/secrets`, { API_KEY: CANARY });
    expect(put.body.secrets).toEqual([{ name: 'API_KEY', last4: '9Q2x', updatedAt: expect.any(String) }]);
    const seen = [
      put,
      await test.send('GET', `/tools/${tool.id}`),
      await test.send('GET', '/tools?limit=100'),
    ];
    expect(JSON.stringify(seen)).not.toContain(CANARY);
    const { rows } = await test.owner.query(
      `select encode(sealed, 'escape') as sealed, last4 from tool_secrets where tool_id = $1`,
      [tool.id],
    );
    expect(rows[0].sealed).not.toContain('canary');
    const taken = await test.send('PUT', `/tools/${tool.id}/secrets`, { API_KEY: null });
    expect(taken.body.secrets).toEqual([]);
  });

  it('that are short show nothing, and unknown ones are refused by name', async () => {
    const tool = await create();
    const short = await test.send('PUT', `/tools/${tool.id}/secrets`, { API_KEY: '1234' });
    expect(short.body.secrets[0].last4).toBe('');
    const unknown = await test.send('PUT', `/tools/${tool.id}/secrets`, { OTHER: 'x' });
    expect(unknown.status).toBe(422);
    expect(pathsOf(unknown.body)).toEqual(['OTHER']);
  });

  it('go when the tool no longer names them', async () => {
    const tool = await create();
    await test.send('PUT', `/tools/${tool.id}/secrets`, { API_KEY: CANARY });
    const plain = { ...http, headers: {}, secretNames: [] };
    expect((await test.send('PUT', `/tools/${tool.id}`, { http: plain })).body.secrets).toEqual([]);
  });

  it('of one tenant share one data key, and no other tenant has it', async () => {
    const { rows } = await test.owner.query('select tenant_id, wrapped from tenant_data_keys');
    expect(rows.map((row) => row.tenant_id)).toEqual([test.tenant]);
    expect(rows[0].wrapped).toHaveLength(1 + 12 + 16 + 32);
  });
});
