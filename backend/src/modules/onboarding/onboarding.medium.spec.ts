import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Onboarding, type CallChannel } from '@orbisvoice/contracts';
import { Browser, mailedToken, PASSWORD } from '../../../test/support/browser.js';
import { LiveReader } from '../../../test/support/live-reader.js';
import { createTestApp, type TestApp } from '../../../test/support/test-app.js';
import { tenantId } from '../../platform/database/index.js';
import { CallsFacade } from '../calls/index.js';

const SHOP = 'https://shop.example';

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp({ config: { ROLE: 'api', AUTH_ATTEMPTS_PER_MINUTE: '10000' } });
});
afterAll(() => test.close());

async function newTeam() {
  const browser = new Browser(test.url);
  const me = await browser.signup();
  const read = async () => Onboarding.strict().parse((await browser.get('/onboarding').expect(200)).body);
  return {
    browser,
    me,
    read,
    /** The steps that are done. */
    done: async () => (await read()).steps.filter(({ done }) => done).map(({ name }) => name),
  };
}

async function called(tenant: string, agentId: string, channel: CallChannel): Promise<void> {
  const calls = test.app.get(CallsFacade, { strict: false });
  const call = { agentId, agentVersion: null, channel, origin: null, userId: null, apiKeyId: null };
  const callId = await calls.create(tenantId(tenant), call);
  await calls.claim(tenantId(tenant), callId, 'a gateway of the test');
}

describe('the way to the first call of a visitor', () => {
  it('is told step by step, by what the team has done', async () => {
    const { browser, me, read, done } = await newTeam();
    expect(await read()).toMatchObject({ agentId: null, dismissed: false });
    expect(await done()).toEqual([]);

    const token = await mailedToken(test, me.user.email);
    await browser.post('/auth/verify-email', { token }).expect(204);
    expect(await done()).toEqual(['verify_email']);

    const agent = (await browser.post('/agents', { name: 'Desk', systemPrompt: 'Be kind.' }).expect(201))
      .body;
    expect(await read()).toMatchObject({ agentId: agent.id });
    await called(me.tenant.id, agent.id, 'dashboard');
    await browser.post(`/agents/${agent.id}/publish`, {}).expect(200);
    await browser.put(`/agents/${agent.id}`, { allowedOrigins: [SHOP] }).expect(200);
    expect(await done()).toEqual([
      'verify_email',
      'create_agent',
      'try_agent',
      'publish_agent',
      'allow_origin',
    ]);

    const config = (origin: string) =>
      fetch(`${test.url}/widget/config/${agent.id}`, { headers: { origin } });
    expect((await config('https://elsewhere.example')).status).toBe(403);
    expect(await done()).not.toContain('embed_widget');
    expect((await config(SHOP)).status).toBe(200);
    expect(await done()).toContain('embed_widget');
    await called(me.tenant.id, agent.id, 'widget');
    expect((await read()).steps.every((step) => step.done)).toBe(true);
  });

  it('is seen from a page in a frame too', async () => {
    const { browser, done } = await newTeam();
    const body = { name: 'Desk', systemPrompt: 'Be kind.', allowedOrigins: [SHOP] };
    const agent = (await browser.post('/agents', body).expect(201)).body;
    await browser.post(`/agents/${agent.id}/publish`, {}).expect(200);
    await fetch(`${test.url}/embed/${agent.id}`, { headers: { referer: `${SHOP}/help` } });
    expect(await done()).toContain('embed_widget');
  });

  it('stays the team’s own, and a call that nobody began counts for nothing', async () => {
    const [mine, theirs] = [await newTeam(), await newTeam()];
    const body = { name: 'Desk', systemPrompt: 'Be kind.' };
    const agent = (await theirs.browser.post('/agents', body).expect(201)).body;
    await called(theirs.me.tenant.id, agent.id, 'widget');
    await theirs.browser.post(`/agents/${agent.id}/sessions`, {}).expect(201);
    expect(await theirs.done()).toEqual(['create_agent', 'first_call']);
    expect(await mine.done()).toEqual([]);
  });

  it('is put away by each person for themselves, and comes back', async () => {
    const { browser, read } = await newTeam();
    expect((await browser.put('/onboarding', { dismissed: true }).expect(200)).body.dismissed).toBe(true);
    expect((await read()).dismissed).toBe(true);
    await browser.put('/onboarding', { dismissed: false }).expect(200);
    expect((await read()).dismissed).toBe(false);
    const wrong = await browser.put('/onboarding', { dismissed: 'yes' }).expect(400);
    expect(wrong.body.error.details[0].path).toBe('dismissed');
    await new Browser(test.url).get('/onboarding').expect(401);
  });

  it('moves on open pages when the address is confirmed elsewhere', async () => {
    const { browser, me } = await newTeam();
    const login = await new Browser(test.url)
      .post('/auth/login', { email: me.user.email, password: PASSWORD })
      .expect(200);
    const cookies = (login.headers['set-cookie'] as unknown as string[]).map((line) => line.split(';')[0]);
    const stream = await LiveReader.open(test.url, cookies.join('; '));
    try {
      await browser.post('/auth/verify-email', { token: await mailedToken(test, me.user.email) });
      await stream.until('member.changed', me.user.id);
    } finally {
      stream.close();
    }
  });
});
