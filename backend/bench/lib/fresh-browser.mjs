// @ts-check
import { chromium } from 'playwright-core';
import { findOnPath } from '../../bin/provision/find-on-path.mjs';
import { p50 } from './stats.mjs';

const ROUNDS = 5;

/**
 * @typedef {object} Limits
 * @property {number} cpuFactor
 * @property {number} latency  ms
 * @property {number} downloadThroughput  bytes a second
 * @property {number} uploadThroughput  bytes a second
 */

/** A telephone on a slow network, as Chromium's own tools simulate it. @type {Limits} */
export const SLOW = {
  cpuFactor: 4,
  latency: 150,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 750_000 / 8,
};

/** Undefined where there is no Chromium. */
export async function openChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
  const executablePath = findOnPath(names);
  if (!executablePath) return undefined;
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}

/**
 * The median over visits by browsers that have kept nothing.
 * @param {import('playwright-core').Browser} browser
 * @param {(page: import('playwright-core').Page, limit: () => Promise<void>) => Promise<number>} visit  says when the
 *   limits begin to hold, and answers milliseconds
 * @param {Limits} [limits]
 * @param {import('playwright-core').BrowserContextOptions} [as]
 */
export async function medianVisit(browser, visit, limits, as) {
  /** @type {number[]} */
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const context = await browser.newContext(as);
    const page = await context.newPage();
    times.push(
      await visit(page, async () => {
        if (!limits) return;
        const { cpuFactor, ...network } = limits;
        const devtools = await context.newCDPSession(page);
        await devtools.send('Network.enable');
        await devtools.send('Network.emulateNetworkConditions', { offline: false, ...network });
        await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpuFactor });
      }),
    );
    await context.close();
  }
  return p50(times);
}
