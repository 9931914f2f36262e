import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTenantTest, type TenantTest } from '../../../test/support/tenant-test.js';
import { createTestApp, type TestApp } from '../../../test/support/test-app.js';
import { IdentityDouble } from '../../../test/support/identity-double.js';
import { waitFor } from '../../../test/support/wait-for.js';
import { MomentCache } from '../../platform/cache/moment-cache.js';
import { FakeClock } from '../../platform/clock/clock.js';
import { TenantsModule } from '../tenants/index.js';
import { ToolsModule } from '../tools/index.js';
import { AgentsForCalls } from './application/agents-for-calls.service.js';
import { AgentsFacade, AgentsModule } from './index.js';

const MODULES = [TenantsModule, ToolsModule, AgentsModule];

let editing: TenantTest;
let calling: TestApp;
beforeAll(async () => {
  editing = await createTenantTest(MODULES);
  calling = await createTestApp({ modules: [IdentityDouble, ...MODULES], database: editing.database });
  // Here time stands still: only the word of the other process can make this one look again.
  Object.assign(calling.app.get(AgentsForCalls), { cache: new MomentCache(new FakeClock()) });
});
afterAll(async () => {
  await calling.close();
  await editing.close();
});

describe('an agent that a gateway remembers', () => {
  it('is read anew within a second of a publication in another process', async () => {
    const agent = { name: 'Ada', systemPrompt: 'Be kind.', status: 'published' };
    const { body } = await editing.send('POST', '/agents', agent);
    const seen = async () =>
      (await calling.app.get(AgentsFacade).getPublished(editing.tenant, body.id))?.systemPrompt;
    expect(await seen()).toBe('Be kind.');
    const sql = `update agent_versions set content = content || '{"systemPrompt": "Unheard."}' where agent_id = $1`;
    await editing.owner.query(sql, [body.id]);
    expect(await seen()).toBe('Be kind.');
    await editing.send('PUT', `/agents/${body.id}`, { systemPrompt: 'Be brief.' });
    await editing.send('POST', `/agents/${body.id}/publish`, {});
    await waitFor(async () => (await seen()) === 'Be brief.', 1_000);
    await editing.send('DELETE', `/agents/${body.id}`);
    await waitFor(async () => (await seen()) === undefined, 1_000);
  });
});
