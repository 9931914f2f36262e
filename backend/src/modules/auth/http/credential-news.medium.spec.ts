import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import pg from 'pg';
import { Browser, mailedToken, newEmail, PASSWORD } from '../../../../test/support/browser.js';
import { createTestApp, type TestApp } from '../../../../test/support/test-app.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import { waitFor } from '../../../../test/support/wait-for.js';
import { Access } from '../../../platform/http/index.js';
import { TenantsModule } from '../../tenants/index.js';
import { AuthModule } from '../index.js';

@Controller('samples')
class SampleController {
  @Get()
  @Access({ scopes: ['agents:read'] })
  all() {
    return {};
  }
}

@Module({ controllers: [SampleController] })
class SampleModule {}

const config = { AUTH_ATTEMPTS_PER_MINUTE: '10000' };
const modules = [TenantsModule, AuthModule, SampleModule];
/** Well below the 5 s for which a credential is believed where nothing is heard. */
const SOON_MS = 2_500;
const REFUSED = [401, 403];

let database: TestDatabase;
let here: TestApp;
let there: TestApp;
let owner: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  here = await createTestApp({ modules, config, database });
  there = await createTestApp({ modules, config, database });
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await Promise.all([here.close(), there.close()]);
  await database.drop();
});

/** Asks the other process, which remembers the answer to the question before. */
async function elsewhere(path: string, headers: Record<string, string>): Promise<number> {
  const answer = await fetch(`${there.url}${path}`, { headers });
  await answer.arrayBuffer();
  return answer.status;
}

async function refusedSoon(path: string, headers: Record<string, string>, deed: () => Promise<unknown>) {
  expect(await elsewhere(path, headers)).toBe(200);
  await deed();
  const from = performance.now();
  await waitFor(async () => REFUSED.includes(await elsewhere(path, headers)), 10_000);
  expect(performance.now() - from).toBeLessThan(SOON_MS);
}

async function signedIn(
  sign: (browser: Browser) => Promise<{ headers: Record<string, unknown>; body: unknown }>,
) {
  const browser = new Browser(here.url);
  const { headers, body } = await sign(browser);
  const lines = headers['set-cookie'] as string[];
  return {
    browser,
    cookie: lines.map((line) => line.split(';')[0]).join('; '),
    me: body as { user: { id: string } },
  };
}
const newOwner = () => {
  const wish = { email: newEmail(), name: 'Anna', tenantName: 'Acme', password: PASSWORD };
  return signedIn((browser) => browser.post('/auth/signup', wish).expect(201));
};
async function newMember(inviter: Browser, role: string) {
  const email = newEmail();
  await inviter.post('/tenants/me/invitations', { email, role }).expect(201);
  const body = { token: await mailedToken(here, email), name: 'Ben', password: PASSWORD };
  return signedIn((browser) => browser.post('/auth/accept-invitation', body).expect(200));
}

describe('another process', () => {
  it('refuses a session that has ended', async () => {
    const { browser, cookie } = await newOwner();
    await refusedSoon('/auth/me', { cookie }, () => browser.post('/auth/logout').expect(204));
  });

  it('refuses all sessions of a person with a new password', async () => {
    const email = newEmail();
    const wish = { email, name: 'Anna', tenantName: 'Acme', password: PASSWORD };
    const { cookie } = await signedIn((browser) => browser.post('/auth/signup', wish).expect(201));
    const stranger = new Browser(here.url);
    await stranger.post('/auth/forgot-password', { email }).expect(202);
    const body = { token: await mailedToken(here, email, 'password'), password: 'amber-window-thistle' };
    await refusedSoon('/auth/me', { cookie }, () => stranger.post('/auth/reset-password', body).expect(204));
  });

  it('refuses who left the team, and an admin who is none any more', async () => {
    const { browser } = await newOwner();
    const [leaver, admin] = [await newMember(browser, 'member'), await newMember(browser, 'admin')];
    await refusedSoon('/auth/me', { cookie: leaver.cookie }, () =>
      browser.delete(`/tenants/me/members/${leaver.me.user.id}`).expect(204),
    );
    await refusedSoon('/api-keys', { cookie: admin.cookie }, () =>
      browser.patch(`/tenants/me/members/${admin.me.user.id}`, { role: 'member' }).expect(200),
    );
  });

  it('refuses a key that was revoked', async () => {
    const { browser } = await newOwner();
    const { body } = await browser.post('/api-keys', { name: 'Server', kind: 'secret' }).expect(201);
    await refusedSoon('/samples', { authorization: `Bearer ${body.key}` }, () =>
      browser.delete(`/api-keys/${body.id}`).expect(204),
    );
  });

  it('believes nothing that it remembers once its line to the database was cut', async () => {
    const { browser, cookie } = await newOwner();
    await refusedSoon('/auth/me', { cookie }, async () => {
      await owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name like 'orbis-control-%'`,
      );
      await browser.post('/auth/logout').expect(204);
    });
  });
});
