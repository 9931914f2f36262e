import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AgentsFacade, AgentsModule } from '../../src/modules/agents/index.js';
import { CallsFacade, CallsModule } from '../../src/modules/calls/index.js';
import { PrivacyModule } from '../../src/modules/privacy/index.js';
import { AuditChain, TenantsModule } from '../../src/modules/tenants/index.js';
import { ToolsModule } from '../../src/modules/tools/index.js';
import { tablesWith } from '../../bench/lib/every-row.mjs';
import { backUp } from '../support/every-row.js';
import { CallSpeaker } from '../support/spoken-call.js';
import { createTenantTest, type TenantTest } from '../support/tenant-test.js';
import { waitFor } from '../support/wait-for.js';

// As an operator runs them in a container: node and the built file, no npm, no shell, nothing to find programs by.
const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const EMAIL = 'canary.of.the.commands@plumage.example';
const SLOW = 120_000;

let test: TenantTest;
let agentId: string;
const folder = mkdtempSync(join(tmpdir(), 'orbisvoice-commands-'));
beforeAll(async () => {
  test = await createTenantTest([TenantsModule, AgentsModule, ToolsModule, CallsModule, PrivacyModule], {
    config: { ROLE: 'all' },
  });
  const agent = { name: 'Host', systemPrompt: 'Be kind.' };
  ({ id: agentId } = await test.app.get(AgentsFacade).create(test.tenant, agent));
});
afterAll(async () => {
  await test.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

const run = (...args: string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const env = { NODE_ENV: 'test', DATABASE_URL: test.database.url, DATA_DIR: folder };
    execFile(process.execPath, [CLI, ...args], { env, cwd: folder }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });

function fileOf(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

const someTombstone = {
  tenantId: '0192f0a1-0000-7000-8000-000000000001',
  id: '0192f0a1-0000-7000-8000-000000000002',
  marks: ['ab'.repeat(32)],
  knownBy: ['email'],
  askedAt: '2026-01-01T00:00:00.000Z',
};

describe('privacy:tombstones and privacy:replay', () => {
  it('keep, beside a backup, what was erased after it, and erase it again', async () => {
    const call = await new CallSpeaker(test.app.get(CallsFacade), test.tenant, agentId).ended([
      `Write to ${EMAIL}.`,
    ]);
    await waitFor(async () => {
      const { rowCount } = await test.owner.query('select from caller_marks where call_id = $1', [call]);
      return rowCount !== 0;
    }, 30_000);
    expect(await run('privacy:tombstones')).toMatchObject({ code: 0, stdout: '' });

    const restore = await backUp(test.owner);
    const { body } = await test.send('POST', '/privacy/erasures', { email: EMAIL });
    const state = async () => (await test.send('GET', `/privacy/erasures/${body.id}`)).body.state;
    await waitFor(async () => (await state()) === 'done', 30_000);
    const kept = await run('privacy:tombstones');
    expect(kept.code).toBe(0);
    expect(kept.stdout.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(kept.stdout)).toMatchObject({ tenantId: test.tenant, id: body.id, knownBy: ['email'] });
    expect(kept.stdout + kept.stderr).not.toContain(EMAIL);

    await restore();
    expect(await tablesWith(test.owner, EMAIL)).toContain('turns');
    const file = fileOf('tombstones.jsonl', kept.stdout);
    expect(await run('privacy:replay', file)).toMatchObject({
      code: 0,
      stdout:
        'Held 1 tombstones against the database, 1 of them out of the file alone.\n' +
        'Erased again: 1 calls, 0 other records.\n',
    });
    expect(await tablesWith(test.owner, EMAIL)).toEqual([]);
    expect((await test.send('GET', `/calls/${call}`)).status).toBe(404);

    const again = await run('privacy:replay', join(folder, file));
    expect(again.stdout).toContain('0 of them out of the file alone.\nErased again: 0 calls');
    const withoutFile = await run('privacy:replay');
    expect([withoutFile.code, withoutFile.stdout]).toEqual([0, again.stdout]);
  }, 180_000);

  it('says how many tombstones are of teams that the database does not have', async () => {
    const ran = await run('privacy:replay', fileOf('foreign.jsonl', JSON.stringify(someTombstone)));
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain('1 tombstones are of teams that this database does not have.\n');
  });

  it.each([
    ['is not there', 'nowhere.jsonl', 'nowhere.jsonl: ENOENT'],
    ['is a folder', '.', 'EISDIR'],
    [
      'has a line that is none',
      fileOf('broken.jsonl', `${JSON.stringify(someTombstone)}\n\n{"id": 1}\n`),
      'broken.jsonl: line 3 is no tombstone',
    ],
    [
      'was cut off',
      fileOf('cut.jsonl', JSON.stringify(someTombstone).slice(0, 90)),
      'cut.jsonl: line 1 is no tombstone',
    ],
  ])('change nothing where the file %s', async (_what, file, complaint) => {
    const before = await test.owner.query('select id, worked_at from caller_erasures order by id');
    const ran = await run('privacy:replay', file);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(complaint);
    expect(ran.stderr).toContain('Nothing was changed.');
    expect((await test.owner.query('select id, worked_at from caller_erasures order by id')).rows).toEqual(
      before.rows,
    );
  });

  it.each([
    ['privacy:replay', ['one.jsonl', 'two.jsonl'], 'There is one file at most.'],
    ['privacy:replay', ['--file=one.jsonl'], "Unknown option '--file'"],
    ['privacy:tombstones', ['tombstones.jsonl'], "Unexpected argument 'tombstones.jsonl'"],
  ])('%s %j is answered with how it is meant', async (command, args, complaint) => {
    const ran = await run(command, ...args);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(complaint);
    expect(ran.stderr).toContain(`Usage: cli ${command}`);
  });
});

describe('audit:verify', () => {
  const today = new Date().toISOString().slice(0, 10);

  it(
    'finds the log as it was written, and holds roots against it that were kept elsewhere',
    async () => {
      await test.send('PUT', '/tenants/me', { name: 'Renamed' });
      await test.app.get(AuditChain).link();
      const ran = await run('audit:verify');
      expect(ran.code).toBe(0);
      expect(ran.stdout).toMatch(/^The audit log is as it was written: [1-9]\d* lines of 1 teams, \d+ roots/);

      const json = await run('audit:verify', '--json', '--root', `${today}=${'0'.repeat(64)}`);
      expect(json.code).toBe(1);
      expect(JSON.parse(json.stdout)).toMatchObject({
        teams: 1,
        findings: [{ where: today, what: 'root', at: 0 }],
      });
    },
    SLOW,
  );

  it(
    'finds a line that somebody has changed past every lock',
    async () => {
      const change = async (action: string) => {
        await test.owner.query('begin');
        await test.owner.query('set local session_replication_role = replica');
        await test.owner.query('update audit_log set action = $2 where tenant_id = $1 and action = $3', [
          test.tenant,
          action,
          action === 'tenant.updated' ? 'tenant.praised' : 'tenant.updated',
        ]);
        await test.owner.query('commit');
      };
      await change('tenant.praised');
      const ran = await run('audit:verify');
      await change('tenant.updated');
      expect(ran.code).toBe(1);
      expect(ran.stdout).toMatch(/^The audit log was CHANGED:/);
      expect(ran.stdout).toContain(test.tenant);
      expect((await run('audit:verify')).code).toBe(0);
    },
    SLOW,
  );

  it.each([
    [['--root', 'yesterday'], 'This is no root, which is <day>=<64 hexadecimal digits>: yesterday'],
    [['--root'], "'--root <value>' argument missing"],
    [['--all'], "Unknown option '--all'"],
  ])('does not take %j', async (args, complaint) => {
    const ran = await run('audit:verify', ...args);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(complaint);
  });
});

it('says in words that there is no such command, and lists those of privacy', async () => {
  const ran = await run('privacy:forget');
  expect(ran).toMatchObject({ code: 2, stdout: '' });
  for (const words of ['There is no command "privacy:forget".', 'privacy:tombstones', 'audit:verify'])
    expect(ran.stderr).toContain(words);
});

it(
  'says of a database that does not answer that it does not, without its password',
  async () => {
    const url = 'postgres://owner:hush-hush@127.0.0.1:9/nowhere';
    const ran = await new Promise<Ran>((resolve) => {
      const env = { NODE_ENV: 'test', DATABASE_URL: url, DATA_DIR: folder };
      execFile(process.execPath, [CLI, 'audit:verify'], { env }, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
      );
    });
    expect([ran.code, ran.stdout]).toEqual([1, '']);
    expect(ran.stderr).toContain('ECONNREFUSED');
    expect(ran.stderr).not.toContain('hush-hush');
  },
  SLOW,
);
