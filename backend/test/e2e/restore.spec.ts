import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startLiveEngine, type LiveEngine } from '@orbisvoice/live-engine';
import pg from 'pg';
import { SystemPostgres } from '../../bench/lib/system-postgres.mjs';
import { AuditChain } from '../../src/modules/tenants/index.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { Browser, newEmail, PASSWORD } from '../support/browser.js';
import { blocksOf } from '../support/doc-blocks.js';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { testConfig } from '../support/test-database.js';
import { VoiceVisitor } from '../support/voice-visitor.js';
import { waitFor } from '../support/wait-for.js';
import { closing } from './support/closing.js';
import { pictureOf, type DatabasePicture } from './support/database-picture.js';
import { ROOT } from './support/program.js';
import { ReferralScene } from './support/referral-scene.js';
import { withoutPostgres } from './support/without-postgres.js';

// The commands of the runbook, word by word: a dump, the loss of the whole server, and a new one that is fed from the dump.
const NAME = 'orbisvoice';
const SCENE = {
  name: 'scene-of-this-test',
  turns: [{ heard: 'Hello?', reply: [{ say: 'Hello.', audioMs: 400 }] }],
  timing: { speed: 4, ttfbMs: 200 },
};
const folder = mkdtempSync(join(tmpdir(), 'orbisvoice-dump-'));
let engine: LiveEngine;
let server: SystemPostgres;
let product: TestApp;
/** What the team knows that made the call. */
let team: { email: string; key: string; agentId: string; callId: string; tenantId: string };
/** A call that is in the dump, and was erased after it. */
let forgotten: string;

beforeAll(async () => {
  if (withoutPostgres) return;
  engine = await closing(startLiveEngine(), (it) => it.close());
  engine.addScenario(SCENE);
}, 60_000);
afterAll(async () => {
  await product?.close();
  await server?.destroy();
  rmSync(folder, { recursive: true, force: true });
});

const environment = () => ({
  ...ReferralScene.variables,
  GEMINI_BASE_URL: engine.url,
  GEMINI_API_KEY: SCENE.name,
});

async function startProduct(): Promise<TestApp> {
  const database = { name: NAME, url: server.url(NAME), drop: () => Promise.resolve() };
  return createTestApp({ database, config: environment() });
}

async function asOwner<T>(work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: server.url(NAME) });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

/** Runs the blocks of the runbook that bear this mark. */
function follow(mark: 'backup' | 'restore' | 'verify'): string {
  const blocks = blocksOf('docs/runbooks/restore.md', `sh ${mark}`);
  expect(blocks.length).toBeGreaterThan(0);
  return run(blocks.join('\n'));
}

/** In one shell, as somebody does who copies them; gives what they printed. */
function run(commands: string): string {
  const script = commands.replaceAll('node backend/', `node ${ROOT}/backend/`);
  const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: folder,
    env: {
      ...environment(),
      PATH: `${server.bin}:${process.env.PATH}`,
      NODE_ENV: 'test',
      DATABASE_URL: server.url(NAME),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  expect(status === 0 ? 'done' : stdout + stderr).toBe('done');
  return stdout;
}

/** One spoken exchange, until both of its turns are committed and everything that follows from its end is done. */
async function call(key: string, agentId: string): Promise<string> {
  const { host, gatewayPort } = product.config;
  const visitor = await VoiceVisitor.connect(`ws://${host}:${gatewayPort}/stream`);
  const { callId } = await visitor.ready({ apiKey: key, agentId });
  visitor.openMicrophone();
  visitor.say(600);
  await visitor.until('turn.committed', 2, 60_000);
  visitor.send({ type: 'end' });
  await visitor.untilClosed(30_000);
  return callId;
}

/** A team, its agent and a call; a second team that it referred, and what that one paid. */
async function live(): Promise<void> {
  const email = newEmail();
  const browser = new Browser(product.url);
  const { tenant } = await browser.signup({ email });
  const { body: me } = await browser.get('/referrals/me').expect(200);
  const referred = new Browser(product.url);
  const friend = { email: newEmail(), name: 'Bob', tenantName: 'New Ltd', password: PASSWORD };
  const referralCode = String(me.links[0].code);
  const { body: signedUp } = await referred.post('/auth/signup', { ...friend, referralCode }).expect(201);
  const attributed =
    'select 1 from referral_attributions where referred_tenant_id = $1 and partner_id is not null';
  const scene = new ReferralScene({ url: product.url });
  await asOwner(async (owner) => {
    await waitFor(async () => (await owner.query(attributed, [signedUp.tenant.id])).rowCount === 1, 60_000);
    for (const [number, amount] of [12_000, 4_999].entries())
      await scene.paid(signedUp.tenant.id, `in_${number}`, amount, new Date());
    const entries = async () => (await owner.query('select 1 from referral_ledger')).rowCount ?? 0;
    await waitFor(async () => (await entries()) >= 2, 60_000);
  });

  const { body: key } = await browser.post('/api-keys', { name: 'Server', kind: 'secret' }).expect(201);
  const { body: agent } = await browser
    .post('/agents', { name: 'Reception', systemPrompt: 'Be kind.', status: 'published' })
    .expect(201);
  const callId = await call(key.key, agent.id);
  forgotten = await call(key.key, agent.id);
  team = { email, key: key.key, agentId: agent.id, callId, tenantId: tenant.id };
  await asOwner((owner) =>
    waitFor(async () => {
      const open = await owner.query(`select 1 from outbox where state <> 'done'`);
      const whole = await owner.query('select 1 from transcripts');
      return open.rowCount === 0 && whole.rowCount === 2;
    }, 60_000),
  );
}

/** As if all that the audit log holds were of yesterday, which is over: a day gets its root when it is. */
async function endYesterday(): Promise<void> {
  const chain = product.app.get(AuditChain, { strict: false });
  await chain.link();
  await asOwner(async (owner) => {
    await owner.query('set session_replication_role = replica');
    await owner.query(`update audit_chain set linked_at = linked_at - interval '1 day'`);
  });
  await chain.link();
}

async function ask(path: string): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${product.url}${path}`, { headers: { authorization: `Bearer ${team.key}` } });
  return { status: answer.status, body: await answer.json() };
}

(withoutPostgres ? describe.skip : describe)('a database that is dumped, lost and restored', () => {
  let before: DatabasePicture;
  let answers: unknown[];
  const paths = () => [
    `/calls/${team.callId}`,
    `/calls/${team.callId}/transcript`,
    `/calls/${team.callId}/timeline`,
    '/agents',
    '/analytics',
  ];

  it('is dumped by the commands of the runbook', async () => {
    server = await SystemPostgres.start();
    await asOwnerOfServer(`create database ${NAME}`);
    await migrate(testConfig({ url: server.url(NAME) }));
    product = await startProduct();
    await live();
    answers = [];
    for (const path of paths()) answers.push(await ask(path));
    expect(answers.map((answer) => (answer as { status: number }).status)).toEqual(paths().map(() => 200));
    await endYesterday();
    await product.close();
    before = await asOwner(pictureOf);
    for (const table of ['calls', 'turns', 'transcripts', 'referral_facts', 'referral_ledger', 'outbox'])
      expect([table, before.rows[`public.${table}`]?.count]).not.toEqual([table, 0]);
    follow('backup');
  }, 300_000);

  it('is dumped each night by the script, with the roots of the audit log beside it', () => {
    const said = run(`BACKUP_FOLDER=. sh ${ROOT}/deploy/kubernetes/backup/dump.sh`);
    expect(said).toMatch(/^\.\/orbisvoice-\d{8}T\d{6}Z\.dump$/m);
    expect(readFileSync(join(folder, 'audit-roots.txt'), 'utf8')).toMatch(/^\d{4}-\d\d-\d\d=[0-9a-f]{64}\n$/);
  });

  it('hears of what is erased afterwards', async () => {
    product = await startProduct();
    const headers = { authorization: `Bearer ${team.key}` };
    const erased = await fetch(`${product.url}/calls/${forgotten}`, { method: 'DELETE', headers });
    expect(erased.status).toBe(204);
    await product.close();
    run('node backend/dist/cli.js privacy:tombstones > tombstones.jsonl');
    const lines = readFileSync(join(folder, 'tombstones.jsonl'), 'utf8').trim().split('\n');
    expect(lines.map((line) => Object.keys(JSON.parse(line) as object))).toEqual([
      expect.arrayContaining(['tenantId']),
    ]);
  }, 300_000);

  it('is whole again on another server: every row, every rule', async () => {
    await server.destroy();
    server = await SystemPostgres.start();
    follow('restore');
    const after = await asOwner(pictureOf);
    expect(after.rows).toEqual(before.rows);
    expect(after.rules).toEqual(before.rules);
  }, 300_000);

  it('forgets again who was forgotten after the dump, and is proved whole', async () => {
    const output = follow('verify');
    expect(output).toContain('Erased again: 1 calls');
    expect(output).toContain('The books are whole');
    expect(output).toContain('Analytics is whole');
    expect(output).toMatch(/The audit log is as it was written: .* 2 roots of days/);
    expect(output).toContain('mended 0 sums');
    const left = `select call_id from turns union select call_id from transcripts`;
    expect(await asOwner(async (owner) => (await owner.query(left)).rows)).toEqual([
      { call_id: team.callId },
    ]);
  }, 300_000);

  it('still shows each team its own calls, and lets nobody rewrite the ledger', async () => {
    const app = new pg.Client({ connectionString: testConfig({ url: server.url(NAME) }).databaseAppUrl });
    await app.connect();
    try {
      const calls = async (tenant?: string) => {
        await app.query(`select set_config('app.tenant_id', $1, false)`, [tenant ?? '']);
        return (await app.query('select id from calls')).rows.map(({ id }) => id);
      };
      expect((await calls(team.tenantId)).sort()).toEqual([team.callId, forgotten].sort());
      expect(await calls('00000000-0000-7000-8000-000000000000')).toEqual([]);
      expect(await calls()).toEqual([]);
      await expect(app.query('update referral_ledger set amount_minor = 1')).rejects.toThrow(
        'permission denied',
      );
    } finally {
      await app.end();
    }
    await expect(
      asOwner((owner) => owner.query('update referral_ledger set amount_minor = 1')),
    ).rejects.toThrow();
  }, 60_000);

  it('serves what it served before, to whoever had a key or a password, and takes new calls', async () => {
    product = await startProduct();
    const served = [];
    for (const path of paths()) served.push(await ask(path));
    expect(served).toEqual(answers);
    expect((await ask(`/calls/${forgotten}`)).status).toBe(404);
    const back = new Browser(product.url);
    await back.post('/auth/login', { email: team.email, password: PASSWORD }).expect(200);
    const callId = await call(team.key, team.agentId);
    const { body } = await ask('/calls');
    expect((body as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual([callId, team.callId]);
  }, 300_000);
});

async function asOwnerOfServer(sql: string): Promise<void> {
  const owner = new pg.Client({ connectionString: server.url('postgres') });
  await owner.connect();
  await owner.query(sql);
  await owner.end();
}
