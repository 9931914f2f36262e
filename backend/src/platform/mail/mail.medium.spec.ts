import pg from 'pg';
import { createTestApp, type TestApp } from '../../../test/support/test-app.js';
import { startSmtpServer, type SmtpServer } from '../../../test/support/smtp-server.js';
import { waitFor } from '../../../test/support/wait-for.js';
import { newId } from '../crypto/index.js';
import {
  IdentityDatabase,
  NO_TENANT,
  RelayDatabase,
  TenantDatabase,
  tenantId,
  type TenantId,
} from '../database/index.js';
import { Mailer } from './index.js';
import { MailCleaner } from './mail-cleaner.js';

const welcome = (businessKey: string) => ({
  to: 'ada@example.test',
  template: 'welcome',
  businessKey,
  subject: 'Welcome, Ada',
  text: 'the secret link',
  html: '<p>the <b>secret</b> link</p>',
});

const rowsOf = (test: TestApp, tenant: TenantId) =>
  test.app
    .get(TenantDatabase)
    .withTenant(tenant, (tx) =>
      tx.query<{ state: string; body: Buffer | null }[]>('select state, body from mails'),
    );

describe('mail without a server', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp({ modules: [] });
  });
  afterAll(() => test.close());

  it('is sealed at rest and shown on the local page, its markup in a frame that runs nothing', async () => {
    await test.app
      .get(IdentityDatabase)
      .transaction((tx) => test.app.get(Mailer).enqueue(tx, null, welcome('local')));
    const [row] = await rowsOf(test, NO_TENANT);
    expect(row?.body?.includes('secret')).toBe(false);

    const page = await fetch(`${test.url}/dev/mail`, { headers: { accept: 'text/html' } });
    const text = await page.text();
    expect(text).toContain('Welcome, Ada');
    expect(text).toContain('&lt;p&gt;the &lt;b&gt;secret');
    expect(text).toMatch(/<iframe sandbox="[^"]*"/);
    expect(text).not.toContain('allow-scripts');
    const json = await fetch(`${test.url}/dev/mail`);
    expect(await json.json()).toMatchObject({ items: [{ to: 'ada@example.test', text: 'the secret link' }] });
  });
});

describe('mail with a server', () => {
  const replies = new Map([['nobody@example.test', '550 5.1.1 <nobody@example.test>: User unknown']]);
  let test: TestApp;
  let smtp: SmtpServer;
  beforeAll(async () => {
    smtp = await startSmtpServer(1, (address) => replies.get(address));
    test = await createTestApp({ modules: [], config: { SMTP_URL: smtp.url } });
  });
  afterAll(async () => {
    await test.close();
    await smtp.close();
  });

  it('arrives once after a refusal, whatever is queued for the same occasion, and is then erased', async () => {
    const tenant = tenantId(newId());
    const enqueue = () =>
      test.app
        .get(TenantDatabase)
        .withTenant(tenant, (tx) => test.app.get(Mailer).enqueue(tx, tenant, welcome('one')));
    await enqueue();
    await enqueue();
    await waitFor(async () => (await rowsOf(test, tenant)).every((row) => row.state === 'sent'));
    expect(smtp.received).toHaveLength(1);
    expect(smtp.received[0]).toContain('Subject: Welcome, Ada');
    expect(await rowsOf(test, tenant)).toEqual([{ state: 'sent', body: null }]);
  });

  const mailTo = async (to: string) => {
    const tenant = tenantId(newId());
    await test.app
      .get(TenantDatabase)
      .withTenant(tenant, (tx) => test.app.get(Mailer).enqueue(tx, tenant, { ...welcome(to), to }));
    return tenant;
  };
  const relay = <T>(sql: string, values: unknown[] = []): Promise<T[]> =>
    test.app.get(RelayDatabase).run((tx) => tx.query<T[]>(sql, values));
  const factsOf = (tenant: TenantId) =>
    relay<{ state: string }>('select state from outbox where tenant_id = $1', [tenant]);
  const refused = async () => {
    const figures = await (await fetch(`${test.url}/metrics`)).text();
    return Number(/^orbis_mails_total\{outcome="refused"\} (\d+)$/m.exec(figures)?.[1]);
  };

  it('is done, erased and counted where the server refuses its recipient for good', async () => {
    const before = await refused();
    const tenant = await mailTo('nobody@example.test');
    await waitFor(async () => (await factsOf(tenant)).every(({ state }) => state === 'done'));
    expect(await rowsOf(test, tenant)).toEqual([{ state: 'refused', body: null }]);
    expect(smtp.asked.filter((address) => address === 'nobody@example.test')).toHaveLength(1);
    expect((await refused()) - before).toBe(1);
  });

  it.each([
    ['its recipient must wait', '450 4.2.0 Greylisted'],
    ['we have to sign in first', '530 5.7.0 Authentication required'],
    ['we may not relay', '554 5.7.1 Relay access denied'],
  ])('is kept and tried again where the server says that %s', async (_what, reply) => {
    const address = `${reply.slice(0, 3)}@example.test`;
    replies.set(address, reply);
    const tenant = await mailTo(address);
    await waitFor(() => smtp.asked.filter((asked) => asked === address).length >= 2);
    expect(await rowsOf(test, tenant)).toEqual([{ state: 'queued', body: expect.any(Buffer) }]);
    replies.delete(address);
    await waitFor(async () => (await rowsOf(test, tenant)).every((row) => row.state === 'sent'), 30_000);
  });

  it('is forgotten after thirty days, whatever became of it', async () => {
    const owner = new pg.Client({ connectionString: test.database.url });
    await owner.connect();
    const [old, young] = [tenantId(newId()), tenantId(newId())];
    const age = async (tenant: TenantId, days: number) => {
      for (const state of ['queued', 'sent', 'refused'])
        await owner.query(
          `insert into mails (id, tenant_id, business_key, template, state, created_at)
           values ($1, $2, $3, 'welcome', $3, now() - $4 * interval '1 day')`,
          [newId(), tenant, state, days],
        );
    };
    await age(old, 31);
    await age(young, 29);
    await owner.end();
    await test.app.get(MailCleaner, { strict: false }).deleteOld();
    expect([(await rowsOf(test, old)).length, (await rowsOf(test, young)).length]).toEqual([0, 3]);
  });

  it('has no local page then', async () => {
    expect((await fetch(`${test.url}/dev/mail`)).status).toBe(404);
  });
});
