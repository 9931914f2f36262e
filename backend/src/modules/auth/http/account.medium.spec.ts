import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  Browser,
  PASSWORD,
  mailTo,
  mailedToken,
  newEmail,
  setCookies,
} from '../../../../test/support/browser.js';
import { createTestApp, type TestApp } from '../../../../test/support/test-app.js';
import { TenantsModule } from '../../tenants/index.js';
import { AuthModule } from '../index.js';

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp({
    modules: [TenantsModule, AuthModule],
    config: { AUTH_ATTEMPTS_PER_MINUTE: '10000' },
  });
});
afterAll(() => test.close());

const open = () => new Browser(test.url);
const cookies = (browser: Browser, path: string) =>
  browser.agent.jar
    .getCookies({ domain: '127.0.0.1', path, secure: false, script: false })
    .map(({ name, value }) => ({ name, value }));

describe('a person', () => {
  it('signs up, is signed in as owner of a tenant, and signs out', async () => {
    const browser = open();
    const email = newEmail();
    const me = await browser.signup({ email: email.toUpperCase(), tenantName: 'Acme' });
    expect(me).toMatchObject({
      user: { email, name: 'Anna Example', emailVerified: false },
      tenant: { name: 'Acme', rateLimitPerMinute: 100 },
      role: 'owner',
      tenants: [{ name: 'Acme', role: 'owner' }],
    });
    expect((await browser.get('/auth/me').expect(200)).body).toEqual(me);
    await browser.post('/auth/logout').expect(204);
    await browser.get('/auth/me').expect(401);
    await browser.post('/auth/refresh').expect(401);
  });

  it('gets cookies that scripts and other sites cannot use', async () => {
    const answer = await open().post('/auth/signup', {
      email: newEmail(),
      name: 'A',
      tenantName: 'T',
      password: PASSWORD,
    });
    const lines = setCookies(answer);
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toMatch(/; HttpOnly; SameSite=Lax$/);
    expect(lines.find((line) => line.startsWith('ov_refresh='))).toContain('Path=/auth;');
  });

  it('confirms the address by the mailed link, once', async () => {
    const browser = open();
    const email = newEmail();
    await browser.signup({ email });
    const token = await mailedToken(test, email);
    await open().post('/auth/verify-email', { token }).expect(204);
    expect((await browser.get('/auth/me')).body.user.emailVerified).toBe(true);
    const again = await open().post('/auth/verify-email', { token }).expect(422);
    expect(again.body.error.code).toBe('token_invalid');
  });

  it('can have the confirmation sent again', async () => {
    const browser = open();
    const email = newEmail();
    await browser.signup({ email });
    const first = await mailedToken(test, email);
    await browser.post('/auth/resend-verification').expect(202);
    const second = await mailedToken(test, email);
    expect(second).not.toBe(first);
    await open().post('/auth/verify-email', { token: second }).expect(204);
    await open().post('/auth/verify-email', { token: first }).expect(422);
  });

  it('refuses passwords that guessers try first, and says which field it is', async () => {
    const answer = await open()
      .post('/auth/signup', { email: newEmail(), name: 'A', tenantName: 'T', password: 'Password123!' })
      .expect(422);
    expect(answer.body.error.details[0].path).toBe('password');
  });

  it('who signs up with a known address is signed in by its password, and told without it', async () => {
    const email = newEmail();
    const first = await open().signup({ email });
    expect((await open().signup({ email, tenantName: 'Another' })).tenant).toEqual(first.tenant);
    const wrong = { email, name: 'A', tenantName: 'T', password: 'another-good-pass-9' };
    expect((await open().post('/auth/signup', wrong).expect(409)).body.error.code).toBe('email_taken');
    expect((await mailTo(test, email))?.subject).toBe('You already have an account');
  });
});

describe('refreshing', () => {
  const refreshCookie = (browser: Browser) =>
    cookies(browser, '/auth').find(({ name }) => name === 'ov_refresh')?.value ?? '';
  const refreshWith = (token: string) =>
    open()
      .agent.post('/auth/refresh')
      .set('cookie', `ov_refresh=${token}`)
      .set('sec-fetch-site', 'same-origin');

  it('gives a new token each time, and the same one to a second tab within the grace', async () => {
    const browser = open();
    await browser.signup();
    const first = refreshCookie(browser);
    const answers = await Promise.all([refreshWith(first), refreshWith(first), refreshWith(first)]);
    const given = answers.map((answer) => Browser.cookie(answer, 'ov_refresh'));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect(new Set(given).size).toBe(1);
    expect(given[0]).not.toBe(first);
    await refreshWith(given[0] ?? '').expect(200);
  });

  it('ends the whole family when an older token comes back, and stays ended', async () => {
    const browser = open();
    await browser.signup();
    const first = refreshCookie(browser);
    const second = Browser.cookie(await refreshWith(first).expect(200), 'ov_refresh') ?? '';
    const third = Browser.cookie(await refreshWith(second).expect(200), 'ov_refresh') ?? '';
    expect((await refreshWith(first).expect(401)).body.error.code).toBe('session_expired');
    await refreshWith(third).expect(401);
    await refreshWith(second).expect(401);
    await browser.get('/auth/me').expect(401);
    const other = open();
    await other.signup();
    await other.get('/auth/me').expect(200);
  });

  it('refuses a made-up token', async () => {
    await refreshWith('x'.repeat(43)).expect(401);
    await open().post('/auth/refresh').expect(401);
  });
});

describe('a forgotten password', () => {
  it('is replaced by the mailed link, once, and every browser is signed out', async () => {
    const browser = open();
    const email = newEmail();
    await browser.signup({ email });
    await open().post('/auth/forgot-password', { email }).expect(202);
    const stale = await mailedToken(test, email, 'Choose');
    await open().post('/auth/forgot-password', { email }).expect(202);
    const token = await mailedToken(test, email, 'Choose');
    await open().post('/auth/reset-password', { token: stale, password: 'a-new-good-secret' }).expect(422);
    await open().post('/auth/reset-password', { token, password: 'qwertyuiop' }).expect(422);
    await open().post('/auth/reset-password', { token, password: 'a-new-good-secret' }).expect(204);
    await open().post('/auth/reset-password', { token, password: 'a-newer-good-secret' }).expect(422);
    await browser.get('/auth/me').expect(401);
    await browser.post('/auth/refresh').expect(401);
    await open().post('/auth/login', { email, password: PASSWORD }).expect(401);
    const me = await open().post('/auth/login', { email, password: 'a-new-good-secret' }).expect(200);
    // The mailbox was proved on the way.
    expect(me.body.user.emailVerified).toBe(true);
  });
});

describe('sessions', () => {
  it('of other browsers are ended all at once, and nobody else is signed out', async () => {
    const [here, there, elsewhere] = [open(), open(), open()];
    const email = newEmail();
    await here.signup({ email });
    for (const browser of [there, elsewhere])
      await browser.post('/auth/login', { email, password: PASSWORD }).expect(200);
    const stranger = open();
    await stranger.signup();
    expect((await here.delete('/auth/sessions').expect(200)).body).toEqual({ count: 2 });
    for (const browser of [there, elsewhere]) {
      await browser.get('/auth/me').expect(401);
      await browser.post('/auth/refresh').expect(401);
    }
    await stranger.get('/auth/me').expect(200);
    expect((await here.get('/auth/sessions').expect(200)).body.items).toHaveLength(1);
    expect((await here.delete('/auth/sessions').expect(200)).body).toEqual({ count: 0 });
    const { items } = (await here.get('/tenants/me/audit-log')).body;
    const ended = items.filter(({ action }: { action: string }) => action === 'session.others_ended');
    expect(ended).toHaveLength(1);
  });

  it('are listed, and ended one by one', async () => {
    const [laptop, phone] = [open(), open()];
    const email = newEmail();
    await laptop.signup({ email });
    await phone.post('/auth/login', { email, password: PASSWORD }).set('user-agent', 'Phone/1.0').expect(200);
    const { items } = (await laptop.get('/auth/sessions').expect(200)).body;
    expect(items).toHaveLength(2);
    const other = items.find((session: { current: boolean }) => !session.current);
    expect(other).toMatchObject({ userAgent: 'Phone/1.0', network: '127.0.0.0/24' });
    await laptop.delete(`/auth/sessions/${other.id}`).expect(204);
    await phone.get('/auth/me').expect(401);
    await phone.post('/auth/refresh').expect(401);
    await laptop.get('/auth/me').expect(200);
  });

  it('of another person look as if they did not exist', async () => {
    const [one, two] = [open(), open()];
    await one.signup();
    await two.signup();
    const { id } = (await two.get('/auth/sessions')).body.items[0];
    const foreign = await one.delete(`/auth/sessions/${id}`).expect(404);
    const unknown = await one.delete('/auth/sessions/01890000-0000-7000-8000-000000000000').expect(404);
    const malformed = await one.delete('/auth/sessions/nonsense').expect(404);
    for (const answer of [foreign, unknown, malformed])
      expect(answer.body.error.code).toBe('session_not_found');
    await two.get('/auth/me').expect(200);
  });
});
