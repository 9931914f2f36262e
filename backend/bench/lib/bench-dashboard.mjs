// @ts-check
import { join } from 'node:path';
import { pageWeights } from '../../bin/build/page-weights.mjs';
import { CACHE, fromRoot } from '../../bin/lib/paths.mjs';
import { medianVisit, openChromium, SLOW } from './fresh-browser.mjs';

const PERSON = {
  email: 'bench-dashboard@example.com',
  name: 'Bench',
  tenantName: 'Bench',
  password: 'violet-harbour-kettle',
};
/** What the person came for: the list of agents, each a link. */
const CONTENT = 'main a[href^="/dashboard/agents/01"]';
/** Without work for so long, the page has nothing left to do. */
const QUIET_MS = 1_000;
/** Notes when the content stood, and when the last piece of work that would have delayed a click was over. */
const WATCH = `
  globalThis.benchShownAt = 0;
  globalThis.benchBusyUntil = 0;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) globalThis.benchBusyUntil = startTime + duration;
  }).observe({ type: 'longtask', buffered: true });
  new MutationObserver((_, watch) => {
    if (!document.querySelector('${CONTENT}')) return;
    globalThis.benchShownAt = performance.now();
    watch.disconnect();
  }).observe(document, { childList: true, subtree: true });
`;

/**
 * The JavaScript of the heaviest page, compressed. And the time from the address to the list of agents, with nothing in the
 * browser but the session: until the list stands and no long task keeps a click waiting. Absent where there is no Chromium.
 * @param {import('./stack.mjs').Stack} stack
 * @param {(text: string) => void} progress
 */
export async function benchDashboard(stack, progress) {
  const [heaviest] = pageWeights(fromRoot('frontend', 'dist'), join(CACHE, 'site', 'manifest.json'));
  if (!heaviest) throw new Error('frontend/dist has no page: npm run build');
  const browser = await openChromium();
  if (!browser) return { heaviest, interactiveMs: undefined, slowInteractiveMs: undefined };
  try {
    const { http } = await stack.startBackend('api');
    const storageState = await signedIn(browser, http);
    /** @param {import('./fresh-browser.mjs').Limits} [limits] */
    const interactive = (limits) =>
      medianVisit(
        browser,
        async (page, limit) => {
          await page.addInitScript(WATCH);
          await limit();
          await page.goto(`${http}/dashboard`);
          await page.locator(CONTENT).first().waitFor();
          await page.waitForTimeout(QUIET_MS);
          return page.evaluate('Math.max(benchShownAt, benchBusyUntil)');
        },
        limits,
        { storageState },
      );
    progress('dashboard: time to interactive');
    const interactiveMs = await interactive();
    progress('dashboard: time to interactive on a slow telephone');
    return { heaviest, interactiveMs, slowInteractiveMs: await interactive(SLOW) };
  } finally {
    await browser.close();
  }
}

/**
 * The session of somebody whose team has an agent.
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 */
async function signedIn(browser, url) {
  const context = await browser.newContext();
  const headers = { 'sec-fetch-site': 'same-origin' };
  for (const [path, data] of /** @type {const} */ ([
    ['/auth/signup', PERSON],
    ['/agents', { name: 'Bench', systemPrompt: 'You answer.' }],
  ])) {
    const answer = await context.request.post(url + path, { headers, data });
    if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`);
  }
  const state = await context.storageState();
  await context.close();
  return state;
}
