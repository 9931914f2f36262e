import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TeamExport } from '@orbisvoice/contracts';
import { TeamDataRegistry } from '../../src/platform/team-data/index.js';
import { PASSWORD } from '../support/browser.js';
import {
  LONG_CALLS,
  TURNS_OF_LONG_CALL,
  teamExportScene,
  type TeamExportScene,
} from '../support/team-export-scene.js';
import { recordsOf, type ZippedFile } from '../support/zip-reader.js';

const THEIRS = 'canary-of-the-neighbours';
const TOOL_SECRET = 'canary-secret-of-a-tool';
const HEADER_SECRET = 'canary-secret-in-a-header';
const SLOW = 60_000;

let scene: TeamExportScene;
/** A signing secret as the team was told it. */
let signing: string;
beforeAll(async () => {
  scene = await teamExportScene(THEIRS);
  const { owner, ids } = scene.mine;
  const headers = { 'X-Api-Key': HEADER_SECRET, Authorization: 'Bearer {{TOKEN}}' };
  const http = { method: 'GET', url: 'https://mine.example/', headers, secretNames: ['TOKEN'] };
  await owner.put(`/tools/${ids.tool}`, { http }).expect(200);
  await owner.put(`/tools/${ids.tool}/secrets`, { TOKEN: TOOL_SECRET }).expect(200);
  const hook = { url: 'https://hooks.mine.example/more', eventTypes: ['call.ended'] };
  signing = (await owner.post('/webhook-endpoints', hook).expect(201)).body.secret;
}, SLOW);
afterAll(() => scene.close());

const textOf = (files: readonly ZippedFile[]): string =>
  files.map(({ content }) => content.toString()).join('\n');

describe('the export of a team', () => {
  let asked: TeamExport;
  let files: ZippedFile[];
  beforeAll(async () => {
    asked = await scene.ask();
    files = await scene.download(asked.id);
  }, SLOW);

  it('is announced by what an owner asked for, and done when it is read', async () => {
    expect(asked).toMatchObject({ state: 'waiting', askedBy: { kind: 'user', label: 'mine Owner' } });
    expect(asked).toMatchObject({ expected: null, records: 0, bytes: 0, finishedAt: null });
    const done = await scene.listed(asked.id);
    expect(done).toMatchObject({ state: 'done', openUntil: asked.openUntil, finishedAt: expect.any(String) });
    expect(done.records).toBeGreaterThanOrEqual(LONG_CALLS + 20);
    expect(done.expected).toBe(done.records);
  });

  it('begins with words for people and ends with a manifest that counts every record', () => {
    expect(files[0]?.name).toBe('README.txt');
    const last = files.at(-1);
    expect(last?.name).toBe('manifest.json');
    const manifest = JSON.parse(last?.content.toString() ?? '');
    expect(manifest).toMatchObject({
      ...{ format: 'orbisvoice.team-export', version: 1, exportId: asked.id, teamId: scene.mine.tenant },
      askedBy: scene.mine.ids.user,
    });
    const registry = scene.test.app.get(TeamDataRegistry);
    expect(manifest.parts.map(({ name }: { name: string }) => name)).toEqual(
      registry.parts().map(({ name }) => name),
    );
    expect(manifest.notIncluded).toHaveLength(registry.leaves().size);
    const told = manifest.parts.flatMap(({ files: of }: { files: object[] }) => of);
    expect(told).toEqual(
      files.slice(1, -1).map(({ name, content }) => ({
        name,
        records: content.toString().trimEnd().split('\n').length,
        bytes: content.length,
      })),
    );
  });

  it('has a record of everything that the team has', () => {
    const counts = Object.fromEntries(
      scene.test.app
        .get(TeamDataRegistry)
        .parts()
        .map(({ name }) => [name, recordsOf(files, name).length]),
    );
    expect(counts).toMatchObject({
      ...{ team: 1, members: 2, invitations: 1, agents: 1, 'agent-versions': 1, tools: 1, 'api-keys': 3 },
      ...{ calls: LONG_CALLS + 1, 'follow-ups': 1, 'caller-erasures': 1, 'team-exports': 2 },
      ...{ 'webhook-endpoints': 2, 'webhook-deliveries': 1, 'webhook-messages': 1 },
    });
    expect(counts['audit-log']).toBeGreaterThan(5);
    expect(counts['referral-links']).toBeGreaterThan(0);
    expect(recordsOf(files, 'members')).toContainEqual(
      expect.objectContaining({ userId: scene.mine.ids.user, role: 'owner', name: 'mine Owner' }),
    );
    expect(recordsOf(files, 'tools')).toMatchObject([
      {
        http: { headers: { 'X-Api-Key': '(not given)', Authorization: 'Bearer {{TOKEN}}' } },
        secrets: [{ name: 'TOKEN' }],
      },
    ]);
    expect(recordsOf(files, 'agents')).toMatchObject([
      { systemPrompt: 'mine', tools: [{ position: 0, published: true }] },
    ]);
  });

  it('has every call once, with what was said in it, over as many files as it takes', () => {
    const calls = recordsOf(files, 'calls');
    const ids = calls.map(({ id }) => String(id));
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(ids).toContain(scene.mine.ids.call);
    expect(files.filter(({ name }) => name.startsWith('calls')).length).toBeGreaterThan(1);
    expect(calls.at(-1)).toMatchObject({
      ...{ id: scene.mine.ids.call, userId: 'visitor-7', rating: null, consent: null, analysis: null },
      turns: [{ seq: 1, role: 'user', text: 'mine' }],
      events: [{ kind: 'connected' }],
    });
    expect(calls[0]?.turns).toHaveLength(TURNS_OF_LONG_CALL);
  });

  it('holds no secret, in no form, and nothing of anybody else', async () => {
    const text = textOf(files);
    const secrets = [TOOL_SECRET, HEADER_SECRET, PASSWORD, signing, scene.cookie.split('=')[1] ?? ''];
    secrets.push(scene.mine.secretKey, scene.mine.restrictedKey, scene.mine.publishableKey);
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(12);
      expect(text).not.toContain(secret);
    }
    expect(text).not.toContain(THEIRS);
    for (const id of Object.values(scene.theirs.ids)) expect(text).not.toContain(id);
  });

  it('holds nothing of the columns that are said to be left', async () => {
    const text = textOf(files);
    const registry = scene.test.app.get(TeamDataRegistry);
    const left = registry
      .parts()
      .flatMap(({ tables }) => Object.entries(tables))
      .flatMap(([table, { leaves = {} }]) => Object.keys(leaves).map((column) => [table, column] as const));
    for (const table of registry.leaves().keys()) {
      const { rows } = await scene.database.query<{ name: string }>(
        `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0
           and format_type(atttypid, null) like 'bytea%'`,
        [table],
      );
      left.push(...rows.map(({ name }) => [table, name] as const));
    }
    let looked = 0;
    for (const [table, column] of left) {
      const { rows } = await scene.database.query<{ value: unknown }>(
        `select ${column} as value from ${table} where tenant_id = $1 and ${column} is not null`,
        [scene.mine.tenant],
      );
      for (const form of rows.flatMap(({ value }) => formsOf(value))) {
        looked += 1;
        expect([table, column, text.includes(form)]).toEqual([table, column, false]);
      }
    }
    const { rows: people } = await scene.database.query('select password_hash from users');
    for (const { password_hash: hash } of people) expect(text).not.toContain(hash);
    expect(looked).toBeGreaterThan(10);
  });

  it('leaves lines in the audit log: that it was asked for, and that it was downloaded', async () => {
    const { items } = (await scene.mine.owner.get('/tenants/me/audit-log').expect(200)).body;
    const own = items.filter(({ targetId }: { targetId: string }) => targetId === asked.id);
    expect(own.map(({ action }: { action: string }) => action)).toEqual([
      'team_export.downloaded',
      'team_export.asked',
    ]);
  });

  it('is given once more within the hour: whether the reader has kept it nobody here can know', async () => {
    expect((await scene.download(asked.id)).at(-1)?.name).toBe('manifest.json');
    await scene.database.query(
      `update team_exports set asked_at = asked_at - interval '1 hour' where id = $1`,
      [asked.id],
    );
    expect(await scene.listed(asked.id)).toMatchObject({ state: 'done', openUntil: null });
    const { body } = await scene.mine.owner.get(`/privacy/team-exports/${asked.id}/download`).expect(409);
    expect(body.error).toMatchObject({ code: 'conflict', message: expect.stringContaining('closed') });
  });
});

/** How a value could stand in a file; short ones stand everywhere by chance. */
function formsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(formsOf);
  if (Buffer.isBuffer(value))
    return value.length < 8
      ? []
      : [value.toString('hex'), value.toString('base64'), value.toString('base64url')];
  return typeof value === 'string' && value.length >= 16 ? [value] : [];
}
