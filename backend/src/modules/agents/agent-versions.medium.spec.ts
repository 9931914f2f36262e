import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Agent, AgentVersion } from '@orbisvoice/contracts';
import { createTenantTest, type TenantTest } from '../../../test/support/tenant-test.js';
import { ToolsModule } from '../tools/index.js';
import { AgentsFacade, AgentsModule } from './index.js';

let test: TenantTest;
let agents: AgentsFacade;
beforeAll(async () => {
  test = await createTenantTest([ToolsModule, AgentsModule], { config: { ROLE: 'api' } });
  agents = test.app.get(AgentsFacade);
});
afterAll(() => test.close());

const make = async (fields: object = {}): Promise<Agent> => {
  const agent = { name: 'Desk', systemPrompt: 'One.', status: 'published', ...fields };
  return (await test.send('POST', '/agents', agent)).body;
};
const edit = async (id: string, fields: object): Promise<Agent> =>
  (await test.send('PUT', `/agents/${id}`, fields)).body;
const publish = (id: string, body: object = {}) => test.send('POST', `/agents/${id}/publish`, body);
const rollBack = (id: string, version: number) => test.send('POST', `/agents/${id}/rollback`, { version });
const versions = async (id: string) => (await test.send('GET', `/agents/${id}/versions`)).body.items;
const spoken = async (id: string) => (await agents.getPublished(test.tenant, id))?.systemPrompt;
const makeTool = async (name: string): Promise<string> => {
  const tool = { kind: 'client', name, description: 'Shows something.' };
  return (await test.send('POST', '/tools', tool)).body.id;
};

describe('an edit', () => {
  it('changes the draft, and visitors get it once it is published', async () => {
    const { id, updatedAt } = await make();
    const draft = await edit(id, { systemPrompt: 'Two.' });
    expect(draft).toMatchObject({ status: 'published', publishedVersion: 1, unpublishedChanges: true });
    expect(await spoken(id)).toBe('One.');
    expect((await agents.getDraft(test.tenant, id))?.systemPrompt).toBe('Two.');

    const stale = await publish(id, { ifUpdatedAt: updatedAt });
    expect([stale.status, stale.body.error.code]).toEqual([409, 'conflict']);
    const { status, body } = await publish(id, { note: 'Shorter', ifUpdatedAt: draft.updatedAt });
    expect(status).toBe(200);
    expect(Agent.strict().parse(body)).toMatchObject({ publishedVersion: 2, unpublishedChanges: false });
    expect(await spoken(id)).toBe('Two.');
    expect(await versions(id)).toMatchObject([
      { number: 2, note: 'Shorter', restoredFrom: null, live: true, publishedBy: { kind: 'user' } },
      { number: 1, note: '', live: false },
    ]);
  });

  it('that is undone leaves nothing to publish', async () => {
    const { id } = await make();
    await edit(id, { systemPrompt: 'Two.' });
    expect(await edit(id, { systemPrompt: 'One.' })).toMatchObject({ unpublishedChanges: false });
  });

  it('of sites and spending holds at once, and no version brings an old one back', async () => {
    const { id } = await make({ allowedOrigins: ['https://old.example'] });
    const edited = await edit(id, {
      allowedOrigins: [],
      dailySpendLimit: { amountMinor: 500, currency: 'USD' },
    });
    expect(edited.unpublishedChanges).toBe(false);
    const closed = { allowedOrigins: [], dailySpendLimit: { amountMinor: 500 } };
    expect(await agents.getPublished(test.tenant, id)).toMatchObject(closed);
    await edit(id, { systemPrompt: 'Two.', status: 'published' });
    await rollBack(id, 1);
    expect(await agents.getPublished(test.tenant, id)).toMatchObject({ ...closed, systemPrompt: 'One.' });
  });
});

describe('a status in a request', () => {
  it('publishes and withdraws, and repeats nothing', async () => {
    const { id } = await make({ status: 'draft' });
    expect(await edit(id, { status: 'published' })).toMatchObject({ publishedVersion: 1 });
    expect(await edit(id, { status: 'published' })).toMatchObject({ publishedVersion: 1 });
    expect(await edit(id, { status: 'draft' })).toMatchObject({ status: 'draft', publishedVersion: null });
    expect(await spoken(id)).toBeUndefined();
    expect(await edit(id, { systemPrompt: 'Two.', status: 'published' })).toMatchObject({
      publishedVersion: 2,
    });
    expect(await versions(id)).toHaveLength(2);
  });
});

describe('publishing at the same time', () => {
  it('makes one version of one draft, and numbers without gaps of several', async () => {
    const { id } = await make();
    await edit(id, { systemPrompt: 'Two.' });
    const answers = await Promise.all(Array.from({ length: 8 }, () => publish(id)));
    expect(answers.map(({ body }) => body.publishedVersion)).toEqual(Array(8).fill(2));

    const texts = Array.from({ length: 8 }, (_, at) => ({
      systemPrompt: `Text ${at}.`,
      status: 'published',
    }));
    await Promise.all(texts.map((fields) => edit(id, fields)));
    const numbers = (await versions(id)).map(({ number }: { number: number }) => number);
    expect(numbers).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    const { body } = await test.send('GET', `/agents/${id}`);
    expect(body).toMatchObject({ publishedVersion: 10, unpublishedChanges: false });
    expect(await spoken(id)).toBe(body.systemPrompt);
  });
});

describe('rolling back', () => {
  it('publishes an old content as a new version, and the draft follows', async () => {
    const { id } = await make();
    await edit(id, { systemPrompt: 'Two.', status: 'published' });
    const { status, body } = await rollBack(id, 1);
    expect(status).toBe(200);
    expect(body).toMatchObject({ systemPrompt: 'One.', publishedVersion: 3, unpublishedChanges: false });
    expect(await spoken(id)).toBe('One.');
    expect(await versions(id)).toMatchObject([{ number: 3, restoredFrom: 1 }, {}, {}]);
    expect((await rollBack(id, 3)).body.publishedVersion).toBe(3);
  });

  it('leaves work alone that was never published', async () => {
    const { id } = await make();
    await edit(id, { systemPrompt: 'Two.', status: 'published' });
    await edit(id, { systemPrompt: 'Not done yet.' });
    const { body } = await rollBack(id, 1);
    expect(body).toMatchObject({ systemPrompt: 'Not done yet.', unpublishedChanges: true });
    expect(await spoken(id)).toBe('One.');
  });

  it('does without tools that were deleted since', async () => {
    const [kept, lost] = [await makeTool('kept'), await makeTool('lost')];
    const { id } = await make({ toolIds: [lost, kept] });
    await edit(id, { toolIds: [kept] });
    expect((await test.send('DELETE', `/tools/${lost}`)).body.error.code).toBe('tool_in_use');
    await publish(id);
    expect((await test.send('DELETE', `/tools/${lost}`)).status).toBe(204);
    await rollBack(id, 1);
    expect((await agents.getPublished(test.tenant, id))?.toolIds).toEqual([kept]);
  });

  it.each([
    [0, 400],
    [1.5, 400],
    [99, 404],
  ])('refuses version %p', async (version, status) => {
    const { id } = await make();
    expect((await rollBack(id, version)).status).toBe(status);
  });
});

describe('versions', () => {
  it('are read one by one, in pages, and are never changed', async () => {
    const { id } = await make();
    for (const systemPrompt of ['Two.', 'Three.']) await edit(id, { systemPrompt, status: 'published' });
    const { body } = await test.send('GET', `/agents/${id}/versions/2`);
    expect(AgentVersion.strict().parse(body)).toMatchObject({ number: 2, content: { systemPrompt: 'Two.' } });
    const first = await test.send('GET', `/agents/${id}/versions?limit=2`);
    const rest = await test.send('GET', `/agents/${id}/versions?limit=2&cursor=${first.body.nextCursor}`);
    const numbers = [...first.body.items, ...rest.body.items].map(({ number }) => number);
    expect([numbers, rest.body.nextCursor]).toEqual([[3, 2, 1], null]);
    for (const number of ['4', '0', 'x', '1e3'])
      expect((await test.send('GET', `/agents/${id}/versions/${number}`)).status).toBe(404);
    const { rows } = await test.owner.query(
      `select privilege_type from information_schema.role_table_grants
       where table_name = 'agent_versions' and grantee = 'orbis_app' order by 1`,
    );
    expect(rows.map((row) => row.privilege_type)).toEqual(['DELETE', 'INSERT', 'SELECT']);
  });

  it('are a neighbour’s as little as the agent is', async () => {
    const { id } = await make();
    const requests = [
      ['GET', 'versions'],
      ['GET', 'versions/1'],
      ['POST', 'publish', {}],
      ['POST', 'rollback', { version: 1 }],
    ] as const;
    for (const [method, path, body] of requests) {
      const answer = await test.send(method, `/agents/${id}/${path}`, body, test.neighbour);
      expect([answer.status, answer.body.error.code]).toEqual([404, 'agent_not_found']);
    }
    expect(await agents.getVersion(test.neighbour, id, 1)).toBeUndefined();
  });

  it('go with the words of an agent that is deleted', async () => {
    const { id } = await make();
    expect((await test.send('DELETE', `/agents/${id}`)).status).toBe(204);
    const { rowCount } = await test.owner.query('select 1 from agent_versions where agent_id = $1', [id]);
    expect(rowCount).toBe(0);
    expect(await agents.getVersion(test.tenant, id, 1)).toBeUndefined();
  });

  it('say who published and rolled back in the audit log', async () => {
    const { id } = await make();
    await edit(id, { systemPrompt: 'Two.' });
    await publish(id);
    await rollBack(id, 1);
    await edit(id, { status: 'draft' });
    const { rows } = await test.owner.query('select action from audit_log where target_id = $1 order by id', [
      id,
    ]);
    expect(rows.map((row) => row.action)).toEqual([
      'agent.created',
      'agent.published',
      'agent.updated',
      'agent.published',
      'agent.rolled_back',
      'agent.updated',
      'agent.withdrawn',
    ]);
  });
});
