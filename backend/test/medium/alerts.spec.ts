import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { parse } from 'yaml';
import { ROOT } from '../../bin/lib/paths.mjs';
import { newId } from '../../src/platform/crypto/index.js';
import { IdentityDatabase } from '../../src/platform/database/index.js';
import { Mailer } from '../../src/platform/mail/index.js';
import { CONSUMER_NAMES } from '../../src/platform/queue/catalogue.js';
import { found } from '../support/alert-rule.js';
import { blocksOf } from '../support/doc-blocks.js';
import { startSmtpServer, type SmtpServer } from '../support/smtp-server.js';
import { createTestApp, type TestApp } from '../support/test-app.js';
import { waitFor } from '../support/wait-for.js';

const TOKEN = 'token-of-this-prometheus';

let test: TestApp;
let figures: string;
let owner: pg.Client;
beforeAll(async () => {
  test = await createTestApp({ config: { METRICS_TOKEN: TOKEN, CALLS_PER_PROCESS: '7' } });
  owner = new pg.Client({ connectionString: test.database.url });
  await owner.connect();
  const answer = await fetch(`${test.url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(answer.status).toBe(200);
  figures = await answer.text();
});
afterAll(async () => {
  await owner?.end();
  await test?.close();
});

interface Rules {
  groups: { rules: { alert: string; expr: string }[] }[];
}
const RULES = readFileSync(join(ROOT, 'deploy/observability/alerts.yml'), 'utf8');
const { groups } = parse(RULES) as Rules;
/** What alerts see growing: the name, and what is asked of its labels. */
const grown = groups
  .flatMap(({ rules }) => rules)
  .flatMap(({ alert, expr }) =>
    [...expr.matchAll(/(?:rate|increase)\((orbis_\w+_total)(?:\{(\w+)=(~?)"([^"]+)"\})?\[/g)].map(
      ([, name = '', label, pattern, value = '']) => ({
        alert,
        name,
        label,
        values: pattern ? value.split('|') : [value],
      }),
    ),
  );

// A series that begins with its first event does not grow by it: the first call that is lost would go unseen.
it('every counter that an alert sees growing is there before anything has happened', () => {
  expect(grown.length).toBeGreaterThan(5);
  const lines = figures.split('\n');
  for (const { alert, name, label, values } of grown)
    for (const value of values) {
      const series = label
        ? new RegExp(`^${name}\\{${label}="${value}"\\} 0$`)
        : new RegExp(`^${name}(\\{.*\\})? 0$`);
      expect([alert, name, value, lines.some((line) => series.test(line))]).toEqual([
        alert,
        name,
        value,
        true,
      ]);
    }
});

it('jobs of every consumer are counted from 0, well ended and failed', () => {
  const consumers = CONSUMER_NAMES;
  const counted = (outcome: string) =>
    [...figures.matchAll(/^orbis_job_seconds_count\{consumer="([\w-]+)",outcome="(\w+)"\} \d+$/gm)]
      .filter(([, , ended]) => ended === outcome)
      .map(([, consumer]) => consumer);
  expect(counted('done').sort()).toEqual([...consumers].sort());
  expect(counted('failed').sort()).toEqual([...consumers].sort());
});

describe('a mail server that takes nothing', () => {
  let mailing: TestApp;
  let smtp: SmtpServer;
  let takes = false;
  beforeAll(async () => {
    smtp = await startSmtpServer(0, () => (takes ? undefined : '451 4.3.0 try later'));
    mailing = await createTestApp({ modules: [], config: { SMTP_URL: smtp.url } });
  });
  afterAll(async () => {
    await mailing?.close();
    await smtp?.close();
  });

  const scrape = async () => (await fetch(`${mailing.url}/metrics`)).text();
  const mail = (count: number) =>
    mailing.app.get(IdentityDatabase).transaction(async (tx) => {
      for (let made = 0; made < count; made++)
        await mailing.app.get(Mailer).enqueue(tx, null, {
          to: `${newId()}@example.test`,
          template: 'reset',
          businessKey: newId(),
          subject: 'Your link',
          text: 'Here it is.',
          html: '<p>Here it is.</p>',
        });
    });
  /** The rules that speak, and of whom, of what has happened since `before`. */
  const speaking = async (before: string) => {
    const after = await scrape();
    return ['JobsFailing', 'MailsFailing'].flatMap((alert) =>
      found(RULES, alert, before, after).map((whom) => `${alert} ${whom}`.trim()),
    );
  };
  const tries = (count: number) => waitFor(() => smtp.asked.length >= count, 45_000);

  it('is a ticket with its first mail, wakes somebody where it is more than one, and is over when mails go out', async () => {
    const before = await scrape();
    await mail(1);
    await tries(3);
    expect(await speaking(before)).toEqual(['JobsFailing send-mail']);
    await mail(4);
    await tries(16);
    await waitFor(async () => (await speaking(before)).length > 1);
    expect(await speaking(before)).toEqual(['JobsFailing send-mail', 'MailsFailing']);
    takes = true;
    await mail(1);
    await waitFor(() => smtp.received.length === 6, 45_000);
    const later = await scrape();
    await mail(2);
    await waitFor(() => smtp.received.length === 8);
    expect(await speaking(later)).toEqual([]);
  }, 120_000);
});

it('says how many calls a gateway has places for', () => {
  expect(figures).toMatch(/^orbis_voice_call_places 7$/m);
});

it('says how long somebody has waited to be forgotten', async () => {
  const figure = async () => {
    const answer = await fetch(`${test.url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
    return Number(/^orbis_erasure_oldest_seconds (\S+)$/m.exec(await answer.text())?.[1]);
  };
  expect(await figure()).toBe(0);
  const tenantId = newId();
  await owner.query(
    "insert into tenants (id, name, rate_limit_per_minute, created_at) values ($1, 'Acme', 100, now())",
    [tenantId],
  );
  await owner.query(
    `insert into caller_erasures (id, tenant_id, marks, known_by, state, asked_at, worked_at)
     values ($1, $2, '{}', '{phone}', 'running', now(), now())`,
    [newId(Date.now() - 7_200_000), tenantId],
  );
  expect(await figure()).toBeGreaterThanOrEqual(7_200);
  expect(await figure()).toBeLessThan(7_260);
});

describe('where a token is set', () => {
  it('this machine is asked for it, too', async () => {
    expect((await fetch(`${test.url}/metrics`)).status).toBe(404);
  });

  it('the commands of the operations page send it', async () => {
    const blocks = blocksOf('docs/guides/operations.md', 'sh run');
    const commands = blocks.find((block) => block.includes('/metrics')) ?? 'exit 1';
    const { stdout } = await promisify(execFile)(
      'bash',
      ['-euo', 'pipefail', '-c', commands.replaceAll('http://localhost:3000', test.url)],
      { env: { PATH: process.env.PATH, METRICS_TOKEN: TOKEN } },
    );
    expect(stdout).toContain('orbis_voice_call_places 7');
  });
});
