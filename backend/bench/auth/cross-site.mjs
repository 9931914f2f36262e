// @ts-check
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { userError } from '../../bin/lib/print.mjs';
import { findOnPath } from '../../bin/provision/find-on-path.mjs';
import { PASSWORD, Person } from '../lib/person.mjs';
import { askOwn, sendAll, submitForm } from './page-scripts.mjs';

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
/**
 * Where the product is and where the bad page is. Browsers tell `Sec-Fetch-Site` to trustworthy addresses alone, which
 * localhost is and a name over plain http is not. A page of the same site is sent the cookies, whatever SameSite says.
 */
const STAGES = [
  { name: 'another site, Sec-Fetch', product: 'localhost', page: '127.0.0.1', tells: true },
  { name: 'same site, Sec-Fetch', product: 'localhost', page: 'localhost', tells: true },
  { name: 'another site, without', product: 'product.example', page: 'evil.example', tells: false },
  { name: 'same site, without', product: 'product.example', page: 'product.example', tells: false },
];
const ANSWER_MS = 1_000;
const MAPPED = ['product.example', 'evil.example'].map((name) => `MAP ${name} 127.0.0.1`).join(', ');
const FLAGS = [
  ...[
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--no-proxy-server',
    '--disable-background-networking',
  ],
  ...['--disable-component-update', '--disable-sync', `--host-resolver-rules=${MAPPED}`],
  '--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable',
];

/** @typedef {import('./page-scripts.mjs').Change} Change */

/**
 * Everything that a bad page can make a browser send, done to every change by a signed-in owner that matters. Then each of
 * them once from our own page, which shows that it would have changed something.
 * @param {number} port  of the API
 * @param {import('pg').Pool} database
 * @param {boolean} everywhere  each change in every place, instead of in one of them by turn
 */
export async function attackAcrossSites(port, database, everywhere) {
  const executablePath = process.env.ORBIS_TEST_CHROMIUM ?? findOnPath(CHROMIUM);
  if (!executablePath) throw userError('This needs Chromium on the PATH (Debian: apt-get install chromium).');
  const bad = await startBadSite();
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    /** @type {string[]} */
    const faults = [];
    let requests = 0;
    let changes = 0;
    for (const [index, stage] of STAGES.entries()) {
      const victim = await newVictim(`http://127.0.0.1:${port}`, index, database);
      const tried = everywhere ? victim.changes : turnOf(victim.changes, index);
      const site = `http://${stage.product}:${port}`;
      const context = await browser.newContext();
      const own = await context.newPage();
      await own.goto(`${site}/health`);
      const login = {
        method: 'POST',
        path: '/auth/login',
        body: { email: victim.email, password: PASSWORD },
      };
      if ((await own.evaluate(askOwn, login)) !== 200) throw new Error('the victim could not sign in');
      const page = await context.newPage();
      await page.goto(`http://${stage.page}:${bad.port}/`);
      const before = { rows: await digestOf(database), cookies: await jarOf(context) };
      for (const change of tried) {
        requests += await page.evaluate(sendAll, { site, change });
        requests += await submitForms(page, `http://${stage.page}:${bad.port}/`, site, change);
      }
      const after = { rows: await digestOf(database), cookies: await jarOf(context) };
      for (const table of Object.keys(after.rows))
        if (after.rows[table] !== before.rows[table]) {
          changes += 1;
          faults.push(`${stage.name}: ${table} was changed`);
        }
      if (after.cookies !== before.cookies) {
        changes += 1;
        faults.push(`${stage.name}: the cookies were ${before.cookies}, and are ${after.cookies}`);
      }
      if ((await own.evaluate(askOwn, { method: 'GET', path: '/auth/me' })) !== 200)
        faults.push(`${stage.name}: the victim is not signed in any more`);
      const told = bad.heardFrom(stage.page);
      if (told !== stage.tells) faults.push(`${stage.name}: Sec-Fetch-Site was ${told ? '' : 'not '}sent`);
      for (const change of tried) {
        const status = await own.evaluate(askOwn, change);
        if (status >= 400)
          faults.push(
            `${stage.name}: from our own page ${change.method} ${change.path} is answered ${status}`,
          );
      }
      await context.close();
    }
    return { stages: STAGES.length, requests, changes, faults };
  } finally {
    await browser.close();
    bad.close();
  }
}

/**
 * @param {string} http
 * @param {number} index
 * @param {import('pg').Pool} database
 */
async function newVictim(http, index, database) {
  const owner = new Person(http, `victim-${index}@example.com`);
  const { tenant } = await owner.signUp();
  const attacker = { email: `attacker-${index}@example.com`, password: PASSWORD };
  await new Person(http, attacker.email).signUp();
  const agent = { name: 'Reception', systemPrompt: 'Be kind.', status: 'published' };
  const { id: agentId } = await owner.must('POST', '/agents', agent);
  const { id: spareId } = await owner.must('POST', '/agents', agent);
  const hook = { url: 'https://api.example.com/hook', eventTypes: ['call.ended'] };
  const { id: hookId } = await owner.must('POST', '/webhook-endpoints', hook);
  const { id: keyId } = await owner.must('POST', '/api-keys', { name: 'Old', kind: 'secret' });
  await owner.must('POST', '/auth/logout');
  await database.query(`update tenants set name = 'Before' where id = $1`, [tenant.id]);
  /** The last ends the session. @type {Change[]} */
  const changes = [
    { method: 'POST', path: '/agents', body: agent },
    { method: 'PUT', path: `/agents/${agentId}`, body: { name: 'Taken over' } },
    { method: 'POST', path: `/agents/${agentId}/publish`, body: {} },
    { method: 'POST', path: `/agents/${agentId}/sessions` },
    { method: 'DELETE', path: `/agents/${spareId}` },
    { method: 'POST', path: '/api-keys', body: { name: 'Mine', kind: 'secret' } },
    { method: 'DELETE', path: `/api-keys/${keyId}` },
    { method: 'PUT', path: '/tenants/me', body: { name: 'After' } },
    { method: 'POST', path: '/tenants/me/invitations', body: { email: attacker.email, role: 'admin' } },
    { method: 'POST', path: '/webhook-endpoints', body: hook },
    { method: 'POST', path: `/webhook-endpoints/${hookId}/rotate-secret`, body: {} },
    { method: 'POST', path: `/webhook-endpoints/${hookId}/test` },
    { method: 'POST', path: '/privacy/erasures', body: { email: 'somebody@example.com' } },
    { method: 'PUT', path: '/tenants/me/retention', body: { callDays: 7 } },
    { method: 'POST', path: '/auth/resend-verification' },
    { method: 'DELETE', path: '/auth/sessions' },
    { method: 'POST', path: '/auth/switch-tenant', body: { tenantId: tenant.id } },
    { method: 'POST', path: '/auth/refresh' },
    { method: 'POST', path: '/auth/login', body: attacker },
    { method: 'POST', path: '/auth/logout' },
  ];
  return { email: owner.email, changes };
}

/** @param {Change[]} changes @param {number} stage */
const turnOf = (changes, stage) =>
  changes.filter((_change, index) => index % STAGES.length === stage || index === changes.length - 1);

/**
 * Forms that go to a frame and forms that take the whole page along, with a body that reads as JSON.
 * @param {import('playwright-core').Page} page
 * @param {string} home  of the bad page
 * @param {string} site
 * @param {Change} change
 */
async function submitForms(page, home, site, { path, body }) {
  const json = JSON.stringify(body ?? {});
  const field = { name: `${json.slice(0, -1)}${json === '{}' ? '' : ','}"x":"`, value: '"}' };
  const kinds = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'none'];
  for (const kind of kinds) await submit(page, { action: site + path, kind, field, target: `frame-${kind}` });
  await page.goto(home);
  for (const kind of ['text/plain', 'none']) {
    await submit(page, { action: site + path, kind, field, target: '_self' });
    await page.goto(home);
  }
  return kinds.length + 2;
}

/** Until it is answered or given up; what has no content is shown nowhere, and loads nothing that could be waited for. @param {import('playwright-core').Page} page @param {Parameters<typeof submitForm>[0]} form */
async function submit(page, form) {
  const over = new Promise((resolve) => {
    const look = (/** @type {import('playwright-core').Request} */ request) => {
      if (request.url() !== form.action) return;
      page.off('requestfinished', look).off('requestfailed', look);
      resolve(undefined);
    };
    page.on('requestfinished', look).on('requestfailed', look);
  });
  await page.evaluate(submitForm, form);
  await Promise.race([over, sleep(ANSWER_MS)]);
}

/** A site of somebody else. It asks itself for a picture, to see what the browser tells an address like the product's. */
async function startBadSite() {
  /** @type {Set<string>} */
  const told = new Set();
  const server = createServer((request, reply) => {
    const { host = '' } = request.headers;
    if (request.headers['sec-fetch-site'] !== undefined) told.add(host.split(':')[0] ?? '');
    reply
      .setHeader('content-type', 'text/html')
      .end('<!doctype html><title>A nice page</title><img src="/look">');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { port, heardFrom: (/** @type {string} */ host) => told.has(host), close };
}

/** What a browser keeps for the product, but for values that it renews. @param {import('playwright-core').BrowserContext} context */
async function jarOf(context) {
  const cookies = await context.cookies();
  return cookies
    .map(({ name, value }) => `${name}=${value.slice(-12)}`)
    .sort()
    .join(' ');
}

/** One value for the rows of each table. @param {import('pg').Pool} database @returns {Promise<Record<string, string>>} */
async function digestOf(database) {
  const { rows: tables } = await database.query(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`,
  );
  /** @type {Record<string, string>} */
  const digests = {};
  for (const { name } of tables) {
    const sql = `select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest from "${name}" t`;
    digests[name] = (await database.query(sql)).rows[0].digest;
  }
  return digests;
}
