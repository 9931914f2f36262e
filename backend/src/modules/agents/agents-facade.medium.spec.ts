import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Agent } from '@orbisvoice/contracts';
import fc from 'fast-check';
import { createTenantTest, type TenantTest } from '../../../test/support/tenant-test.js';
import { AgentsFacade, AgentsModule } from './index.js';

let test: TenantTest;
let agents: AgentsFacade;
beforeAll(async () => {
  test = await createTenantTest([AgentsModule], { config: { ROLE: 'api' } });
  agents = test.app.get(AgentsFacade);
});
afterAll(() => test.close());

const create = (status: 'draft' | 'published') =>
  agents.create(test.tenant, { name: 'Reception', systemPrompt: 'Be kind.', status });

describe('agents for calls', () => {
  it('are given to visitors only once published, to their own team before', async () => {
    const [draft, published] = [await create('draft'), await create('published')];
    expect(await agents.getPublished(test.tenant, draft.id)).toBeUndefined();
    expect(await agents.getDraft(test.tenant, draft.id)).toEqual({ ...draft, version: null });
    expect(await agents.getPublished(test.tenant, published.id)).toEqual({ ...published, version: 1 });
  });

  it('are not given to another tenant', async () => {
    const { id } = await create('published');
    expect(await agents.getPublished(test.tenant, id)).toBeDefined();
    expect(await agents.getDraft(test.neighbour, id)).toBeUndefined();
  });

  it('show a publication and a deletion of this process at once', async () => {
    const { id } = await create('published');
    await agents.getPublished(test.tenant, id);
    await test.send('PUT', `/agents/${id}`, { systemPrompt: 'Be brief.' });
    expect((await agents.getPublished(test.tenant, id))?.systemPrompt).toBe('Be kind.');
    expect((await agents.getDraft(test.tenant, id))?.systemPrompt).toBe('Be brief.');
    await test.send('POST', `/agents/${id}/publish`, {});
    expect((await agents.getPublished(test.tenant, id))?.systemPrompt).toBe('Be brief.');
    await test.send('PUT', `/agents/${id}`, { status: 'draft' });
    expect(await agents.getPublished(test.tenant, id)).toBeUndefined();
    await test.send('PUT', `/agents/${id}`, { status: 'published' });
    expect(await agents.getPublished(test.tenant, id)).toBeDefined();
    await test.send('DELETE', `/agents/${id}`);
    expect(await agents.getPublished(test.tenant, id)).toBeUndefined();
  });
});

describe('the list of agents', () => {
  it('shows each once, newest first, whatever the page size', async () => {
    const all = await test.send('GET', '/agents?limit=100');
    const ids = all.body.items.map((agent: Agent) => agent.id);
    expect(ids.length).toBeGreaterThan(2);
    expect(ids).toEqual([...ids].sort().reverse());
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), async (limit) => {
        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const { body } = await test.send(
            'GET',
            `/agents?limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`,
          );
          seen.push(...body.items.map((agent: Agent) => agent.id));
          cursor = body.nextCursor;
        } while (cursor);
        expect(seen).toEqual(ids);
      }),
      { numRuns: 6 },
    );
  });

  it.each([['limit=0'], ['limit=many'], ['cursor=nonsense'], ['cursor=']])('refuses %s', async (query) => {
    const { status, body } = await test.send('GET', `/agents?${query}`);
    expect([status, body.error.details[0].path]).toEqual([400, query.split('=')[0]]);
  });
});
