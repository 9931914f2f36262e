import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import request from 'supertest';
import { Browser, PASSWORD, newEmail, setCookies } from '../../../../test/support/browser.js';
import { createTestApp, type TestApp } from '../../../../test/support/test-app.js';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import { AppError } from '../../../platform/http/index.js';
import { InvitationAcceptance, PersonProof, TenantsModule } from '../../tenants/index.js';
import { LoginGuard } from '../application/login-guard.js';
import { PasswordHasher } from '../application/password-hasher.js';
import { AuthModule } from '../index.js';
import { EmailTokensRepository } from '../persistence/email-tokens.repository.js';
import { UsersRepository } from '../persistence/users.repository.js';

const TRUSTING = { AUTH_ATTEMPTS_PER_MINUTE: '100000', TRUST_PROXY: '127.0.0.1' };

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp({ modules: [TenantsModule, AuthModule], config: TRUSTING });
});
afterEach(() => void jest.restoreAllMocks());
afterAll(() => test.close());

const open = () => new Browser(test.url);
/** A request as it comes from some address through the proxy that the configuration trusts. */
const login = (email: string, password: string, address: string) =>
  request(test.url).post('/auth/login').set('x-forwarded-for', address).send({ email, password });
const address = (index: number) => `198.51.${Math.floor(index / 250)}.${(index % 250) + 1}`;

describe('an unknown address', () => {
  it('is answered as a known one: same status, same body, same headers', async () => {
    const known = newEmail();
    await open().signup({ email: known });
    const ask = (path: string, email: string) =>
      request(test.url)
        .post(path)
        .set('x-forwarded-for', '203.0.113.9')
        .send({ email, password: 'not-the-password' });
    for (const path of ['/auth/login', '/auth/forgot-password']) {
      const [one, two] = [await ask(path, known), await ask(path, newEmail())];
      expect(two.status).toBe(one.status);
      expect(JSON.stringify(two.body).replace(/"requestId":"[^"]+"/, '')).toBe(
        JSON.stringify(one.body).replace(/"requestId":"[^"]+"/, ''),
      );
      expect(Object.keys(two.headers).sort()).toEqual(Object.keys(one.headers).sort());
    }
  });

  it('takes as long as a known one', async () => {
    const known = newEmail();
    await open().signup({ email: known });
    const times = { login: [[], []] as [number[], number[]], forgot: [[], []] as [number[], number[]] };
    const timed = async (into: number[], path: string, email: string, index: number) => {
      const body = { email, password: 'not-the-password' };
      const from = performance.now();
      await request(test.url).post(path).set('x-forwarded-for', address(index)).send(body);
      into.push(performance.now() - from);
    };
    // Few enough guesses at the known account that none has to wait.
    for (let index = 0; index < 20; index += 1) {
      await timed(times.login[0], '/auth/login', known, index);
      await timed(times.login[1], '/auth/login', newEmail(), index);
    }
    for (let index = 0; index < 10; index += 1) {
      await timed(times.forgot[0], '/auth/forgot-password', known, index);
      await timed(times.forgot[1], '/auth/forgot-password', newEmail(), index);
    }
    const median = (all: number[]) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
    // The hash takes 30 ms and more, the padding 150: leaving either out would show as a multiple. The bound is wide
    // because the machine may be busy with other tests.
    for (const [one, two] of Object.values(times)) expect(median(two) / median(one)).toBeGreaterThan(0.6);
    for (const [one, two] of Object.values(times)) expect(median(two) / median(one)).toBeLessThan(1.6);
  }, 60_000);

  it('shows at sign-up only to who may ask often, and ten meetings are often', async () => {
    const emails: string[] = [];
    for (let index = 0; index < 3; index += 1) {
      const email = newEmail();
      await open().signup({ email });
      emails.push(email);
    }
    const body = { name: 'A', tenantName: 'T', password: 'another-good-pass-9' };
    const from = (where: string, email: string) =>
      request(test.url)
        .post('/auth/signup')
        .set('x-forwarded-for', where)
        .send({ ...body, email });
    const statuses = [];
    for (let index = 0; index < 12; index += 1)
      statuses.push((await from('203.0.113.77', emails[index % 3] ?? '')).status);
    expect(statuses).toEqual([...Array(10).fill(409), 429, 429]);
    const fresh = await from('203.0.113.77', newEmail());
    expect(fresh.status).toBe(429);
    expect(Number(fresh.headers['retry-after'])).toBeGreaterThan(30);
    await from('203.0.113.78', newEmail()).expect(201);
    const atOnce = await Promise.all(
      Array.from({ length: 20 }, (_, index) => from('203.0.113.79', emails[index % 3] ?? '')),
    );
    expect(atOnce.filter(({ status }) => status === 409).length).toBeLessThanOrEqual(10);
  });
});

describe('guessing at one account', () => {
  it('from a hundred addresses reaches the hash at most fifty times, and the owner on a known device gets in', async () => {
    const email = newEmail();
    const owner = open();
    await owner.signup({ email });
    await owner.post('/auth/logout').expect(204);
    const hasher = test.app.get(PasswordHasher, { strict: false });
    const verify = hasher.verify.bind(hasher);
    let hashed = 0;
    hasher.verify = (hash, password) => {
      hashed += 1;
      return verify(hash, password);
    };
    const statuses = new Set<number>();
    const clock = test.app.get(Clock, { strict: false });
    for (let round = 0; round < 8; round += 1) {
      // From the last round on time stands still, or a wait could be over before the account's owner comes.
      if (round === 7) jest.spyOn(clock, 'now').mockReturnValue(clock.now());
      const batch = Array.from({ length: 50 }, (_, index) =>
        login(email, `guess-${round}-${index}`, address((round * 50 + index) % 100)),
      );
      for (const answer of await Promise.all(batch)) statuses.add(answer.status);
    }
    hasher.verify = verify;
    expect(hashed).toBeLessThanOrEqual(50);
    expect([...statuses].sort()).toEqual([401, 429]);
    await open().post('/auth/login', { email, password: PASSWORD }).expect(429);
    await owner.post('/auth/login', { email, password: PASSWORD }).expect(200);
  }, 60_000);

  it('tells how long to wait, and does not lock: the wait ends', async () => {
    const email = newEmail();
    await open().signup({ email });
    const statuses = [];
    for (let index = 0; index < 7; index += 1)
      statuses.push((await login(email, 'wrong', '192.0.2.50')).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 429]);
    const refused = await login(email, PASSWORD, '192.0.2.50').expect(429);
    expect(refused.headers['retry-after']).toBe('1');
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    await login(email, PASSWORD, '192.0.2.50').expect(200);
  });

  it('with a device cookie made up or of another account counts as a stranger', async () => {
    const [victim, other] = [newEmail(), newEmail()];
    await open().signup({ email: victim });
    const thief = await request(test.url)
      .post('/auth/signup')
      .send({ email: other, name: 'T', tenantName: 'T', password: PASSWORD })
      .expect(201);
    const cookie = `ov_device=${Browser.cookie(thief, 'ov_device')}`;
    const statuses = [];
    for (let index = 0; index < 7; index += 1) {
      const guess = login(victim, 'wrong', '192.0.2.60')
        .set('cookie', cookie)
        .set('sec-fetch-site', 'same-origin');
      statuses.push((await guess).status);
    }
    expect(statuses.at(-1)).toBe(429);
  });
});

describe('a request of another site', () => {
  it('changes nothing, with and without Sec-Fetch-Site', async () => {
    const browser = open();
    await browser.signup({ tenantName: 'Before' });
    const put = () => browser.put('/tenants/me', { name: 'After' });
    for (const site of ['cross-site', 'same-site', 'none'])
      await put().set('sec-fetch-site', site).expect(403);
    const old = browser.put('/tenants/me', { name: 'After' }).unset('sec-fetch-site');
    expect((await old.set('origin', 'https://evil.example').expect(403)).body.error.code).toBe(
      'cross_site_request',
    );
    await browser.put('/tenants/me', { name: 'After' }).unset('sec-fetch-site').expect(403);
    expect((await browser.get('/tenants/me')).body.name).toBe('Before');
    await browser
      .put('/tenants/me', { name: 'After' })
      .unset('sec-fetch-site')
      .set('origin', test.url)
      .expect(200);
  });
});

describe('requests without a credential', () => {
  it('have a limit by address, which the headers tell', async () => {
    const config = { AUTH_ATTEMPTS_PER_MINUTE: '3', TRUST_PROXY: '127.0.0.1' };
    const strict = await createTestApp({
      modules: [TenantsModule, AuthModule],
      config,
      database: test.database,
    });
    try {
      const ask = (where: string) =>
        request(strict.url)
          .post('/auth/login')
          .set('x-forwarded-for', where)
          .send({ email: newEmail(), password: 'x' });
      const answers = [];
      for (let index = 0; index < 4; index += 1) answers.push(await ask('2001:db8:0:1::1'));
      expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 429]);
      expect(answers.map(({ headers }) => headers['ratelimit-remaining'])).toEqual(['2', '1', '0', '0']);
      await ask('2001:db8:0:1:ffff::2').expect(429);
      await ask('2001:db8:0:2::1').expect(401);
    } finally {
      await strict.close();
    }
  });
});

describe('over https', () => {
  it('cookies carry the prefixes that browsers enforce', async () => {
    const config = { ...TRUSTING, PUBLIC_URL: 'https://voice.example.com' };
    const https = await createTestApp({
      modules: [TenantsModule, AuthModule],
      config,
      database: test.database,
    });
    try {
      const body = { email: newEmail(), name: 'A', tenantName: 'T', password: PASSWORD };
      const lines = setCookies(await request(https.url).post('/auth/signup').send(body).expect(201));
      expect(lines.map((line) => line.split('=')[0])).toEqual([
        '__Host-ov_access',
        '__Secure-ov_refresh',
        '__Secure-ov_device',
      ]);
      expect(lines[0]).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
      for (const line of lines) expect(line).toMatch(/Secure/);
    } finally {
      await https.close();
    }
  });
});

describe('where every place to wait for a hash is taken', () => {
  const part = <T>(token: abstract new (...args: never[]) => T): T => test.app.get(token, { strict: false });
  /** From here on; gives all who look something up. */
  const full = () => {
    jest.spyOn(part(PasswordHasher), 'admit').mockImplementation(() => {
      throw new AppError('rate_limited', { retryAfterSeconds: 2 });
    });
    return [
      jest.spyOn(part(LoginGuard), 'admit'),
      jest.spyOn(part(LoginGuard), 'admitSignup'),
      jest.spyOn(part(UsersRepository), 'find'),
      jest.spyOn(part(UsersRepository), 'findByEmail'),
      jest.spyOn(part(EmailTokensRepository), 'find'),
      jest.spyOn(part(InvitationAcceptance), 'find'),
    ];
  };

  it.each<[string, object]>([
    ['/auth/login', {}],
    ['/auth/signup', { name: 'A', tenantName: 'T' }],
    ['/auth/reset-password', { token: 'x'.repeat(43) }],
    ['/auth/accept-invitation', { token: 'x'.repeat(43), name: 'A' }],
  ])('%s says so of every address alike, and looks nothing up', async (path, fields) => {
    const known = newEmail();
    await open().signup({ email: known });
    const asked = full();
    for (const email of [known, newEmail()]) {
      const answer = await request(test.url)
        .post(path)
        .send({ email, password: PASSWORD, ...fields });
      expect([answer.status, answer.headers['retry-after']]).toEqual([429, '2']);
    }
    for (const spy of asked) expect(spy).not.toHaveBeenCalled();
  });

  it('a proof says so too', async () => {
    const asked = full();
    await expect(part(PersonProof).confirm(newId(), PASSWORD, '203.0.113.5')).rejects.toMatchObject({
      code: 'rate_limited',
    });
    for (const spy of asked) expect(spy).not.toHaveBeenCalled();
  });
});
