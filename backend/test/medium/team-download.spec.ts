import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Browser, PASSWORD } from '../support/browser.js';
import { LONG_CALLS, teamExportScene, type TeamExportScene } from '../support/team-export-scene.js';
import { ORIGIN } from '../support/tenant-matrix/household.js';
import { createTestApp } from '../support/test-app.js';
import { waitFor } from '../support/wait-for.js';
import { recordsOf, unzip } from '../support/zip-reader.js';

const SLOW = 60_000;

let scene: TeamExportScene;
beforeAll(async () => {
  scene = await teamExportScene();
}, SLOW);
afterEach(() => scene.letGo());
afterAll(() => scene.close());

/** Connections of the product that are at work, or hold a transaction open. */
async function inUse(): Promise<number> {
  const { rowCount } = await scene.database.query(
    `select from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'
       and backend_type = 'client backend' and query not ilike '%listen%'`,
  );
  return Number(rowCount);
}

describe('a reader', () => {
  it('who is slow holds no connection of the database', async () => {
    const { id } = await scene.ask();
    const answer = await scene.begin(id);
    await waitFor(async () => (await scene.listed(id)).state === 'running', SLOW);
    // Every buffer on the way fills, and then nobody takes anything: for a second on end, however long it
    // took to come to that.
    let freeSince = Infinity;
    await waitFor(async () => {
      if ((await inUse()) > 0) freeSince = Infinity;
      else freeSince = Math.min(freeSince, Date.now());
      return Date.now() - freeSince > 1_000;
    }, SLOW);
    expect((await scene.listed(id)).state).toBe('running');
    const files = unzip(await buffer(answer));
    expect(recordsOf(files, 'calls')).toHaveLength(LONG_CALLS + 1);
    await waitFor(async () => (await scene.listed(id)).state === 'done', SLOW);
  });

  it('who breaks off leaves nothing behind, and may begin anew', async () => {
    const { id } = await scene.ask();
    const answer = await scene.begin(id);
    await new Promise((resolve) => answer.once('data', resolve));
    answer.destroy();
    await waitFor(async () => (await scene.listed(id)).state === 'broken', SLOW);
    const broken = await scene.listed(id);
    expect(broken.records).toBeLessThan(Number(broken.expected));
    expect(broken.openUntil).not.toBeNull();
    const open = await scene.database.query(
      `select from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
    );
    expect(open.rowCount).toBe(0);
    expect((await scene.download(id)).at(-1)?.name).toBe('manifest.json');
  });

  it('who comes while another export is read is told so', async () => {
    const [one, two] = [await scene.ask(), await scene.ask()];
    const answer = await scene.begin(one.id);
    const { body } = await scene.mine.owner.get(`/privacy/team-exports/${two.id}/download`).expect(409);
    expect(body.error.message).toBe('Another export of this team is being downloaded.');
    await buffer(answer);
    await waitFor(async () => (await scene.listed(one.id)).state === 'done', SLOW);
    expect((await scene.download(two.id)).length).toBeGreaterThan(10);
  });

  it('who vanished without a word is no hindrance: whoever begins again takes the place', async () => {
    const { id } = await scene.ask();
    const vanished = await scene.begin(id);
    const files = await scene.download(id);
    expect(files.at(-1)?.name).toBe('manifest.json');
    const done = await scene.listed(id);
    // Longer than the product lets pass before it looks again.
    await sleep(2_500);
    await expect(buffer(vanished)).rejects.toThrow('aborted');
    expect(await scene.listed(id)).toEqual(done);
  });

  it('who only asks for the head takes nothing along', async () => {
    const { id } = await scene.ask();
    await scene.mine.owner.agent.head(`/privacy/team-exports/${id}/download`).expect(405);
    expect(await scene.listed(id)).toMatchObject({ state: 'waiting' });
  });

  it('who loses the role meanwhile gets no further', async () => {
    const { id } = await scene.ask();
    const answer = await scene.begin(id);
    await scene.database.query(
      `update memberships set role = 'admin' where tenant_id = $1 and user_id = $2`,
      [scene.mine.tenant, scene.mine.ids.user],
    );
    try {
      // Longer than the product lets pass before it looks again.
      await sleep(2_500);
      await expect(buffer(answer)).rejects.toThrow('aborted');
    } finally {
      await scene.database.query(
        `update memberships set role = 'owner' where tenant_id = $1 and user_id = $2`,
        [scene.mine.tenant, scene.mine.ids.user],
      );
    }
    await waitFor(
      async () =>
        (await scene.database.query(`select from team_exports where id = $1 and state = 'broken'`, [id]))
          .rowCount === 1,
      SLOW,
    );
  });

  it('is let go at once by a process that ends', async () => {
    // The role that was lost a moment ago is remembered for some seconds.
    await waitFor(async () => (await scene.mine.owner.get('/privacy/team-exports')).status === 200, SLOW);
    const other = await createTestApp({ database: scene.test.database, config: { ROLE: 'api' } });
    const { id } = await scene.ask();
    const answer = await scene.begin(id, other.url);
    await waitFor(async () => (await scene.listed(id)).state === 'running', SLOW);
    await other.close();
    await expect(buffer(answer)).rejects.toThrow('aborted');
    expect((await scene.listed(id)).state).toBe('broken');
  });

  it('who was left alone by a process that ended may begin anew, and within the hour only', async () => {
    const { id } = await scene.ask();
    const since = (seconds: number) => new Date(Date.now() - seconds * 1_000);
    await scene.database.query(
      `update team_exports set state = 'running', started_at = $2, worked_at = $2 where id = $1`,
      [id, since(21)],
    );
    expect(await scene.listed(id)).toMatchObject({ state: 'broken' });
    expect((await scene.download(id)).length).toBeGreaterThan(10);
    const late = await scene.ask();
    await scene.database.query('update team_exports set asked_at = $2 where id = $1', [
      late.id,
      since(3_601),
    ]);
    expect(await scene.listed(late.id)).toMatchObject({ state: 'expired', openUntil: null });
    await scene.mine.owner.get(`/privacy/team-exports/${late.id}/download`).expect(409);
  });
});

describe('whoever is not an owner', () => {
  const PATHS = [
    ['post', '/privacy/team-exports'],
    ['get', '/privacy/team-exports'],
  ] as const;

  it.each(['admin', 'member'])('is refused as %s', async (role) => {
    const guest = new Browser(scene.test.url);
    const me = await guest.signup();
    await scene.database.query(
      `insert into memberships (tenant_id, user_id, role, joined_at) values ($1, $2, $3, now())`,
      [scene.mine.tenant, me.user.id, role],
    );
    await guest.post('/auth/switch-tenant', { tenantId: scene.mine.tenant }).expect(200);
    const { id } = await scene.ask();
    for (const [method, path] of [...PATHS, ['get', `/privacy/team-exports/${id}/download`] as const]) {
      const answer = await guest.agent[method](path).send({ password: PASSWORD });
      expect([path, answer.status, answer.body.error.code]).toEqual([path, 403, 'forbidden']);
    }
    await scene.database.query('delete from memberships where tenant_id = $1 and user_id = $2', [
      scene.mine.tenant,
      me.user.id,
    ]);
  });

  it('is refused with any key', async () => {
    const { id } = await scene.ask();
    for (const key of [scene.mine.secretKey, scene.mine.restrictedKey, scene.mine.publishableKey])
      for (const [method, path] of [...PATHS, ['get', `/privacy/team-exports/${id}/download`] as const]) {
        const answer = await fetch(`${scene.test.url}${path}`, {
          method: method.toUpperCase(),
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', origin: ORIGIN },
          body: method === 'post' ? JSON.stringify({ password: PASSWORD }) : null,
        });
        expect([path, answer.status]).toEqual([path, 403]);
        expect(await answer.json()).toMatchObject({
          error: { code: 'forbidden', requestId: expect.any(String) },
        });
      }
  });

  it('gets nothing of what another owner asked for', async () => {
    const guest = new Browser(scene.test.url);
    const me = await guest.signup();
    await scene.database.query(
      `insert into memberships (tenant_id, user_id, role, joined_at) values ($1, $2, 'owner', now())`,
      [scene.mine.tenant, me.user.id],
    );
    await guest.post('/auth/switch-tenant', { tenantId: scene.mine.tenant }).expect(200);
    const { id } = await scene.ask();
    const { body } = await guest.get(`/privacy/team-exports/${id}/download`).expect(403);
    expect(body.error.message).toBe('Only whoever asked for an export may download it.');
    await scene.database.query('delete from memberships where tenant_id = $1 and user_id = $2', [
      scene.mine.tenant,
      me.user.id,
    ]);
  });

  it('shows the password once more, and a wrong one is nothing', async () => {
    const before = (await scene.mine.owner.get('/privacy/team-exports').expect(200)).body.items.length;
    const { body } = await scene.mine.owner
      .post('/privacy/team-exports', { password: 'not mine' })
      .expect(401);
    expect(body.error).toMatchObject({ code: 'invalid_credentials', message: 'The password is wrong.' });
    await scene.mine.owner.post('/privacy/team-exports', {}).expect(400);
    expect((await scene.mine.owner.get('/privacy/team-exports').expect(200)).body.items).toHaveLength(before);
  });
});
