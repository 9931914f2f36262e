import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SignJWT } from 'jose';
import { createGatewayTest, PAGE, type GatewayTest } from '../../../test/support/gateway-test.js';
import { waitFor } from '../../../test/support/wait-for.js';
import { KeyRing } from '../../platform/crypto/index.js';
import { ApiKeysFacade } from '../auth/index.js';

jest.setTimeout(60_000);

let test: GatewayTest;
let agentId: string;
beforeAll(async () => {
  test = await createGatewayTest();
  test.play({ turns: [{ heard: 'Hello?', reply: [{ say: 'Hello.', audioMs: 400 }] }], timing: { speed: 4 } });
  agentId = await test.agent();
});
afterAll(() => test.close());

const UNKNOWN = '0195d8a0-0000-7000-8000-0000000000ff';
const session = (origin?: string, agent = agentId) =>
  test.post('/widget/sessions', test.publishableKey, { agentId: agent }, origin);

/** What a visitor who sends this as the first message is told, and how it ends. */
async function refusal(first: unknown, origin?: string): Promise<[number, string | undefined]> {
  const visitor = await test.visitor(origin);
  if (Buffer.isBuffer(first)) visitor.socket.send(first);
  else visitor.send(first);
  const { code } = await visitor.untilClosed();
  return [code, visitor.of('error')[0]?.code];
}
const hello = (fields: Record<string, unknown>) => ({ type: 'hello', protocol: 1, ...fields });
const direct = (fields: Record<string, unknown> = {}) =>
  hello({ apiKey: test.secretKey, agentId, ...fields });

describe('tickets for pages', () => {
  it('gives an allowed page a token that opens one call', async () => {
    const { status, body } = await session(PAGE);
    expect(status).toBe(201);
    expect(body).toMatchObject({ url: test.config.gatewayUrl, agent: { id: agentId, name: 'Reception' } });
    const visitor = await test.visitor(PAGE);
    expect(await visitor.ready({ token: body.token })).toMatchObject({ callId: body.callId });
    expect(await refusal(hello({ token: body.token }), PAGE)).toEqual([4004, 'unauthenticated']);
    visitor.hangUp();
    const [call] = await test.rows('select channel, origin from calls where id = $1', body.callId);
    expect(call).toEqual({ channel: 'widget', origin: PAGE });
  });

  it.each([undefined, 'https://evil.example', 'https://shop.example.evil.example', 'null'])(
    'refuses the page %s, and lets it read why',
    async (origin) => {
      const { status, body } = await session(origin);
      expect([status, body.error.code]).toEqual([403, 'origin_not_allowed']);
    },
  );

  it('refuses a socket from another page than the token was made for', async () => {
    const { body } = await session(PAGE);
    expect(await refusal(hello({ token: body.token }), 'https://evil.example')).toEqual([
      4003,
      'origin_not_allowed',
    ]);
    expect(await refusal(hello({ token: body.token }))).toEqual([4003, 'origin_not_allowed']);
  });

  it('answers the same for drafts, agents of others and nothing at all', async () => {
    const draft = await test.agent({ status: 'draft' });
    for (const agent of [draft, UNKNOWN]) expect((await session(PAGE, agent)).status).toBe(404);
  });

  it('answers the preflight for the exact origin, without cookies', async () => {
    const answer = await fetch(`${test.url}/widget/sessions`, {
      method: 'OPTIONS',
      headers: { origin: PAGE, 'access-control-request-method': 'POST' },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe(PAGE);
    expect(answer.headers.get('vary')).toContain('Origin');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it("gives a site's own server a token that works from the page it names, and from no other", async () => {
    const wish = { agentId, origin: PAGE, userId: 'customer-7' };
    const { status, body } = await test.post('/widget/sessions', test.secretKey, wish);
    expect(status).toBe(201);
    expect(await refusal(hello({ token: body.token }), 'https://evil.example')).toEqual([
      4003,
      'origin_not_allowed',
    ]);
    const visitor = await test.visitor(PAGE);
    await visitor.ready({ token: body.token, userId: 'somebody-else' });
    visitor.hangUp();
    const [call] = await test.rows('select channel, origin, user_id from calls where id = $1', body.callId);
    expect(call).toEqual({ channel: 'widget', origin: PAGE, user_id: 'customer-7' });
  });

  it.each([
    ['an unknown site', { origin: 'https://evil.example' }, undefined, 403, 'origin_not_allowed'],
    ['no site', {}, undefined, 400, 'bad_request'],
    ['a page that holds the secret key', { origin: PAGE }, PAGE, 403, 'forbidden'],
  ])('gives a server no token for %s', async (_what, fields, origin, status, code) => {
    const refused = await test.post('/widget/sessions', test.secretKey, { agentId, ...fields }, origin);
    expect([refused.status, refused.body.error.code]).toEqual([status, code]);
  });

  it('gives programs with a secret key a token without an origin, for published agents', async () => {
    const made = await test.post(`/agents/${agentId}/sessions`, test.secretKey, undefined);
    expect(made.status).toBe(201);
    const visitor = await test.visitor('https://anywhere.example');
    await visitor.ready({ token: made.body.token });
    visitor.hangUp();
    const draft = await test.agent({ status: 'draft' });
    const refused = await test.post(`/agents/${draft}/sessions`, test.secretKey, undefined);
    expect([refused.status, refused.body.error.code]).toEqual([422, 'agent_not_published']);
    expect((await test.post(`/agents/${agentId}/sessions`, test.publishableKey, undefined)).status).toBe(403);
  });
});

describe('the first message', () => {
  it.each<[string, () => unknown, number, string]>([
    ['no JSON', () => '{', 4002, 'malformed_message'],
    ['an array', () => '[]', 4002, 'malformed_message'],
    ['another message', () => ({ type: 'text', text: 'hi' }), 4002, 'malformed_message'],
    ['an unknown type', () => ({ type: 'greetings' }), 4002, 'malformed_message'],
    ['audio', () => Buffer.alloc(640), 4002, 'malformed_message'],
    ['another protocol', () => ({ type: 'hello', protocol: 2, token: 'x' }), 4002, 'malformed_message'],
    ['no credential', () => hello({}), 4002, 'malformed_message'],
    ['more than 16 KiB', () => hello({ token: 'x', userId: 'x'.repeat(17_000) }), 4002, 'malformed_message'],
    ['a made-up token', () => hello({ token: 'x.y.z' }), 4004, 'unauthenticated'],
    ['a made-up key', () => hello({ apiKey: 'ov_sk_nothing', agentId }), 4004, 'unauthenticated'],
    ['a publishable key', () => hello({ apiKey: test.publishableKey, agentId }), 4004, 'unauthenticated'],
    ['an unknown agent', () => direct({ agentId: UNKNOWN }), 4000, 'agent_not_found'],
    [
      'a call to resume',
      () => hello({ resume: { callId: UNKNOWN, secret: 's'.repeat(20), lastSeq: 0 } }),
      4004,
      'resume_invalid',
    ],
  ])('with %s is refused', async (_name, first, code, error) => {
    expect(await refusal(first())).toEqual([code, error]);
  });

  it('of a draft is refused to keys', async () => {
    const draft = await test.agent({ status: 'draft' });
    expect(await refusal(direct({ agentId: draft }))).toEqual([4000, 'agent_not_published']);
  });

  it('with a token that has expired is refused', async () => {
    const claims = { tenant: test.tenant, agent: agentId, call: UNKNOWN };
    const sign = (purpose: string, expires: string) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience('voice')
        .setExpirationTime(expires)
        .sign(test.app.get(KeyRing).key(purpose));
    expect(await refusal(hello({ token: await sign('call-token', '-1s') }))).toEqual([
      4004,
      'unauthenticated',
    ]);
    expect(await refusal(hello({ token: await sign('another', '1m') }))).toEqual([4004, 'unauthenticated']);
  });

  it('is waited for five seconds', async () => {
    const visitor = await test.visitor();
    const before = Date.now();
    expect(await visitor.untilClosed()).toMatchObject({ code: 4005 });
    expect(Date.now() - before).toBeGreaterThan(4_500);
  });

  it('names the variable that the prompt needs', async () => {
    const named = await test.agent({ systemPrompt: 'You serve {{shopName}}.' });
    const visitor = await test.visitor();
    visitor.hello({ apiKey: test.secretKey, agentId: named });
    expect(await visitor.untilClosed()).toMatchObject({ code: 4002 });
    const [error] = visitor.of('error');
    expect(error).toMatchObject({ code: 'variable_missing' });
    expect(error?.message).toContain('variables.shopName');
    const filled = await test.visitor();
    await filled.ready({ apiKey: test.secretKey, agentId: named, variables: { shopName: 'Tea & Co' } });
    filled.hangUp();
  });

  it('of a restricted key needs the scope to start calls', async () => {
    const make = (scope: 'calls:start' | 'calls:read') =>
      test.app
        .get(ApiKeysFacade)
        .create(test.tenant, { name: scope, kind: 'restricted', scopes: [scope] }, { kind: 'system' });
    const [starter, reader] = [await make('calls:start'), await make('calls:read')];
    expect(await refusal(direct({ apiKey: reader.key }))).toEqual([4004, 'unauthenticated']);
    const visitor = await test.visitor();
    await visitor.ready({ apiKey: starter.key, agentId });
    visitor.hangUp();
  });
});

describe('consent', () => {
  it('has to be given to the present text before audio', async () => {
    const careful = await test.agent({ consentText: 'This call is recorded.' });
    const { body } = await session(PAGE, careful);
    const version: string = body.agent.consentVersion;
    for (const consent of [undefined, { accepted: false, version }, { accepted: true, version: 'older' }]) {
      const visitor = await test.visitor();
      await visitor.ready({ apiKey: test.secretKey, agentId: careful, ...(consent && { consent }) });
      visitor.openMicrophone();
      expect(await visitor.untilClosed()).toMatchObject({ code: 4002 });
      expect(visitor.of('error')[0]?.code).toBe('consent_required');
    }
    const consent = { accepted: true, version };
    const { visitor, callId } = await test.call(careful, { consent });
    visitor.say(600);
    await visitor.until('turn.committed');
    visitor.hangUp();
    const receipts = await test.rows('select version from consent_receipts where call_id = $1', callId);
    expect(receipts).toEqual([{ version }]);
  });
});

describe('during a call', () => {
  it.each<[string, unknown, number, string]>([
    ['audio of an odd length', Buffer.alloc(641), 4002, 'malformed_message'],
    ['audio of more than 32 KiB', Buffer.alloc(33_000), 4002, 'malformed_message'],
    ['empty audio', Buffer.alloc(0), 4002, 'malformed_message'],
    ['a second hello', hello({ token: 'x' }), 4002, 'malformed_message'],
    ['text that is no JSON', 'hello', 4002, 'malformed_message'],
    ['a text that is too long', { type: 'text', text: 'x'.repeat(4_001) }, 4002, 'malformed_message'],
    [
      'JSON that nests too deep',
      `{"type":"text","text":${'['.repeat(20)}${']'.repeat(20)}}`,
      4002,
      'malformed_message',
    ],
  ])('%s ends it', async (_name, frame, code, error) => {
    const visitor = await test.visitor();
    const { callId } = await visitor.ready({ apiKey: test.secretKey, agentId });
    if (Buffer.isBuffer(frame)) visitor.socket.send(frame);
    else visitor.send(frame);
    expect(await visitor.untilClosed()).toMatchObject({ code });
    expect(visitor.of('error')[0]?.code).toBe(error);
    const [call] = await test.rows('select status, end_reason from calls where id = $1', callId);
    expect(call).toEqual({ status: 'ended', end_reason: 'error' });
  });

  it('tolerates a few unknown messages and not many', async () => {
    const visitor = await test.visitor();
    await visitor.ready({ apiKey: test.secretKey, agentId });
    for (let sent = 0; sent < 20; sent += 1) visitor.send({ type: 'new.thing' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(visitor.closed).toBeUndefined();
    visitor.send({ type: 'new.thing' });
    expect(await visitor.untilClosed()).toMatchObject({ code: 4002 });
  });

  it('is cut where more comes than a microphone can produce', async () => {
    const visitor = await test.visitor();
    await visitor.ready({ apiKey: test.secretKey, agentId });
    for (let sent = 0; sent < 20; sent += 1) visitor.socket.send(Buffer.alloc(32_000));
    expect(await visitor.untilClosed()).toMatchObject({ code: 4001 });
    expect(visitor.of('error')[0]?.code).toBe('rate_limited');
  });
});

describe('the gateway port', () => {
  const gateway = (path: string) => fetch(`http://127.0.0.1:${test.config.gatewayPort}${path}`);

  it('answers for its health, readiness and figures', async () => {
    expect((await gateway('/health')).status).toBe(200);
    expect((await gateway('/ready')).status).toBe(200);
    const figures = await (await gateway('/metrics')).text();
    for (const name of ['live_calls', 'audio_frames_total', 'turn_latency_seconds', 'provider_events_total'])
      expect(figures).toContain(`orbis_voice_${name}`);
    expect((await gateway('/elsewhere')).status).toBe(404);
  });

  it('forgets every call that has ended', async () => {
    await waitFor(async () => /orbis_voice_live_calls 0/.test(await (await gateway('/metrics')).text()));
    await waitFor(() => test.engine.sessions() === 0);
  });
});
