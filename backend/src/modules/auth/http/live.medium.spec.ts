import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Browser, mailedToken, newEmail, PASSWORD } from '../../../../test/support/browser.js';
import { LiveReader } from '../../../../test/support/live-reader.js';
import { createTestApp, type TestApp } from '../../../../test/support/test-app.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import { waitFor } from '../../../../test/support/wait-for.js';
import { LiveAnnouncements } from '../../../platform/live/index.js';
import { TenantDatabase, tenantId } from '../../../platform/database/index.js';
import { TenantsModule } from '../../tenants/index.js';
import { AuthModule } from '../index.js';

const config = { AUTH_ATTEMPTS_PER_MINUTE: '10000' };
const modules = [TenantsModule, AuthModule];

let database: TestDatabase;
let here: TestApp;
let there: TestApp;
let owner: pg.Client;
const readers: LiveReader[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  here = await createTestApp({ modules, config, database });
  there = await createTestApp({ modules, config, database });
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
});
afterEach(() => {
  for (const reader of readers.splice(0)) reader.close();
});
afterAll(async () => {
  await owner.end();
  await Promise.all([here.close(), there.close()]);
  await database.drop();
});

/** A signed-in person, with the cookies for a stream. */
async function person(sign: (browser: Browser) => Promise<{ body: unknown }>) {
  const browser = new Browser(here.url);
  const answer = (await sign(browser)) as Parameters<typeof Browser.cookie>[0];
  const cookies = (answer.headers['set-cookie'] as unknown as string[]).map((line) => line.split(';')[0]);
  return { browser, me: answer.body, cookie: cookies.join('; ') };
}

const newOwner = () =>
  person((browser) =>
    browser
      .post('/auth/signup', { email: newEmail(), name: 'Anna', tenantName: 'Acme', password: PASSWORD })
      .expect(201),
  );

async function newMember(inviter: Browser) {
  const email = newEmail();
  await inviter.post('/tenants/me/invitations', { email, role: 'member' }).expect(201);
  const token = await mailedToken(here, email);
  const body = { token, name: 'Ben', password: PASSWORD };
  return person((browser) => browser.post('/auth/accept-invitation', body).expect(200));
}

async function listen(cookie: string, app = there): Promise<LiveReader> {
  const reader = await LiveReader.open(app.url, cookie);
  readers.push(reader);
  return reader;
}

const announce = (tenant: string, id: string) =>
  here.app
    .get(TenantDatabase)
    .withTenant(tenantId(tenant), (tx) =>
      here.app.get(LiveAnnouncements).announce(tx, tenant, 'agent.changed', id),
    );

describe('the live stream', () => {
  it('tells a change made through another process, with its name and id alone', async () => {
    const { browser, cookie } = await newOwner();
    const stream = await listen(cookie);
    expect(stream.answer.headers.get('content-type')).toContain('text/event-stream');
    expect(stream.answer.headers.get('cache-control')).toBe('no-store');
    const key = (await browser.post('/api-keys', { name: 'Site', kind: 'secret' }).expect(201)).body;
    await stream.until('api_key.changed', key.id);
    await browser.put('/tenants/me', { name: 'Acme 2' }).expect(200);
    await stream.until('tenant.changed');
    for (const event of stream.events) expect(Object.keys(event).sort()).toEqual(['id', 'name']);
  });

  it('tells nobody of another team', async () => {
    const [mine, theirs] = [await newOwner(), await newOwner()];
    const [my, their] = [await listen(mine.cookie), await listen(theirs.cookie)];
    await theirs.browser.put('/tenants/me', { name: 'Theirs' }).expect(200);
    await their.until('tenant.changed', theirs.me.tenant.id);
    await mine.browser.put('/tenants/me', { name: 'Mine' }).expect(200);
    await my.until('tenant.changed', mine.me.tenant.id);
    expect(my.events.map(({ id }) => id)).toEqual([mine.me.tenant.id]);
  });

  it('tells only what was committed', async () => {
    const { me, cookie } = await newOwner();
    const stream = await listen(cookie);
    const [undone, done] = [me.user.id, me.tenant.id];
    const tenants = here.app.get(TenantDatabase);
    const failing = tenants.withTenant(tenantId(me.tenant.id), async (tx) => {
      await here.app.get(LiveAnnouncements).announce(tx, me.tenant.id, 'agent.changed', undone);
      throw new Error('rolled back by the test');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await announce(me.tenant.id, done);
    await stream.until('agent.changed', done);
    expect(stream.events).toEqual([{ name: 'agent.changed', id: done }]);
  });

  it('gathers what comes in crowds', async () => {
    const { me, cookie } = await newOwner();
    const stream = await listen(cookie);
    const audience = me.tenant.id as string;
    for (const id of [me.user.id, me.tenant.id] as string[])
      here.app.get(LiveAnnouncements).soon({ audience, name: 'call.started', id });
    await stream.until('call.started', me.user.id);
    await stream.until('call.started', me.tenant.id);
  });

  it('does not speak of keys and invitations to plain members', async () => {
    const { browser, me } = await newOwner();
    const member = await newMember(browser);
    const stream = await listen(member.cookie);
    await browser.post('/api-keys', { name: 'Site', kind: 'secret' }).expect(201);
    await browser.post('/tenants/me/invitations', { email: newEmail(), role: 'member' }).expect(201);
    await browser.put('/tenants/me', { name: 'After both' }).expect(200);
    await stream.until('tenant.changed', me.tenant.id);
    expect(stream.events.map(({ name }) => name)).toEqual(['tenant.changed']);
  });

  it('ends when the session ends, the person leaves the team or gets another role', async () => {
    const { browser } = await newOwner();
    const [leaver, riser, goer] = [
      await newMember(browser),
      await newMember(browser),
      await newMember(browser),
    ];
    const [left, risen, gone] = [
      await listen(leaver.cookie),
      await listen(riser.cookie),
      await listen(goer.cookie),
    ];
    await browser.delete(`/tenants/me/members/${leaver.me.user.id}`).expect(204);
    await waitFor(() => left.ended);
    await browser.patch(`/tenants/me/members/${riser.me.user.id}`, { role: 'admin' }).expect(200);
    await waitFor(() => risen.ended);
    expect(gone.ended).toBe(false);
    await goer.browser.post('/auth/logout').expect(204);
    await waitFor(() => gone.ended);
  });

  it('asks for a session and allows a person only so many', async () => {
    expect((await fetch(`${there.url}/live`)).status).toBe(401);
    const { cookie } = await newOwner();
    const statuses: number[] = [];
    for (let count = 0; count < 13; count += 1) statuses.push((await listen(cookie)).answer.status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(12);
    expect(statuses.at(-1)).toBe(429);
    readers[0]?.close();
    await waitFor(async () => (await listen(cookie)).answer.status === 200);
  });

  it('says after a lost connection to the database that changes may have been missed', async () => {
    const { me, cookie } = await newOwner();
    const stream = await listen(cookie);
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name like 'orbis-control-%'`;
    await owner.query(cut);
    await stream.until('resync');
    await announce(me.tenant.id, me.user.id);
    await stream.until('agent.changed', me.user.id);
  });

  it('ends when its process stops', async () => {
    const { cookie } = await newOwner();
    const stopping = await createTestApp({ modules, config, database });
    const stream = await listen(cookie, stopping);
    await stopping.close();
    await waitFor(() => stream.ended);
  });
});
