import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PASSWORD } from '../support/browser.js';
import { newId } from '../../src/platform/crypto/index.js';
import { blocksOf } from '../support/doc-blocks.js';
import { createReferralOffice, type ReferralOffice } from '../support/referral-office.js';

// Commands that operators and integrators copy out of the pages, against the product and its database of this test.
const ROOT = join(import.meta.dirname, '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'orbis-commands-'));

let place: ReferralOffice;
let session = '';
let key = '';
beforeAll(async () => {
  place = await createReferralOffice({ ROLE: 'all' });
  const signedIn = await place.office.post('/auth/login', {
    email: 'office@example.com',
    password: PASSWORD,
  });
  session = String(signedIn.headers['set-cookie'])
    .split(/,(?=\w+=)/)
    .map((line) => line.split(';')[0])
    .join('; ');
  const made = await place.office.post('/api-keys', { name: 'Server', kind: 'secret' }).expect(201);
  key = made.body.key;
}, 120_000);
afterAll(async () => {
  await place.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a block as somebody does who copies it; gives what it printed. */
async function run(block: string): Promise<string> {
  const script = block
    .replaceAll('node backend/', `node ${ROOT}/backend/`)
    .replaceAll(/https?:\/\/(localhost:3000|voice\.example\.com)/g, place.test.url);
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'test',
    DATABASE_URL: place.test.database.url,
    ORBIS_KEY: key,
    SESSION: session,
  };
  // Not waited for in a way that stops this process, which the product of this test runs in.
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: folder,
    env,
  });
  return stdout;
}
const only = (blocks: string[]): string => {
  expect(blocks).toHaveLength(1);
  return blocks[0] ?? '';
};

/** A fact of which one consumer was tried as often as it may be. */
async function giveUp(name: string, payload: object, consumer: string, error: string): Promise<void> {
  const id = newId();
  await place.owner.query(
    `insert into outbox (id, tenant_id, name, payload, state)
     select $1, id, $2, $3, 'dead' from tenants limit 1`,
    [id, name, payload],
  );
  await place.owner.query(
    `insert into outbox_tries (tenant_id, outbox_id, consumer, failures, next_at, given_up, last_error)
     select tenant_id, id, $2, 16, now(), true, $3 from outbox where id = $1`,
    [id, consumer, error],
  );
}
const given = async (): Promise<string[]> => {
  const { rows } = await place.owner.query<{ consumer: string }>(
    `select t.consumer from outbox o left join outbox_tries t on t.outbox_id = o.id and t.given_up where o.state = 'dead'`,
  );
  return rows.map(({ consumer }) => consumer);
};

describe('the pages for operators', () => {
  it('take up again what was given up, or let go of it', async () => {
    const [again = 'exit 1', drop = 'exit 1', ...more] = blocksOf('docs/runbooks/stuck-queue.md', 'sh run');
    expect(more).toEqual([]);
    await giveUp('user.signup', { userId: newId() }, 'note-referred-signup', 'TypeError');
    expect(await run(again)).toContain('note-referred-signup  1 (TypeError)');
    expect(await given()).toEqual([]);
    expect(await run(again)).toBe('Nothing was given up.\n');

    await giveUp('user.signup', { userId: newId() }, 'note-referred-signup', 'TypeError');
    await giveUp('mail.requested', { mailId: newId() }, 'send-mail', 'Error EENVELOPE');
    const said = await run(drop);
    expect(said).toContain('send-mail  1 (Error EENVELOPE)');
    expect(said).not.toContain('note-referred-signup');
    expect(await given()).toEqual(['note-referred-signup']);
    expect(await run(drop)).toBe('Nothing was given up.\n');
    for (const wrong of ['', ' --consumer send-mial'])
      await expect(run(`node backend/dist/cli.js outbox:drop${wrong}`)).rejects.toMatchObject({ code: 2 });
    await run(again);
  }, 90_000);

  it('seal everything under a new secret', async () => {
    const commands = blocksOf('docs/guides/changing-the-secret.md', 'sh run').join('\n');
    // To the secret that there is, since the product of this test goes on under it.
    expect(await run(commands)).toContain('Everything is under the present APP_SECRET');
  }, 60_000);

  it('raise a team’s limit', async () => {
    const { rows } = await place.owner.query<{ id: string }>('select id from tenants limit 1');
    const id = rows[0]?.id ?? '';
    const sql = only(blocksOf('docs/guides/limits.md', 'sql'));
    expect(sql).toContain("'…'");
    await place.owner.query(sql.replace('…', id));
    const now = await place.owner.query('select max_concurrent_calls from tenants where id = $1', [id]);
    expect(now.rows).toEqual([{ max_concurrent_calls: 250 }]);
  });

  it('export the ledger, and prove the books', async () => {
    const [exported = '', proved = ''] = blocksOf('docs/guides/referrals.md', 'sh run');
    expect(await run(exported)).toMatch(/^HTTP\/1\.1 200/);
    expect(readFileSync(join(folder, 'ledger.csv'), 'utf8')).toMatch(/^"seq",/);
    expect(await run(proved)).toContain('The books are whole');
  }, 60_000);
});

describe('the guide to webhooks', () => {
  it('makes an endpoint with a key', async () => {
    const answer = JSON.parse(await run(only(blocksOf('docs/guides/webhooks.md', 'sh run')))) as {
      secret?: string;
    };
    expect(answer.secret).toMatch(/^whsec_/);
  });
});
