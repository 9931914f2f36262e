import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntry, Page } from '@orbisvoice/contracts';
import { Browser, PASSWORD, mailTo, mailedToken, newEmail } from '../support/browser.js';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { AuthModule } from '../../src/modules/auth/index.js';
import { TenantsModule } from '../../src/modules/tenants/index.js';

const UNKNOWN = '01890000-0000-7000-8000-000000000000';

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp({
    modules: [TenantsModule, AuthModule],
    config: { AUTH_ATTEMPTS_PER_MINUTE: '10000' },
  });
});
afterAll(() => test.close());

const open = () => new Browser(test.url);

async function owner(tenantName = 'Acme') {
  const browser = open();
  const me = await browser.signup({ tenantName });
  return {
    browser,
    id: me.user.id as string,
    email: me.user.email as string,
    tenantId: me.tenant.id as string,
  };
}

/** Somebody who joined the tenant by an invitation. */
async function joined(inviter: Browser, role: 'admin' | 'member') {
  const email = newEmail();
  await inviter.post('/tenants/me/invitations', { email, role }).expect(201);
  const token = await mailedToken(test, email);
  const browser = open();
  const me = (
    await browser.post('/auth/accept-invitation', { token, name: 'Ben', password: PASSWORD }).expect(200)
  ).body;
  return { browser, id: me.user.id as string, email };
}

describe('a tenant', () => {
  it('is read by its members and changed by owners and admins', async () => {
    const { browser } = await owner();
    const member = await joined(browser, 'member');
    const admin = await joined(browser, 'admin');
    expect((await member.browser.get('/tenants/me').expect(200)).body.name).toBe('Acme');
    await member.browser.put('/tenants/me', { name: 'Mine' }).expect(403);
    const changed = await admin.browser
      .put('/tenants/me', { name: 'Acme 2', rateLimitPerMinute: 250 })
      .expect(200);
    expect(changed.body).toMatchObject({ name: 'Acme 2', rateLimitPerMinute: 250 });
    const wrong = await browser.put('/tenants/me', { rateLimitPerMinute: 0 }).expect(400);
    expect(wrong.body.error.details[0].path).toBe('rateLimitPerMinute');
  });
});

describe('an invitation', () => {
  it('brings a new person in, confirmed and with the role of the invitation', async () => {
    const { browser } = await owner('Acme & <b>Sons</b>');
    const email = newEmail();
    const { body } = await browser.post('/tenants/me/invitations', { email, role: 'admin' }).expect(201);
    expect(body).toMatchObject({ email, role: 'admin', invitedBy: 'Anna Example' });
    expect((await mailTo(test, email))?.html).toContain('Acme &amp; &lt;b&gt;Sons&lt;/b&gt;');
    const token = await mailedToken(test, email);
    const missing = await open().post('/auth/accept-invitation', { token }).expect(422);
    expect(missing.body.error.details.map(({ path }: { path: string }) => path)).toEqual([
      'name',
      'password',
    ]);
    const guest = open();
    const me = await guest
      .post('/auth/accept-invitation', { token, name: 'Ben', password: PASSWORD })
      .expect(200);
    expect(me.body).toMatchObject({ role: 'admin', user: { email, emailVerified: true } });
    await open().post('/auth/accept-invitation', { token, name: 'Eve', password: PASSWORD }).expect(422);
    expect((await browser.get('/tenants/me/invitations')).body.items).toEqual([]);
    const again = await browser.post('/tenants/me/invitations', { email, role: 'member' }).expect(409);
    expect(again.body.error.code).toBe('already_member');
  });

  it('brings in somebody who has an account only with proof that it is theirs', async () => {
    const host = await owner('Host');
    const guest = await owner('Guest');
    await host.browser.post('/tenants/me/invitations', { email: guest.email, role: 'member' }).expect(201);
    const token = await mailedToken(test, guest.email, 'invites');
    await open().post('/auth/accept-invitation', { token }).expect(401);
    await open().post('/auth/accept-invitation', { token, password: 'not-the-right-one' }).expect(401);
    const stranger = await owner();
    await stranger.browser.post('/auth/accept-invitation', { token }).expect(401);
    const me = (await guest.browser.post('/auth/accept-invitation', { token }).expect(200)).body;
    expect(me).toMatchObject({ tenant: { name: 'Host' }, role: 'member' });
    expect(me.tenants.map(({ name }: { name: string }) => name)).toEqual(['Guest', 'Host']);

    await guest.browser.post('/auth/switch-tenant', { tenantId: guest.tenantId }).expect(200);
    expect((await guest.browser.get('/tenants/me')).body.name).toBe('Guest');
    await guest.browser.post('/auth/switch-tenant', { tenantId: stranger.tenantId }).expect(404);
    await guest.browser.post('/auth/refresh').expect(200);
    expect((await guest.browser.get('/tenants/me')).body.name).toBe('Guest');

    // A page that still shows the other team neither reads nor writes in this one.
    const shown = { 'x-tenant-id': host.tenantId };
    const refused = await guest.browser.put('/tenants/me', { name: 'Wrong' }).set(shown).expect(409);
    expect(refused.body.error.code).toBe('tenant_switched');
    await guest.browser.get('/tenants/me').set(shown).expect(409);
    await guest.browser.put('/tenants/me', { name: 'Guest' }).set('x-tenant-id', guest.tenantId).expect(200);
    await guest.browser.post('/auth/switch-tenant', { tenantId: host.tenantId }).expect(200);
    expect((await guest.browser.get('/tenants/me').set(shown).expect(200)).body.name).toBe('Host');
  });

  it('is withdrawn, and replaced by a newer one to the same address', async () => {
    const { browser } = await owner();
    const email = newEmail();
    await browser.post('/tenants/me/invitations', { email, role: 'member' }).expect(201);
    const first = await mailedToken(test, email);
    const { id } = (await browser.post('/tenants/me/invitations', { email, role: 'admin' }).expect(201)).body;
    await open().post('/auth/accept-invitation', { token: first, name: 'B', password: PASSWORD }).expect(422);
    expect((await browser.get('/tenants/me/invitations')).body.items).toHaveLength(1);
    await browser.delete(`/tenants/me/invitations/${id}`).expect(204);
    await browser.delete(`/tenants/me/invitations/${id}`).expect(404);
    const token = await mailedToken(test, email);
    await open().post('/auth/accept-invitation', { token, name: 'B', password: PASSWORD }).expect(422);
  });

  it('is sent once for one Idempotency-Key', async () => {
    const { browser } = await owner();
    const email = newEmail();
    const send = () =>
      browser
        .post('/tenants/me/invitations', { email, role: 'member' })
        .set('idempotency-key', 'invite-1')
        .expect(201);
    expect((await send()).body).toEqual((await send()).body);
  });
});

describe('members', () => {
  it('are managed by role: admins never touch owners, members only leave', async () => {
    const { browser, id } = await owner();
    const admin = await joined(browser, 'admin');
    const member = await joined(browser, 'member');
    const change = (who: Browser, target: string, role: string) =>
      who.patch(`/tenants/me/members/${target}`, { role });
    await change(admin.browser, id, 'member').expect(403);
    await change(admin.browser, member.id, 'owner').expect(403);
    await change(member.browser, member.id, 'admin').expect(403);
    await member.browser.delete(`/tenants/me/members/${admin.id}`).expect(403);
    expect((await change(admin.browser, member.id, 'admin').expect(200)).body.role).toBe('admin');
    expect((await member.browser.get('/tenants/me/members').expect(200)).body.items).toHaveLength(3);
    await admin.browser.delete(`/tenants/me/members/${member.id}`).expect(204);
    await admin.browser.delete(`/tenants/me/members/${admin.id}`).expect(204);
    expect(
      (await browser.get('/tenants/me/members')).body.items.map((item: { role: string }) => item.role),
    ).toEqual(['owner']);
  });

  it('always keep one owner, also when two owners demote each other at once', async () => {
    const first = await owner();
    const leave = await first.browser.delete(`/tenants/me/members/${first.id}`).expect(409);
    expect(leave.body.error.code).toBe('last_owner');
    const second = await joined(first.browser, 'admin');
    await first.browser.patch(`/tenants/me/members/${second.id}`, { role: 'owner' }).expect(200);
    const answers = await Promise.all([
      first.browser.patch(`/tenants/me/members/${second.id}`, { role: 'member' }),
      second.browser.patch(`/tenants/me/members/${first.id}`, { role: 'member' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
  });

  it('who are removed lose access within five seconds', async () => {
    const { browser } = await owner();
    const member = await joined(browser, 'member');
    await member.browser.get('/tenants/me').expect(200);
    await browser.delete(`/tenants/me/members/${member.id}`).expect(204);
    const removedAt = Date.now();
    while ((await member.browser.get('/tenants/me')).status === 200 && Date.now() - removedAt < 6_000)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(Date.now() - removedAt).toBeLessThan(5_300);
    await member.browser.post('/auth/refresh').expect(403);
  }, 15_000);

  it('of another tenant look as if they did not exist', async () => {
    const [mine, theirs] = [await owner(), await owner()];
    const { id: invitation } = (
      await theirs.browser.post('/tenants/me/invitations', { email: newEmail(), role: 'member' }).expect(201)
    ).body;
    const bodies = async (path: (id: string) => string, ids: string[]) => {
      const answers = await Promise.all(ids.map((id) => mine.browser.delete(path(id)).expect(404)));
      return answers.map(({ body }) => ({ ...body.error, requestId: '' }));
    };
    for (const all of [
      await bodies((id) => `/tenants/me/members/${id}`, [theirs.id, UNKNOWN, 'nonsense']),
      await bodies((id) => `/tenants/me/invitations/${id}`, [invitation, UNKNOWN, 'nonsense']),
    ])
      expect(new Set(all.map((error) => JSON.stringify(error))).size).toBe(1);
    expect((await theirs.browser.get('/tenants/me/invitations')).body.items).toHaveLength(1);
  });
});

describe('the audit log', () => {
  it('tells owners and admins who did what, newest first, page by page', async () => {
    const { browser, id } = await owner();
    const member = await joined(browser, 'member');
    await browser.put('/tenants/me', { name: 'New name' }).expect(200);
    await member.browser.get('/tenants/me/audit-log').expect(403);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const path = `/tenants/me/audit-log?limit=2${cursor && `&cursor=${cursor}`}`;
      const page: Page<AuditEntry> = (await browser.get(path).expect(200)).body;
      seen.push(...page.items.map((entry) => entry.action));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([
      'tenant.updated',
      'session.started',
      'member.joined',
      'invitation.sent',
      'session.started',
      'member.joined',
      'tenant.created',
    ]);
    const [newest] = (await browser.get('/tenants/me/audit-log?limit=1')).body.items;
    expect(newest).toMatchObject({
      actor: { kind: 'user', id, label: 'Anna Example' },
      targetType: 'tenant',
      outcome: 'done',
    });
    expect(newest.requestId).toEqual(expect.any(String));
    await browser.get('/tenants/me/audit-log?cursor=nonsense').expect(400);
  });

  it('is searched by person, kind of act and time', async () => {
    const { browser, id } = await owner();
    const member = await joined(browser, 'member');
    await browser.put('/tenants/me', { name: 'New name' }).expect(200);
    const found = async (query: string): Promise<AuditEntry[]> =>
      (await browser.get(`/tenants/me/audit-log?${query}`).expect(200)).body.items;
    const actions = async (query: string) => (await found(query)).map(({ action }) => action);
    expect(await actions(`actorId=${member.id}`)).toEqual(['session.started', 'member.joined']);
    expect(await actions('action=tenant.updated')).toEqual(['tenant.updated']);
    await browser.patch(`/tenants/me/members/${member.id}`, { role: 'admin' }).expect(200);
    expect(await found('action=member.role_changed')).toMatchObject([{ targetLabel: 'Ben' }]);
    expect((await found('action=tenant.updated'))[0]?.targetLabel).toBeNull();
    expect(await actions(`action=member.joined&actorId=${id}`)).toEqual(['member.joined']);
    const [newest] = await found('action=tenant.updated');
    const at = newest?.at ?? '';
    expect(await actions(`to=${at}`)).not.toContain('tenant.updated');
    expect(await actions(`from=${at}`)).toEqual(['member.role_changed', 'tenant.updated']);
    const first = (await browser.get('/tenants/me/audit-log?action=session.started&limit=1')).body;
    const rest = await found(`action=session.started&cursor=${first.nextCursor}`);
    expect(rest.map(({ actor }) => actor.id)).toEqual([id]);
    expect(await found(`actorId=${UNKNOWN}`)).toEqual([]);
    const wrong = await browser.get('/tenants/me/audit-log?from=yesterday').expect(400);
    expect(wrong.body.error.details[0].path).toBe('from');
  });
});
