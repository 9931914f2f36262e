#!/usr/bin/env node
// @ts-check
// Pictures of every page, in both themes and two widths, for whoever changes how something looks; and what axe and the
// console say about each. From a running `npm start`:
//   node frontend/bin/look-at-pages.mjs --password <password> [--only agents] [--out pictures]
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:3000' },
    email: { type: 'string', default: 'demo@orbisvoice.local' },
    password: { type: 'string', default: '' },
    out: { type: 'string', default: 'pictures' },
    /** A regular expression for the addresses. */
    only: { type: 'string', default: '' },
  },
});

const PUBLIC = [
  ...['/', '/features', '/pricing', '/blog', '/blog/safe-embedding', '/docs', '/affiliates', '/nothing'],
  ...['/login', '/signup', '/forgot-password', '/reset-password?token=x', '/verify-email?token=x'],
  '/accept-invitation?token=x',
];
const DASHBOARD = [
  ...[
    '',
    '/agents/new',
    '/agents/{agent}',
    '/agents/{agent}/versions',
    '/tools',
    '/tools/new',
    '/tools/{tool}',
  ],
  ...['/calls', '/calls?q=zebra', '/calls/{call}', '/analytics', '/referrals', '/nothing'],
  ...['', '/api-keys', '/sessions', '/embed', '/webhooks', '/retention', '/audit-log'].map(
    (part) => `/settings${part}`,
  ),
].map((path) => `/dashboard${path}`);

/** @param {string} line */
const say = (line) => process.stdout.write(`${line}\n`);
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({
  executablePath: process.env.ORBIS_TEST_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});

/**
 * The newest thing of a list, for addresses that need one.
 * @param {import('playwright-core').Page} page
 * @param {string} list
 */
const newest = async (page, list) => {
  const answer = await page.request.get(`${values.url}/${list}?limit=1`);
  /** @type {{ items: { id: string }[] }} */
  const { items } = await answer.json();
  return items[0]?.id;
};

/**
 * @param {import('playwright-core').Page} page
 * @param {string} path
 * @param {string} look
 */
async function lookAt(page, path, look) {
  await page.goto(values.url + path);
  await page.locator('h1').first().waitFor({ timeout: 15_000 });
  await page.waitForTimeout(900);
  const name = path.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'home';
  await page.screenshot({ path: join(values.out, `${name}-${look}.png`), fullPage: true });
  const sideways = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  if (Number(sideways) > 0) say(`${look} ${path}: scrolls sideways by ${sideways} px`);
  await page.evaluate(AXE);
  /** @type {string[]} */
  const faults = await page.evaluate(
    'axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html)))',
  );
  for (const fault of faults) say(`${look} ${path}: ${fault}`);
}

mkdirSync(values.out, { recursive: true });
try {
  /** @type {Awaited<ReturnType<import('playwright-core').BrowserContext['storageState']>> | undefined} */
  let session;
  for (const [width, height] of /** @type {const} */ ([
    [1440, 900],
    [390, 844],
  ])) {
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      const look = {
        viewport: { width, height },
        colorScheme,
        reducedMotion: /** @type {const} */ ('reduce'),
      };
      const visitor = await (await browser.newContext(look)).newPage();
      const member = await (await browser.newContext({ ...look, storageState: session })).newPage();
      for (const page of [visitor, member])
        page.on('console', (message) => {
          if (message.type() === 'error') say(`${page.url()}: ${message.text()}`);
        });
      if (!session) {
        await member.goto(`${values.url}/login`);
        await member.getByLabel('E-mail').fill(values.email);
        await member.getByLabel('Password', { exact: true }).fill(values.password);
        await member.getByRole('button', { name: 'Log in' }).click();
        await member.getByRole('heading', { name: 'Agents' }).waitFor();
        session = await member.context().storageState();
      }
      const ids = {
        agent: await newest(member, 'agents'),
        tool: await newest(member, 'tools'),
        call: await newest(member, 'calls'),
      };
      const wanted = new RegExp(values.only);
      for (const path of PUBLIC)
        if (wanted.test(path)) await lookAt(visitor, path, `${colorScheme}-${width}`);
      for (const path of DASHBOARD) {
        const kind = /** @type {keyof typeof ids | undefined} */ (/\{(\w+)\}/.exec(path)?.[1]);
        const id = kind && ids[kind];
        if (!wanted.test(path) || (kind && !id)) continue;
        await lookAt(member, path.replace(/\{\w+\}/, id ?? ''), `${colorScheme}-${width}`);
      }
      await visitor.context().close();
      await member.context().close();
    }
  }
} finally {
  await browser.close();
}
