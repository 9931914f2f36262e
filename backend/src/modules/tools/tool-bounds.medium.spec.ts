import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Tool } from '@orbisvoice/contracts';
import { makeAgentWith } from '../../../test/support/agent-with-tools.js';
import { createTenantTest } from '../../../test/support/tenant-test.js';
import { startToolServer } from '../../../test/support/tool-server.js';
import { createToolTest, later, type ToolTest } from '../../../test/support/tool-test.js';
import { ToolsModule } from './index.js';

let test: ToolTest;
beforeAll(async () => {
  test = await createToolTest();
});
afterEach(() => {
  test.server.seen.length = 0;
  test.server.next.length = 0;
});
afterAll(() => test.close());

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
    const made = await test.makeTool();
    for (let index = 0; index < 30; index++) test.server.next.push(later(400));
    const answers = await Promise.all(Array.from({ length: 30 }, () => test.invoke(made)));
    const refused = answers.filter(
      (answer) => answer.outcome === 'error' && answer.error.code === 'concurrency_limited',
    );
    expect(refused).toHaveLength(30 - test.server.seen.length);
    expect(test.server.seen).toHaveLength(20);
  });
});
