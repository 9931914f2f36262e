import type { ServerResponse } from 'node:http';
import { expect } from '@jest/globals';
import type { Tool } from '@orbisvoice/contracts';
import {
  ToolsFacade,
  ToolsModule,
  type ToolInvocation,
  type ToolOutcome,
} from '../../src/modules/tools/index.js';
import { newId } from '../../src/platform/crypto/index.js';
import { makeAgentWith } from './agent-with-tools.js';
import { createTenantTest, type TenantTest } from './tenant-test.js';
import { startToolServer, type ToolServer } from './tool-server.js';

export interface MadeTool {
  readonly tool: Tool;
  readonly agentId: string;
}

export interface ToolTest extends TenantTest {
  readonly server: ToolServer;
  /** An `http` tool of the customer's server, and an agent that has it. */
  makeTool(http?: object, fields?: object): Promise<MadeTool>;
  /** As the gateway does it. */
  invoke(made: MadeTool, wish?: Partial<ToolInvocation>, signal?: AbortSignal): Promise<ToolOutcome>;
}

const parameters = {
  type: 'object',
  properties: { orderId: { type: 'string', minLength: 2 }, count: { type: 'integer', minimum: 1 } },
  required: ['orderId'],
};

/** The tools of a team, and a customer's server that they call. */
export async function createToolTest(): Promise<ToolTest> {
  const server = await startToolServer();
  const test = await createTenantTest([ToolsModule], { config: { ROLE: 'api', EGRESS_ALLOW: server.host } });
  let made = 0;
  return {
    ...test,
    server,
    makeTool: async (http = {}, fields = {}) => {
      const tool = await test.send('POST', '/tools', {
        name: `tool_${++made}`,
        description: 'Does it.',
        kind: 'http',
        parameters,
        http: { method: 'POST', url: `${server.url}/orders`, ...http },
        ...fields,
      });
      expect(tool).toMatchObject({ status: 201 });
      return { tool: tool.body, agentId: await makeAgentWith(test.owner, test.tenant, [tool.body.id]) };
    },
    invoke: ({ tool, agentId }, wish = {}, signal = new AbortController().signal) => {
      const usual = { agentId, callId: null, args: { orderId: 'A1' }, idempotencyKey: newId() };
      return test.app
        .get(ToolsFacade)
        .invoke(test.tenant, { ...usual, toolName: tool.name, ...wish }, signal);
    },
    close: async () => {
      await test.close();
      await server.close();
    },
  };
}

/** An answer that takes its time. */
export const later = (ms: number) => (reply: ServerResponse) => {
  setTimeout(() => reply.end('{"late":true}'), ms);
};
