#!/usr/bin/env node
// @ts-check
// Pictures of every page, in both themes and two widths, for whoever changes how something looks; and what axe and the
// console say about each. Each page is seen by somebody with a full team and, where it differs, by a newcomer who has
// nothing yet. From a running `npm start`; the referral office is shown where PLATFORM_ADMINS names the person:
//   node frontend/bin/look-at-pages.mjs --password <password> [--only agents] [--looks light-1440] [--out pictures]
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { DASHBOARD, NEWCOMER, OPENED, PUBLIC } from './looked-at.mjs';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:3000' },
    email: { type: 'string', default: 'demo@orbisvoice.local' },
    password: { type: 'string', default: '' },
    out: { type: 'string', default: 'pictures' },
    /** A regular expression for the names of the pictures. */
    only: { type: 'string', default: '' },
    /** The same for theme and width, `dark-390`. */
    looks: { type: 'string', default: '' },
  },
});
const LOOKS = [1440, 390].flatMap((width) =>
  /** @type {const} */ (['light', 'dark']).map((theme) => ({ name: `${theme}-${width}`, theme, width })),
);
/** Charts and pictures that come late are there by then. */
const SETTLING_MS = 900;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** @typedef {import('playwright-core').Page} Page */

/** @param {string} line */
const say = (line) => process.stdout.write(`${line}\n`);
const wanted = new RegExp(values.only);
const browser = await chromium.launch({
  executablePath: process.env.ORBIS_TEST_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
});

/**
 * A page of a browser of its own.
 * @param {(typeof LOOKS)[number]} look
 */
async function openPage({ width, theme }) {
  const context = await browser.newContext({
    viewport: { width, height: width > 1_000 ? 900 : 844 },
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') say(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => say(`${page.url()}: ${error.message}`));
  return page;
}

/**
 * @param {Page} page
 * @param {string} path
 * @param {object} body
 */
async function post(page, path, body) {
  const headers = { 'sec-fetch-site': 'same-origin' };
  const answer = await page.request.post(values.url + path, { headers, data: body });
  if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
}

/**
 * The newest thing of a list, for addresses that need one.
 * @param {Page} page
 * @param {string} list
 */
async function newest(page, list) {
  const answer = await page.request.get(`${values.url}/${list}?limit=1`);
  const { items } = /** @type {{ items: { id: string, agentId?: string }[] }} */ (await answer.json());
  return items[0];
}

/**
 * @param {Page} page
 * @param {string} name
 */
async function keep(page, name) {
  await page.waitForTimeout(SETTLING_MS);
  await page.screenshot({ path: join(values.out, `${name}.png`), fullPage: true });
  const sideways = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'));
  if (sideways > 0) say(`${name}: scrolls sideways by ${sideways} px`);
  await page.evaluate(AXE);
  /** @type {string[]} */
  const faults = await page.evaluate(
    'axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html)))',
  );
  for (const fault of faults) say(`${name}: ${fault}`);
}

/**
 * One fault must not keep the other pictures away.
 * @param {Page} page
 * @param {string} name
 * @param {string} path
 * @param {(page: Page) => Promise<unknown>} [then]
 */
async function lookAt(page, name, path, then) {
  if (!wanted.test(name)) return;
  try {
    await page.goto(values.url + path);
    await page.locator('h1').first().waitFor({ timeout: 20_000 });
    await then?.(page);
    await keep(page, name);
  } catch (error) {
    say(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const nameOf = (/** @type {string} */ path) =>
  path.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'home';

mkdirSync(values.out, { recursive: true });
try {
  for (const look of LOOKS.filter(({ name }) => new RegExp(values.looks).test(name))) {
    const visitor = await openPage(look);
    for (const path of PUBLIC) await lookAt(visitor, `${nameOf(path)}-${look.name}`, path);
    await visitor.context().close();

    const member = await openPage(look);
    await post(member, '/auth/login', { email: values.email, password: values.password });
    const call = await newest(member, 'calls');
    const ids = {
      agent: call?.agentId ?? (await newest(member, 'agents'))?.id,
      tool: (await newest(member, 'tools'))?.id,
      call: call?.id,
      webhook: (await newest(member, 'webhook-endpoints'))?.id,
    };
    /** @param {string} path */
    const filled = (path) =>
      path.replace(/\{(\w+)\}/, (_, kind) => ids[/** @type {keyof typeof ids} */ (kind)] ?? 'none');
    for (const path of DASHBOARD) await lookAt(member, `${nameOf(path)}-${look.name}`, filled(path));
    for (const { name, path, open } of OPENED)
      await lookAt(member, `open-${name}-${look.name}`, filled(path), open);
    await member.context().close();

    const newcomer = await openPage(look);
    const email = `newcomer-${look.name}-${Date.now()}@example.com`;
    await post(newcomer, '/auth/signup', {
      ...{ email, name: 'Nora Newcomer', tenantName: 'New Team', password: 'violet-harbour-kettle' },
    });
    for (const path of NEWCOMER) await lookAt(newcomer, `new-${nameOf(path)}-${look.name}`, path);
    await newcomer.context().close();
  }
} finally {
  await browser.close();
}
