import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Call } from '@orbisvoice/contracts';
import { createGatewayTest, PAGE, type GatewayTest } from '../../../test/support/gateway-test.js';

jest.setTimeout(60_000);

let test: GatewayTest;
let agentId: string;
beforeAll(async () => {
  test = await createGatewayTest();
  test.play({ turns: [{ heard: 'Hello?', reply: [{ say: 'Hello.', audioMs: 400 }] }], timing: { speed: 4 } });
  agentId = await test.agent({ consentText: 'May we keep a transcript?' });
});
afterAll(() => test.close());

/** A call from a page that was answered like this and has ended. */
async function call(accepted = true): Promise<{ callId: string; ratingToken: string }> {
  const { body } = await test.post('/widget/sessions', test.publishableKey, { agentId }, PAGE);
  const visitor = await test.visitor(PAGE);
  const { version } = { version: body.agent.consentVersion as string };
  await visitor.ready({ token: body.token, consent: { accepted, version } });
  visitor.send({ type: 'end' });
  await visitor.untilClosed();
  return body;
}

const rate = (callId: string, token: string, body: unknown) =>
  test.post(`/widget/calls/${callId}/rating`, token, body, PAGE);
const ofCall = async (callId: string): Promise<Call> => {
  const headers = { authorization: `Bearer ${test.secretKey}` };
  return (await (await fetch(`${test.url}/calls/${callId}`, { headers })).json()) as Call;
};

describe('the rating of a call', () => {
  it('is given by the visitor with the token of the call, and shows in the history', async () => {
    const { callId, ratingToken } = await call();
    expect((await ofCall(callId)).rating).toBeNull();
    const rated = await rate(callId, ratingToken, { rating: 4, comment: 'Quick and kind.' });
    expect(rated.status).toBe(200);
    expect(rated.body).toMatchObject({ rating: 4, comment: 'Quick and kind.' });
    expect((await ofCall(callId)).rating).toEqual(rated.body);
    const headers = { authorization: `Bearer ${test.secretKey}` };
    const list = (await (await fetch(`${test.url}/calls`, { headers })).json()) as { items: Call[] };
    expect(list.items.find(({ id }) => id === callId)?.rating).toEqual(rated.body);
  });

  it('may be changed for some minutes, and stands then', async () => {
    const { callId, ratingToken } = await call();
    const first = await rate(callId, ratingToken, { rating: 2, comment: 'Slow.' });
    const second = await rate(callId, ratingToken, { rating: 5 });
    expect(second.body).toEqual({ rating: 5, comment: null, at: first.body.at });
    await test.rows(
      `update call_ratings set rated_at = rated_at - interval '11 minutes' where call_id = $1`,
      callId,
    );
    const late = await rate(callId, ratingToken, { rating: 1 });
    expect([late.status, late.body.error.code]).toEqual([409, 'conflict']);
    expect((await ofCall(callId)).rating?.rating).toBe(5);
  });

  it('is for nobody else: no key, no other call, no made-up token', async () => {
    const { callId } = await call();
    const { ratingToken: another } = await call();
    for (const token of [test.secretKey, test.publishableKey, another, 'x.y.z'])
      expect((await rate(callId, token, { rating: 5 })).status).toBe(401);
  });

  it.each([{ rating: 0 }, { rating: 6 }, { rating: 4.5 }, {}, { rating: 5, comment: 'x'.repeat(1_001) }])(
    'is a number from 1 to 5 with a few words: not %j',
    async (body) => {
      const { callId, ratingToken } = await call();
      expect((await rate(callId, ratingToken, body)).status).toBe(400);
    },
  );

  it('waits for the call, and goes with it when it is erased', async () => {
    const { body } = await test.post('/widget/sessions', test.publishableKey, { agentId }, PAGE);
    expect((await rate(body.callId, body.ratingToken, { rating: 5 })).status).toBe(404);
    const { callId, ratingToken } = await call();
    await rate(callId, ratingToken, { rating: 5, comment: 'I am Grace.' });
    const headers = { authorization: `Bearer ${test.secretKey}` };
    const erased = await fetch(`${test.url}/calls/${callId}`, { method: 'DELETE', headers });
    expect(erased.status).toBe(204);
    expect(await test.rows('select 1 from call_ratings where call_id = $1', callId)).toEqual([]);
    expect((await rate(callId, ratingToken, { rating: 1 })).status).toBe(404);
  });

  it('can be read across sites, refusals included', async () => {
    const answer = await fetch(`${test.url}/widget/calls/${agentId}/rating`, {
      method: 'POST',
      headers: { origin: PAGE, 'content-type': 'application/json' },
      body: '{"rating":5}',
    });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([401, PAGE]);
  });
});

describe('the answer to the consent text', () => {
  it.each([true, false])('stands in the history with its version and time: %s', async (accepted) => {
    const before = Date.now();
    const { callId } = await call(accepted);
    const { consent } = await ofCall(callId);
    expect(consent).toEqual({ accepted, version: expect.stringMatching(/./), at: expect.any(String) });
    expect(Date.parse(consent?.at ?? '')).toBeGreaterThanOrEqual(before);
  });
});
