import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { costsOf, totalNanos } from '../../backend/src/modules/voice-gateway/metering/prices.js';
import { APP_PAGES } from '../src/site/lib/app-pages.js';
import { wordsOf } from '../src/site/lib/articles.js';
import { callCost, GEMINI_PRICES } from '../src/site/lib/call-cost.js';
import { readFrontMatter } from '../src/site/lib/front-matter.js';
import { renderSite } from '../src/site/render-site.js';
import { readContent } from './read-content.mjs';

const FRONTEND = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(FRONTEND, file), 'utf8');

const content = readContent();
const files = renderSite({
  content,
  assets: { styles: ['/assets/site.css'], script: '/assets/site.js', font: '/assets/inter.woff2' },
  appDocument: read('index.html'),
});
const html = new Map(
  files.filter(({ file }) => file.endsWith('.html')).map(({ file, content }) => [file, content]),
);
const pathOf = (file: string): string => (file === 'index.html' ? '/' : `/${file.replace(/\.html$/, '')}`);
const appFiles = new Set(
  APP_PAGES.flatMap(({ path }) => [`${path.slice(1)}.html`, `${path.slice(1)}/any.html`]),
);
const publicPages = [...html].filter(([file]) => !appFiles.has(file));
const addresses = new Set([...html.keys()].map(pathOf));
const fileOf = (name: string): string => files.find(({ file }) => file === name)?.content ?? '';

const first = (text: string, pattern: RegExp): string => pattern.exec(text)?.[1] ?? '';
const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '');

describe('the public site', () => {
  it('has the pages that people are told of', () => {
    const wanted = [
      '/',
      '/features',
      '/pricing',
      '/blog',
      '/docs',
      '/docs/embed',
      '/docs/architecture/platform',
      '/docs/adr/0004-row-level-security',
      '/docs/contributing',
      '/login',
      '/signup',
      '/404',
    ];
    expect([...addresses]).toEqual(expect.arrayContaining(wanted));
    expect([...addresses].filter((path) => path.startsWith('/blog/'))).toHaveLength(3);
  });

  it.each(publicPages)('%s says what it is, once', (file, text) => {
    const title = first(text, /<title>([^<]*)<\/title>/);
    const description = first(text, /<meta name="description" content="([^"]*)"/);
    expect(title).toContain('OrbisVoice');
    expect(title.length).toBeLessThanOrEqual(75);
    expect(description.length).toBeGreaterThanOrEqual(50);
    expect(description.length).toBeLessThanOrEqual(200);
    expect(all(text, /(<h1[ >])/g)).toHaveLength(1);
    if (file === '404.html') return expect(text).toContain('<meta name="robots" content="noindex"/>');
    const address = `%PUBLIC_URL%${pathOf(file)}`;
    expect(first(text, /<link rel="canonical" href="([^"]*)"/)).toBe(address);
    expect(first(text, /<meta property="og:url" content="([^"]*)"/)).toBe(address);
  });

  it('describes no two pages in the same words', () => {
    for (const pattern of [/<title>([^<]*)/, /<meta name="description" content="([^"]*)"/]) {
      const words = publicPages.map(([, text]) => first(text, pattern));
      expect(new Set(words).size).toBe(words.length);
    }
  });

  it.each(publicPages)('%s shows a picture of 1200 × 630 where it is shared', (_file, text) => {
    const card = first(text, /<meta property="og:image" content="%PUBLIC_URL%([^"]*)"/);
    expect(sizeOfJpeg(readFileSync(join(FRONTEND, 'public', card)))).toEqual([1200, 630]);
  });

  it.each(publicPages)('%s leads nowhere in vain', (_file, text) => {
    const links = all(text, /<a [^>]*href="([^"]*)"/g).filter(
      (href) => href.startsWith('/') || href.startsWith('#'),
    );
    const dead = links.filter((href) => {
      const [path = '', fragment] = href.split('#');
      const target = path === '' ? text : html.get(path === '/' ? 'index.html' : `${path.slice(1)}.html`);
      if (fragment !== undefined) return !target?.includes(`id="${fragment}"`);
      return (
        target === undefined && !SERVED_BY_OTHERS.has(path) && !files.some(({ file }) => `/${file}` === path)
      );
    });
    expect(dead).toEqual([]);
  });

  it.each(publicPages)(
    '%s shows only pictures that are there, and keeps the content security policy',
    (_file, text) => {
      const pictures = all(text, /<img [^>]*src="([^"]*)"/g);
      const isThere = (src: string) =>
        existsSync(join(FRONTEND, 'public', src)) || files.some(({ file }) => `/${file}` === src);
      expect(pictures.filter((src) => !isThere(src))).toEqual([]);
      expect(text).not.toMatch(/ style="/);
      expect(text).not.toMatch(/<style/);
      const inline = all(text, /<script(?![^>]*\bsrc=)([^>]*)>/g);
      expect(inline.filter((attributes) => !attributes.includes('application/ld+json'))).toEqual([]);
    },
  );

  it.each(publicPages)('%s says to machines only what parses', (_file, text) => {
    for (const facts of all(text, /<script type="application\/ld\+json">(.*?)<\/script>/g))
      expect(JSON.parse(facts)).toMatchObject({ '@context': 'https://schema.org' });
  });

  it('lists every page in the site map, and nothing else', () => {
    const listed = all(fileOf('sitemap.xml'), /<loc>%PUBLIC_URL%([^<]*)<\/loc>/g);
    const indexed = [...html].filter(([, text]) => !text.includes('noindex')).map(([file]) => pathOf(file));
    expect(listed.sort()).toEqual(indexed.sort());
    expect(fileOf('robots.txt')).toContain('Sitemap: %PUBLIC_URL%/sitemap.xml');
  });

  it('has a feed with every article in it', () => {
    const feed = fileOf('blog/feed.xml');
    expect(all(feed, /<id>%PUBLIC_URL%(\/blog\/[^<]*)<\/id>/g).sort()).toEqual(
      Object.keys(content.articles)
        .map((slug) => `/blog/${slug}`)
        .sort(),
    );
    expect(feed).toContain('<content type="html">&lt;p&gt;');
  });
});

describe('articles', () => {
  it.each(Object.entries(content.articles))('%s can be read in a break', (_slug, text) => {
    const words = wordsOf(readFrontMatter(text).body);
    expect(words).toBeGreaterThanOrEqual(900);
    expect(words).toBeLessThanOrEqual(1_500);
  });
});

describe('documents of the application', () => {
  it('exist for every address at the root of the router, with a head of their own', () => {
    const routes = all(read('src/app/router.tsx'), /path: '(\/[^']*)'/g);
    expect(APP_PAGES.map(({ path }) => path).sort()).toEqual(routes.sort());
    for (const { path, title } of APP_PAGES) {
      const text = html.get(`${path.slice(1)}.html`) ?? '';
      expect(all(text, /<title>([^<]*)/g)).toEqual([`${title} · OrbisVoice`]);
      expect(all(text, /<meta\s+name="description"\s+content="([^"]*)"/g)).toHaveLength(1);
      expect(text).toContain('<div id="root">');
    }
  });
});

describe('the calculator', () => {
  it('uses the prices that the gateway bills with', () => {
    const tokens = { inputTextTokens: 0, inputAudioTokens: 0, outputTextTokens: 0, outputAudioTokens: 0 };
    const price = (kind: keyof typeof tokens) => {
      const costs = costsOf(GEMINI_PRICES.model, { ...tokens, [kind]: 1_000_000 });
      return costs && totalNanos(costs) / 1e9;
    };
    expect([price('inputTextTokens'), price('inputAudioTokens'), price('outputAudioTokens')]).toEqual([
      GEMINI_PRICES.textIn,
      GEMINI_PRICES.audioIn,
      GEMINI_PRICES.audioOut,
    ]);
  });

  it('counts the whole conversation with each answer', () => {
    // Two turns of 30 s: 375 tokens of question and 375 of answer each.
    const shape = { minutes: 1, turnsPerMinute: 2, agentShare: 0.5, instructionTokens: 100 };
    const audioIn = 375 + (375 + 375 + 375);
    const expected = (audioIn * 3 + 200 * 0.75 + 750 * 12) / 1_000_000;
    expect(callCost(shape)).toBeCloseTo(expected, 10);
  });

  it('grows faster than time until compression holds it', () => {
    const perMinute = (minutes: number) =>
      callCost({ minutes, turnsPerMinute: 4, agentShare: 0.6, instructionTokens: 600 }) / minutes;
    expect(perMinute(10)).toBeGreaterThan(2 * perMinute(1));
    expect(perMinute(120) / perMinute(60)).toBeLessThan(1.1);
  });
});

describe('the dark theme', () => {
  it('is the same with and without a script', () => {
    const tokens = read('src/styles/tokens.css');
    const block = (selector: string) => {
      const at = tokens.indexOf(selector);
      return tokens.slice(tokens.indexOf('{', at) + 1, tokens.indexOf('}', at)).match(/[\w-]+: [^;]+/g);
    };
    expect(block(':root:not([data-theme])')).toEqual(block("[data-theme='dark'] {"));
  });
});

/** Pages that the API makes. */
const SERVED_BY_OTHERS = new Set(['/reference']);

/** Width and height of a JPEG, from its first frame header. */
function sizeOfJpeg(bytes: Buffer): number[] {
  let at = 2;
  while (at < bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xc3) return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return [];
}
