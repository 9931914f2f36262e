import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createGatewayTest, type GatewayTest } from '../../../test/support/gateway-test.js';

let test: GatewayTest;
beforeAll(async () => {
  test = await createGatewayTest();
});
afterAll(() => test.close());

const edit = async (agentId: string, fields: object): Promise<void> => {
  const headers = { authorization: `Bearer ${test.secretKey}`, 'content-type': 'application/json' };
  const body = JSON.stringify(fields);
  expect((await fetch(`${test.url}/agents/${agentId}`, { method: 'PUT', headers, body })).status).toBe(200);
};
const versionOf = async (callId: string) =>
  (await test.rows('select agent_version from calls where id = $1', callId))[0]?.agent_version;

describe('a call', () => {
  it('has the published version while the draft says something else, and keeps it', async () => {
    const agentId = await test.agent({ name: 'First' });
    await edit(agentId, { name: 'Not out yet' });
    const { body: early } = await test.post(`/agents/${agentId}/sessions`, test.secretKey, undefined);
    expect(early.agent.name).toBe('First');
    await edit(agentId, { name: 'Second', status: 'published' });

    const visitor = await test.visitor();
    expect((await visitor.ready({ token: early.token })).agent.name).toBe('First');
    visitor.hangUp();
    expect(await versionOf(early.callId)).toBe(1);

    const next = await test.visitor();
    const { agent, callId } = await next.ready({ apiKey: test.secretKey, agentId });
    next.hangUp();
    expect([agent.name, await versionOf(callId)]).toEqual(['Second', 2]);
  });

  it('is refused once the agent is withdrawn, whatever version its ticket was for', async () => {
    const agentId = await test.agent();
    const { body } = await test.post(`/agents/${agentId}/sessions`, test.secretKey, undefined);
    await edit(agentId, { status: 'draft' });
    const visitor = await test.visitor();
    visitor.hello({ token: body.token });
    expect(await visitor.until('error')).toMatchObject({ code: 'agent_not_published' });
  });
});
