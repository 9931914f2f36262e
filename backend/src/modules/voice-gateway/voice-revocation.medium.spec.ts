import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Browser, mailedToken, newEmail, PASSWORD } from '../../../test/support/browser.js';
import { createGatewayTest, type GatewayTest } from '../../../test/support/gateway-test.js';
import type { VoiceVisitor } from '../../../test/support/voice-visitor.js';
import { waitFor } from '../../../test/support/wait-for.js';

jest.setTimeout(60_000);

let test: GatewayTest;
let owner: Browser;
let agentId: string;
beforeAll(async () => {
  test = await createGatewayTest({ config: { AUTH_ATTEMPTS_PER_MINUTE: '10000' } });
  owner = new Browser(test.url);
  await owner.signup({ email: newEmail() });
  const wish = { name: 'Reception', systemPrompt: 'Be kind.', status: 'published' };
  agentId = (await owner.post('/agents', wish).expect(201)).body.id;
});
afterAll(() => test.close());

const newKey = async () =>
  (await owner.post('/api-keys', { name: 'Server', kind: 'secret' }).expect(201)).body;
const revoke = (id: string) => owner.delete(`/api-keys/${id}`).expect(204);

async function ended(visitor: VoiceVisitor, callId: string): Promise<void> {
  expect((await visitor.untilClosed()).code).toBe(4004);
  expect(visitor.of('error')).toMatchObject([{ code: 'unauthenticated', retryable: false }]);
  const row = async () => (await test.rows('select status, end_reason from calls where id = $1', callId))[0];
  await waitFor(async () => (await row())?.status === 'ended');
  expect(await row()).toEqual({ status: 'ended', end_reason: 'revoked' });
}

describe('a call ends with', () => {
  it('the key that opened it, and with no other', async () => {
    const [mine, other] = [await newKey(), await newKey()];
    const { visitor, callId } = await test.call(agentId, { apiKey: mine.key });
    await revoke(other.id);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(visitor.closed).toBeUndefined();
    await revoke(mine.id);
    await ended(visitor, callId);
  });

  it('the key whose ticket opened it, also where it was revoked in between', async () => {
    const { id, key } = await newKey();
    const tickets = [
      (await test.post(`/agents/${agentId}/sessions`, key, undefined)).body,
      (await test.post(`/agents/${agentId}/sessions`, key, undefined)).body,
    ];
    const visitor = await test.visitor();
    const { callId } = await visitor.ready({ token: tickets[0].token });
    await revoke(id);
    await ended(visitor, callId);
    const late = await test.visitor();
    late.hello({ token: tickets[1].token });
    await ended(late, tickets[1].callId);
  });

  it('the session of its person, and with their place in the team', async () => {
    const invite = async () => {
      const email = newEmail();
      await owner.post('/tenants/me/invitations', { email, role: 'member' }).expect(201);
      const member = new Browser(test.url);
      const body = { token: await mailedToken(test, email), name: 'Ben', password: PASSWORD };
      const { user } = (await member.post('/auth/accept-invitation', body).expect(200)).body;
      const { token, callId } = (await member.post(`/agents/${agentId}/sessions`).expect(201)).body;
      const visitor = await test.visitor();
      await visitor.ready({ token });
      return { member, userId: user.id, visitor, callId };
    };
    const [goer, leaver] = [await invite(), await invite()];
    await goer.member.post('/auth/logout').expect(204);
    await ended(goer.visitor, goer.callId);
    expect(leaver.visitor.closed).toBeUndefined();
    await owner.delete(`/tenants/me/members/${leaver.userId}`).expect(204);
    await ended(leaver.visitor, leaver.callId);
  });

  it('its key after its visitor came back, too', async () => {
    const { id, key } = await newKey();
    const first = await test.visitor();
    const { callId, resumeSecret } = await first.ready({ apiKey: key, agentId });
    first.socket.terminate();
    const again = await test.visitor();
    await again.ready({ resume: { callId, secret: resumeSecret, lastSeq: 0 } });
    await revoke(id);
    await ended(again, callId);
  });
});
