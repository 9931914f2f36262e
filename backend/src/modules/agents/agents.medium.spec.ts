import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Agent, VOICE_IDS } from '@orbisvoice/contracts';
import { createTenantTest, type TenantTest } from '../../../test/support/tenant-test.js';
import { newId } from '../../platform/crypto/index.js';
import { AgentsModule } from './index.js';

let test: TenantTest;
beforeAll(async () => {
  test = await createTenantTest([AgentsModule], { config: { ROLE: 'api' } });
});
afterAll(() => test.close());

const minimal = { name: 'Reception', systemPrompt: 'You answer for {{company}}.' };
const create = async (fields: object = {}, as = test.tenant) => {
  const { status, body } = await test.send('POST', '/agents', { ...minimal, ...fields }, as);
  expect(status).toBe(201);
  return body as Agent;
};
const makeTool = async (tenant = test.tenant) => {
  const id = newId();
  await test.owner.query(`insert into tools (id, tenant_id, name, created_at) values ($1, $2, $3, now())`, [
    id,
    tenant,
    `tool_${id}`,
  ]);
  return id;
};

describe('agents', () => {
  it('are created with the defaults of the contract', async () => {
    const agent = await create();
    expect(Agent.strict().parse(agent)).toEqual(agent);
    expect(agent).toMatchObject({
      ...minimal,
      firstMessage: '',
      voiceId: 'Puck',
      language: 'en-US',
      allowedOrigins: [],
      idleTimeoutSeconds: 1_800,
      maxDurationSeconds: 3_600,
      consentText: '',
      consentVersion: '',
      toolIds: [],
      status: 'draft',
      variables: ['company'],
    });
  });

  it('keep every field, and a PUT leaves alone what it does not name', async () => {
    const tools = [await makeTool(), await makeTool(), await makeTool()];
    const fields = {
      name: 'Sales “é” 😀',
      systemPrompt: 'Be {{mood}}; plain \\{{braces}}.',
      firstMessage: 'Hello {{ name }}!',
      voiceId: 'Kore',
      language: 'de-DE',
      allowedOrigins: ['https://shop.example.com', 'http://localhost:8080'],
      idleTimeoutSeconds: 10,
      maxDurationSeconds: 14_400,
      consentText: 'May we keep a transcript?',
      toolIds: [tools[2]!, tools[0]!, tools[1]!],
      status: 'published',
    };
    const agent = await create(fields);
    expect(agent).toMatchObject({ ...fields, variables: ['mood', 'name'] });

    const renamed = await test.send('PUT', `/agents/${agent.id}`, { name: 'Support' });
    expect(renamed.status).toBe(200);
    const { updatedAt } = renamed.body;
    expect(renamed.body).toEqual({ ...agent, name: 'Support', updatedAt, unpublishedChanges: true });
    expect(Date.parse(renamed.body.updatedAt)).toBeGreaterThanOrEqual(Date.parse(agent.updatedAt));

    const changed = await test.send('PUT', `/agents/${agent.id}`, {
      toolIds: [tools[1]],
      consentText: 'New words?',
    });
    expect(changed.body.toolIds).toEqual([tools[1]]);
    expect(changed.body.consentVersion).not.toBe(agent.consentVersion);
    expect((await test.send('GET', `/agents/${agent.id}`)).body).toEqual(changed.body);
  });

  it.each([
    ['name', { name: '  ' }],
    ['name', { name: 'x'.repeat(81) }],
    ['name', { name: 'a\u0000b' }],
    ['name', { name: 'broken \ud800' }],
    ['systemPrompt', { systemPrompt: '' }],
    ['systemPrompt', { systemPrompt: 'x'.repeat(20_001) }],
    ['firstMessage', { firstMessage: 'x'.repeat(1_001) }],
    ['voiceId', { voiceId: 'Nobody' }],
    ['language', { language: 'english' }],
    ['allowedOrigins.1', { allowedOrigins: ['https://a.example', 'https://a.example/path'] }],
    ['allowedOrigins.0', { allowedOrigins: ['*'] }],
    ['idleTimeoutSeconds', { idleTimeoutSeconds: 9 }],
    ['idleTimeoutSeconds', { idleTimeoutSeconds: 30.5 }],
    ['maxDurationSeconds', { maxDurationSeconds: 20_000 }],
    ['consentText', { consentText: 'x'.repeat(2_001) }],
    ['toolIds.0', { toolIds: ['not-an-id'] }],
    ['status', { status: 'deleted' }],
  ])('refuse a malformed %s, naming it', async (path, fields) => {
    const agent = await create();
    for (const answer of [
      await test.send('POST', '/agents', { ...minimal, ...fields }),
      await test.send('PUT', `/agents/${agent.id}`, fields),
    ]) {
      expect(answer.status).toBe(400);
      expect(answer.body.error.code).toBe('bad_request');
      expect(answer.body.error.details.map((detail: { path: string }) => detail.path)).toEqual([path]);
    }
    expect((await test.send('GET', `/agents/${agent.id}`)).body).toEqual(agent);
  });

  it('refuse fields that they do not have', async () => {
    const answer = await test.send('POST', '/agents', { ...minimal, temperature: 1 });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body.error.details)).toContain('temperature');
  });

  it('refuse what makes no sense, naming every such field', async () => {
    const known = await makeTool();
    const foreign = await makeTool(test.neighbour);
    const senseless = {
      systemPrompt: 'Serve {{first name}}.',
      firstMessage: 'Hi {{',
      toolIds: [known, foreign, newId()],
    };
    const agent = await create();
    for (const answer of [
      await test.send('POST', '/agents', { ...minimal, ...senseless }),
      await test.send('PUT', `/agents/${agent.id}`, senseless),
    ]) {
      expect(answer.status).toBe(422);
      expect(answer.body.error.code).toBe('unprocessable');
      const paths = answer.body.error.details.map((detail: { path: string }) => detail.path);
      expect(paths).toEqual(['systemPrompt', 'firstMessage', 'toolIds.1', 'toolIds.2']);
    }
    expect((await test.send('GET', `/agents/${agent.id}`)).body).toEqual(agent);
  });

  it('refuse a tool listed twice', async () => {
    const tool = await makeTool();
    const answer = await test.send('POST', '/agents', { ...minimal, toolIds: [tool, tool.toUpperCase()] });
    expect(answer.status).toBe(400);
    expect(answer.body.error.details).toEqual([{ path: 'toolIds.1', message: 'is listed twice' }]);
  });

  it('are gone once deleted, and only their name stays for the calls they have had', async () => {
    const agent = await create({ toolIds: [await makeTool()], consentText: 'Secret words' });
    expect((await test.send('DELETE', `/agents/${agent.id}`)).status).toBe(204);
    for (const method of ['GET', 'DELETE'])
      expect((await test.send(method, `/agents/${agent.id}`)).body.error.code).toBe('agent_not_found');
    expect((await test.send('PUT', `/agents/${agent.id}`, { name: 'Back' })).status).toBe(404);
    const { rows } = await test.owner.query('select * from agents where id = $1', [agent.id]);
    expect(rows[0]).toMatchObject({ name: agent.name, system_prompt: '', consent_text: '' });
    const links = await test.owner.query('select 1 from agent_tools where agent_id = $1', [agent.id]);
    expect(links.rowCount).toBe(0);
  });

  it('leave a line in the audit log for every change', async () => {
    const agent = await create();
    await test.send('PUT', `/agents/${agent.id}`, { name: 'Other' });
    await test.send('DELETE', `/agents/${agent.id}`);
    const { rows } = await test.owner.query(
      'select action, actor_kind, outcome from audit_log where target_id = $1 order by id',
      [agent.id],
    );
    const line = (action: string) => ({ action, actor_kind: 'user', outcome: 'done' });
    expect(rows).toEqual(['agent.created', 'agent.updated', 'agent.deleted'].map(line));
  });

  it('answer a neighbour exactly as if they did not exist', async () => {
    const agent = await create();
    for (const [method, body] of [['GET'], ['PUT', { name: 'Mine now' }], ['DELETE']] as const) {
      const foreign = await test.send(method, `/agents/${agent.id}`, body, test.neighbour);
      const unknown = await test.send(method, `/agents/${newId()}`, body, test.neighbour);
      const malformed = await test.send(method, '/agents/not-an-id', body, test.neighbour);
      for (const answer of [foreign, unknown, malformed]) {
        delete answer.body.error.requestId;
        expect(answer).toEqual({
          status: 404,
          body: { error: { code: 'agent_not_found', message: 'There is no such agent.' } },
        });
      }
    }
    expect((await test.send('GET', `/agents/${agent.id}`)).body).toEqual(agent);
    const list = await test.send('GET', '/agents?limit=100', undefined, test.neighbour);
    expect(list.body.items).toEqual([]);
  });
});

describe('voices', () => {
  it('are the thirty of the contract', async () => {
    const { body } = await test.send('GET', '/voices');
    expect(body.nextCursor).toBeNull();
    expect(body.items.map((voice: { id: string }) => voice.id)).toEqual(VOICE_IDS);
    expect(body.items).toHaveLength(30);
    expect(body.items[0]).toEqual({ id: 'Zephyr', description: 'Bright' });
  });
});
