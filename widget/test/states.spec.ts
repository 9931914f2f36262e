import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startChromium, withoutChromium } from './support/chromium.js';
import { HostSite, type SiteOptions } from './support/host-site.js';
import { FAILURES, STATES } from './support/widget-states.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Set to a folder to have a picture of every state taken, for people to look at. */
const { ORBIS_WIDGET_PICTURES: pictures } = process.env;

(withoutChromium ? describe.skip : describe)('every state of the widget', () => {
  let browser: Browser;
  let site: HostSite;
  beforeAll(async () => {
    [browser, site] = await Promise.all([startChromium(), HostSite.start()]);
  });
  afterAll(async () => {
    site.stop();
    await browser.close();
  });

  const ways = { ...STATES, ...FAILURES };
  const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
    [1440, 390].map((width) => ({ colorScheme, viewport: { width, height: 844 } })),
  );
  // What fails is one picture with different words: each theme and each width is enough for it, and not their product.
  const cases = looks.flatMap((look, index) =>
    Object.keys(index % 3 ? STATES : ways).map((state) => ({ state, ...look })),
  );
  type Look = (typeof looks)[number];

  const enter = async (state: string, look: Look, options: SiteOptions = {}) => {
    const visit = await site.visit(browser, options, { ...look, reducedMotion: 'reduce' });
    await ways[state]?.(visit);
    if (pictures) {
      const name = [state.replaceAll(' ', '-'), look.colorScheme, look.viewport.width, options.lang ?? 'en'];
      await visit.page.screenshot({ path: `${pictures}/${name.join('-')}.png` });
    }
    return visit;
  };

  it.each(cases)(
    '$state, $colorScheme, $viewport.width px: axe finds nothing',
    async ({ state, ...look }) => {
      const visit = await enter(state, look);
      // Everybody here wants less motion.
      expect(await visit.motion()).toEqual([]);
      await visit.page.evaluate(AXE);
      const found = await visit.page.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
        const { violations } = await axe.run('orbis-voice');
        return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${String(target)}`));
      });
      expect(found).toEqual([]);
      expect(visit.refused).toEqual([]);
      await visit.page.context().close();
    },
  );

  // Nothing may stick out of its box where words are longer, or run the other way.
  const longest = [
    'thinking',
    'consent',
    'rating',
    'sound',
    'microphone_denied',
    'writing',
    'paused by a reload',
  ];
  it.each(
    longest.flatMap((state) =>
      ['ar', 'de', 'es', 'fr'].flatMap((lang) =>
        (pictures ? looks : looks.slice(-1)).map((look) => ({ state, lang, ...look })),
      ),
    ),
  )('$state fits in $lang, $colorScheme, $viewport.width px', async ({ state, lang, ...look }) => {
    const visit = await enter(state, look, { lang });
    expect(await visit.tooWide()).toEqual([]);
    await visit.page.context().close();
  });

  it.each([1440, 390])('fills its container where it is inline, %i px wide', async (width) => {
    const visit = await enter('inline', { colorScheme: 'light', viewport: { width, height: 844 } });
    const place = await visit.page.locator('main').boundingBox();
    const heading = await visit.page.locator('h1').boundingBox();
    const panel = await visit.page.locator('orbis-voice .panel').boundingBox();
    expect(panel).toMatchObject({ x: place?.x, width: place?.width, height: place?.height });
    expect(panel?.y).toBeGreaterThan(heading?.y ?? 0);
    await visit.page.context().close();
  });

  // All at once: a page speaks its own language, whatever others are shown meanwhile.
  it('speaks the language of the page that it is on', async () => {
    const languages = [
      { lang: 'ar', title: 'تحدّث مع Ada', dir: 'rtl' },
      { lang: 'de', title: 'Sprich mit Ada', dir: 'ltr' },
      { lang: 'en', title: 'Talk to Ada', dir: 'ltr' },
      { lang: 'es', title: 'Habla con Ada', dir: 'ltr' },
      { lang: 'fr', title: 'Parlez à Ada', dir: 'ltr' },
    ];
    const visiting = languages.map(async ({ lang, title, dir }) => {
      const visit = await site.visit(browser, { lang });
      await visit.open();
      await visit.page.getByText(title).waitFor();
      expect(await visit.page.locator('orbis-voice .root').getAttribute('dir')).toBe(dir);
      await visit.page.context().close();
    });
    await Promise.all(visiting);
  });
});
