import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { Browser, mailedToken, newEmail, PASSWORD } from '../../../test/support/browser.js';
import { createGatewayTest, type GatewayTest } from '../../../test/support/gateway-test.js';
import type { VoiceVisitor } from '../../../test/support/voice-visitor.js';

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

async function member() {
  const email = newEmail();
  await owner.post('/tenants/me/invitations', { email, role: 'member' }).expect(201);
  const browser = new Browser(test.url);
  const body = { token: await mailedToken(test, email), name: 'Ben', password: PASSWORD };
  const { user } = (await browser.post('/auth/accept-invitation', body).expect(200)).body;
  const ticket = async () => (await browser.post(`/agents/${agentId}/sessions`).expect(201)).body;
  return { browser, userId: user.id, ticket };
}

async function calling(who: Awaited<ReturnType<typeof member>>) {
  const visitor = await test.visitor();
  return { visitor, ...(await visitor.ready({ token: (await who.ticket()).token })) };
}

async function expectLetGo(visitor: VoiceVisitor, callId: string): Promise<void> {
  expect(await visitor.untilClosed(5_000)).toMatchObject({ code: 4004 });
  expect(visitor.of('error')).toMatchObject([{ code: 'unauthenticated', retryable: false }]);
  expect(visitor.of('ended')).toMatchObject([{ reason: 'signed_out' }]);
  const rows = await test.rows('select status, end_reason from calls where id = $1', callId);
  expect(rows).toEqual([{ status: 'ended', end_reason: 'signed_out' }]);
}

it('a call ends when the session of its person ends, or their place in the team, and with no other', async () => {
  const [goer, leaver] = [await member(), await member()];
  const [first, second] = [await calling(goer), await calling(leaver)];
  const later = await goer.ticket();
  await goer.browser.post('/auth/logout').expect(204);
  await expectLetGo(first.visitor, first.callId);
  expect(second.visitor.closed).toBeUndefined();
  // What was asked for before it ended opens nothing that lasts.
  const late = await test.visitor();
  late.hello({ token: later.token });
  expect(await late.untilClosed(5_000)).toMatchObject({ code: 4004 });
  await owner.delete(`/tenants/me/members/${leaver.userId}`).expect(204);
  await expectLetGo(second.visitor, second.callId);
});

it('a call that was come back to ends with the same session, and is not come back to after it', async () => {
  const who = await member();
  const first = await calling(who);
  first.visitor.socket.terminate();
  const again = await test.visitor();
  const { callId, resumeSecret } = await again.ready({
    resume: { callId: first.callId, secret: first.resumeSecret, lastSeq: 0 },
  });
  await who.browser.post('/auth/logout').expect(204);
  await expectLetGo(again, callId);
  const never = await test.visitor();
  never.hello({ resume: { callId, secret: resumeSecret, lastSeq: 0 } });
  expect(await never.untilClosed(5_000)).toMatchObject({ code: expect.any(Number) });
  expect(never.of('ready')).toEqual([]);
});
