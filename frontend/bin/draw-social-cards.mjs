#!/usr/bin/env node
// @ts-check
// Draws the pictures that links to public pages show elsewhere, into public/social. Run by hand after a title changed
// (Chromium is no part of the build): node frontend/bin/draw-social-cards.mjs
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { readContent } from './read-content.mjs';

const PUBLIC = join(import.meta.dirname, '..', 'public');
const FONT = join(
  import.meta.dirname,
  '../../node_modules/@fontsource-variable/inter/files/inter-latin-standard-normal.woff2',
);

const CARDS = {
  home: ['', 'Give your website a voice.'],
  features: ['Features', 'Everything a call needs, and nothing it does not.'],
  pricing: ['Pricing', 'Free to run. Honest about the rest.'],
  blog: ['Blog', 'How it works, with the numbers.'],
  affiliates: ['Affiliates', 'Recommend a voice. Earn a share.'],
  docs: ['Documentation', 'Embed it, tune it, run it, measure it.'],
  ...Object.fromEntries(
    Object.entries(readContent().articles).map(([slug, text]) => [
      slug,
      ['Blog', /^title: (.+)$/m.exec(text)?.[1] ?? slug],
    ]),
  ),
};

const CORE = `<defs><radialGradient id="c" cx=".34" cy=".28" r=".95"><stop stop-color="#67e8f9"/>
<stop offset=".42" stop-color="#6d66f5"/><stop offset="1" stop-color="#312e81"/></radialGradient></defs>`;
const ORB = `${CORE}<g stroke="#8b85ff"><circle cx="160" cy="160" r="98" opacity=".7"/><circle cx="160" cy="160" r="128" opacity=".3"/></g>
<circle cx="160" cy="160" r="62" fill="url(#c)"/><g stroke="#22d3ee" stroke-width="5">
<path d="M218 108A78 78 0 0 1 218 212"/><path d="M236 88A105 105 0 0 1 236 232" opacity=".75"/><path d="M254 69A132 132 0 0 1 254 251" opacity=".5"/></g>`;

/** Loudness over time: the visitor, the wait, the agent. */
const VOICES = [18, 44, 70, 52, 88, 60, 34, 14, 0, 0, 0, 0, 22, 58, 96, 72, 110, 64, 80, 40, 18];
/** @type {Record<string, string>} */
const MOTIFS = {
  'latency-a-caller-hears': VOICES.map((height, index) => {
    const x = 10 + index * 15;
    if (height === 0) return `<circle cx="${x}" cy="160" r="2.5" fill="#f5f7ff"/>`;
    return `<path d="M${x} ${160 - height}V${160 + height}" stroke="${index < 8 ? '#22d3ee' : '#8b85ff'}" stroke-width="6"/>`;
  }).join(''),
  'safe-embedding': `${CORE}<rect x="20" y="50" width="280" height="220" rx="16" stroke="#65708f" stroke-width="2"/><path d="M20 88H300" stroke="#65708f" stroke-width="2"/>
<g fill="#65708f"><circle cx="42" cy="69" r="5"/><circle cx="60" cy="69" r="5"/><circle cx="78" cy="69" r="5"/></g>
<circle cx="244" cy="214" r="32" fill="url(#c)"/><circle cx="244" cy="214" r="46" stroke="#22d3ee" stroke-width="4" stroke-dasharray="10 12"/>
<g stroke="#27304d" stroke-width="12"><path d="M48 124H190M48 156H230M48 188H150M48 220H170"/></g>`,
  'how-attribution-is-counted': `<g stroke="#65708f" stroke-width="3"><path d="M60 70L150 160M60 160H150M60 250L150 160M150 160H250"/></g>
<g fill="#22d3ee"><circle cx="60" cy="70" r="17"/><circle cx="60" cy="250" r="17"/></g><circle cx="60" cy="160" r="17" fill="#27304d" stroke="#65708f" stroke-width="3"/>
<circle cx="150" cy="160" r="25" fill="#6d66f5"/><g fill="#f5f7ff"><rect x="226" y="118" width="80" height="20" rx="6"/><rect x="226" y="150" width="80" height="20" rx="6" opacity=".7"/><rect x="226" y="182" width="80" height="20" rx="6" opacity=".4"/></g>`,
};

/** @param {string} kind @param {string} title @param {string} motif */
const drawing = (kind, title, motif) => `<!doctype html><meta charset="utf-8"><style>
@font-face { font-family: Inter; font-weight: 100 900; src: url(data:font/woff2;base64,${readFileSync(FONT).toString('base64')}) }
* { margin: 0; box-sizing: border-box }
body { width: 1200px; height: 630px; font-family: Inter; color: #f5f7ff; overflow: hidden; padding: 72px;
  display: flex; flex-direction: column; justify-content: space-between;
  background: radial-gradient(760px 620px at 1010px 300px, rgb(79 70 229 / .55), transparent 70%),
    radial-gradient(520px 320px at 900px 640px, rgb(6 182 212 / .2), transparent 70%), #0b1020 }
h1 { font-size: ${title.length > 44 ? 62 : 78}px; line-height: 1.06; letter-spacing: -.035em; font-weight: 640; width: 690px; text-wrap: balance }
.kind { color: #a5afcb; font-size: 26px; margin-bottom: 20px; min-height: 1em }
.mark { display: flex; align-items: center; gap: 16px; font-size: 34px; font-weight: 600; letter-spacing: -.02em }
.orb { position: absolute; right: 30px; top: 105px; width: 420px }
</style>
<div class="mark"><svg width="46" height="46" viewBox="0 0 32 32" fill="none" stroke="#8b85ff" stroke-width="2.6" stroke-linecap="round">
<circle cx="8.5" cy="16" r="6.5" fill="#8b85ff" stroke="none"/><path d="M16.31 8.73A10.67 10.67 0 0 1 16.31 23.27"/>
<path d="M19.82 5.45A15.47 15.47 0 0 1 19.82 26.55"/><path d="M23.33 2.18A20.27 20.27 0 0 1 23.33 29.82"/></svg>OrbisVoice</div>
<svg class="orb" viewBox="0 0 320 320" fill="none" stroke-linecap="round">${motif}</svg>
<div><p class="kind">${kind}</p><h1>${title}</h1></div>`;

mkdirSync(join(PUBLIC, 'social'), { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.ORBIS_TEST_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1200, height: 630 } });
  for (const [name, [kind = '', title = '']] of Object.entries(CARDS)) {
    await page.setContent(drawing(kind, title, MOTIFS[name] ?? ORB));
    await page.evaluate('document.fonts.ready');
    await page.screenshot({ path: join(PUBLIC, 'social', `${name}.jpg`), type: 'jpeg', quality: 86 });
  }
} finally {
  await browser.close();
}
