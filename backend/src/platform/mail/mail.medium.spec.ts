import { createTestApp, type TestApp } from '../../../test/support/test-app.js';
import { startSmtpServer, type SmtpServer } from '../../../test/support/smtp-server.js';
import { waitFor } from '../../../test/support/wait-for.js';
import { newId } from '../crypto/index.js';
import { IdentityDatabase, NO_TENANT, TenantDatabase, tenantId, type TenantId } from '../database/index.js';
import { Mailer } from './index.js';

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
  let test: TestApp;
  let smtp: SmtpServer;
  beforeAll(async () => {
    smtp = await startSmtpServer(1);
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

  it('has no local page then', async () => {
    expect((await fetch(`${test.url}/dev/mail`)).status).toBe(404);
  });
});
